#include "app/keydeckctl/terminal.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cwchar>

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int Gap = 2;
constexpr int ShortestFlexible = 12;
constexpr int LeftOut = -1;

int cellWidth(char32_t character)
{
    return std::max(0, ::wcwidth(wchar_t(character)));
}

int totalWidth(const QList<int> &widths)
{
    int sum = -Gap;
    for (const int width : widths)
        sum += width == LeftOut ? 0 : width + Gap;
    return sum;
}

} // namespace

int terminalColumns()
{
    if (::isatty(STDOUT_FILENO) == 0)
        return 0;
    if (const int wanted = qEnvironmentVariableIntValue("COLUMNS"); wanted > 0)
        return wanted;
    winsize size{};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool isConversation()
{
    return ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
}

bool askYesNo(const QString &question)
{
    ::tcflush(STDIN_FILENO, TCIFLUSH); // what was typed ahead is no answer to this
    std::fputs(question.toUtf8().constData(), stderr);
    std::array<char, 64> line{};
    if (!std::fgets(line.data(), int(line.size()), stdin))
        return false;
    const QByteArray answer = QByteArray(line.data()).trimmed().toLower();
    return answer == "y" || answer == "yes";
}

int displayWidth(QStringView text)
{
    int width = 0;
    for (const uint character : text.toUcs4())
        width += cellWidth(character);
    return width;
}

QString elided(const QString &text, int cells)
{
    if (displayWidth(text) <= cells)
        return text;
    QString kept;
    int width = 1; // the ellipsis
    for (const char32_t character : text.toUcs4()) {
        width += cellWidth(character);
        if (width > cells)
            break;
        kept += QString::fromUcs4(&character, 1);
    }
    return kept + u'…';
}

TextTable::TextTable(QList<Column> columns) : m_columns(std::move(columns)) { }

void TextTable::addRow(QStringList cells)
{
    m_rows.append(std::move(cells));
}

QList<int> TextTable::naturalWidths() const
{
    QList<int> widths;
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        int width = displayWidth(m_columns[column].title);
        for (const QStringList &row : m_rows)
            width = std::max(width, displayWidth(row[column]));
        widths += width;
    }
    return widths;
}

qsizetype TextTable::leastColumn(const QList<int> &widths) const
{
    qsizetype least = -1;
    int rank = 0;
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        if (widths[column] != LeftOut && m_columns[column].dispensable > rank) {
            least = column;
            rank = m_columns[column].dispensable;
        }
    }
    return least;
}

QList<int> TextTable::fittingWidths(int maximumWidth) const
{
    QList<int> widths = naturalWidths();
    const auto flexible = std::find_if(
        m_columns.begin(), m_columns.end(), [](const Column &column) { return column.flexible; });
    const qsizetype elastic = flexible == m_columns.end() ? -1 : flexible - m_columns.begin();
    while (maximumWidth > 0) {
        const int excess = totalWidth(widths) - maximumWidth;
        const int slack = elastic < 0 ? 0 : std::max(0, widths[elastic] - ShortestFlexible);
        const qsizetype least = leastColumn(widths);
        if (excess <= slack || least < 0) {
            if (excess > 0 && elastic >= 0)
                widths[elastic] -= std::min(excess, slack);
            break;
        }
        widths[least] = LeftOut;
    }
    return widths;
}

QString TextTable::line(const QStringList &cells, const QList<int> &widths) const
{
    QString line;
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        const int width = widths[column];
        if (width == LeftOut)
            continue;
        const QString cell
            = m_columns[column].flexible ? elided(cells[column], width) : cells[column];
        const QString padding(std::max(0, width - displayWidth(cell)), u' ');
        if (!line.isEmpty())
            line += QString(Gap, u' ');
        line += m_columns[column].right ? padding + cell : cell + padding;
    }
    while (line.endsWith(u' '))
        line.chop(1);
    return line + u'\n';
}

QString TextTable::text(int maximumWidth) const
{
    const QList<int> widths = fittingWidths(maximumWidth);
    QStringList titles;
    for (const Column &column : m_columns)
        titles += column.title;
    QString text = line(titles, widths);
    for (const QStringList &row : m_rows)
        text += line(row, widths);
    return text;
}

} // namespace keydeck
