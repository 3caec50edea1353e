#include "core/report/markdownwriter.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// With everything escaped that could mean something, in a line or a table's cell.
QString plain(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
        if (QStringView(u"\\`*_{}[]<>()#+-.!|~&@:").contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

/// A key or a fingerprint: as it stands, to be copied.
QString fixed(const QString &text)
{
    if (text.contains(u'`') || text.contains(u'|') || text.isEmpty())
        return plain(text);
    return u"`%1`"_s.arg(text);
}

/// Of something that is escaped already.
QString strong(const QString &text)
{
    const QString trimmed = text.trimmed(); // asterisks beside a space are none
    return trimmed.isEmpty() ? QString() : u"**%1**"_s.arg(trimmed);
}

QString lineOf(const QStringList &cells, const QList<Document::Column> &columns, bool isStrong)
{
    QString line = u"|"_s;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QString cell = columns[i].isFixed ? fixed(cells[i]) : plain(cells[i]);
        line += u" %1 |"_s.arg(isStrong ? strong(cell) : cell);
    }
    return line + u'\n';
}

QString markdownOf(const Document::Heading &heading)
{
    return u"%1 %2\n\n"_s.arg(QString(heading.level, u'#'), plain(heading.text));
}

QString markdownOf(const Document::Paragraph &paragraph)
{
    const bool isWarning = paragraph.role == Document::Paragraph::Role::Warning;
    return (isWarning ? u"> ⚠ %1\n\n"_s : u"%1\n\n"_s).arg(plain(paragraph.text));
}

QString markdownOf(const Document::Facts &facts)
{
    QString text;
    for (const auto &[what, value] : facts.lines)
        text += u"- %1: %2\n"_s.arg(strong(plain(what)), plain(value));
    return text + u'\n';
}

QString markdownOf(const Document::Table &table)
{
    QString head = u"|"_s, rule = u"|"_s;
    for (const Document::Column &column : table.columns) {
        head += u" %1 |"_s.arg(plain(column.title));
        rule += column.isFigure ? u" ---: |"_s : u" --- |"_s;
    }
    QString text = head + u'\n' + rule + u'\n';
    for (const QStringList &row : table.rows)
        text += lineOf(row, table.columns, false);
    if (!table.sums.isEmpty())
        text += lineOf(table.sums, table.columns, true);
    return text + u'\n';
}

QString markdownOf(const Drawing &drawing)
{
    return plain(drawing.description) + u"\n\n"_s;
}

} // namespace

QByteArray markdownText(const Document &document)
{
    QString text;
    for (const Document::Block &block : document.blocks)
        text += std::visit([](const auto &each) { return markdownOf(each); }, block);
    return (text + plain(document.footer) + u'\n').toUtf8();
}

} // namespace keydeck
