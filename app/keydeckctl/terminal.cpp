#include "app/keydeckctl/terminal.h"

#include <algorithm>
#include <array>
#include <cmath>
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
constexpr int TightestFlexible = 4; // where nothing is left to leave out
constexpr int EighthsOfCell = 8;
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

QString shareBar(double share, int cells, const Screen &screen)
{
    if (screen.columns == 0)
        return {};
    const double bounded = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0;
    if (!screen.hasBlocks)
        return QString(int(std::lround(bounded * cells)), u'#').leftJustified(cells);
    const int eighths = int(std::lround(bounded * cells * EighthsOfCell));
    QString bar(eighths / EighthsOfCell, u'█');
    if (const int rest = eighths % EighthsOfCell; rest > 0)
        bar += QChar(u'█' + (EighthsOfCell - rest)); // the blocks grow thinner from here on
    return bar.leftJustified(cells);
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

QStringList wrapped(const QString &text, int cells)
{
    if (cells <= 0)
        return {text};
    QStringList lines;
    int width = 0;
    for (const QString &word : text.split(u' ')) {
        const int wordWidth = displayWidth(word);
        if (lines.isEmpty() || width + 1 + wordWidth > cells) {
            lines += word;
            width = wordWidth;
        } else {
            lines.last() += u' ' + word;
            width += 1 + wordWidth;
        }
    }
    return lines;
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
        widths += width == 0 ? LeftOut : width;
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

qsizetype TextTable::elasticColumn() const
{
    const auto flexible = std::find_if(
        m_columns.begin(), m_columns.end(), [](const Column &column) { return column.flexible; });
    return flexible == m_columns.end() ? -1 : flexible - m_columns.begin();
}

void TextTable::refill(QList<int> &widths, const QList<int> &natural, int room) const
{
    QList<qsizetype> missing;
    for (qsizetype column = 0; column < widths.size(); ++column) {
        if (widths[column] == LeftOut && natural[column] != LeftOut)
            missing.append(column);
    }
    std::sort(missing.begin(), missing.end(), [this](qsizetype a, qsizetype b) {
        return m_columns[a].dispensable < m_columns[b].dispensable;
    });
    for (const qsizetype column : std::as_const(missing)) {
        if (natural[column] + Gap > room)
            continue;
        widths[column] = natural[column];
        room -= natural[column] + Gap;
    }
}

QList<int> TextTable::fittingWidths(int maximumWidth) const
{
    const QList<int> natural = naturalWidths();
    if (maximumWidth <= 0)
        return natural;
    QList<int> widths = natural;
    const qsizetype elastic = elasticColumn();
    const auto slack
        = [&](int shortest) { return elastic < 0 ? 0 : std::max(0, natural[elastic] - shortest); };
    const auto excess = [&] { return totalWidth(widths) - maximumWidth; };
    while (excess() > slack(ShortestFlexible)) {
        const qsizetype least = leastColumn(widths);
        if (least < 0)
            break;
        widths[least] = LeftOut;
    }
    refill(widths, natural, slack(ShortestFlexible) - excess());
    if (elastic >= 0 && excess() > 0)
        widths[elastic] -= std::min(excess(), slack(TightestFlexible));
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
    QString text = line(titles(), widths);
    for (const QStringList &row : m_rows)
        text += line(row, widths);
    return text;
}

QString TextTable::head(int maximumWidth) const
{
    return line(titles(), fittingWidths(maximumWidth));
}

QString TextTable::row(const QStringList &cells, int maximumWidth) const
{
    return line(cells, fittingWidths(maximumWidth));
}

QStringList TextTable::titles() const
{
    QStringList titles;
    for (const Column &column : m_columns)
        titles += column.title;
    return titles;
}

} // namespace keydeck
