#include "core/report/htmlwriter.h"

#include "core/report/htmlpage.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr char Style[] = R"(
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 72em; margin: 2em auto; padding: 0 1.5em; }
h1 { font-size: 1.7em; line-height: 1.25; margin: 0 0 .6em; }
h2 { font-size: 1.2em; margin: 2em 0 .5em; }
h3 { font-size: 1em; margin: 1.5em 0 .4em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15em 1.2em; margin: 0 0 1em; }
dd { margin: 0; overflow-wrap: anywhere; }
dt, .quiet, footer { opacity: .72; }
.warning { border-left: .3em solid #b26a00; padding: .4em .8em; background: #b26a0018; }
.warning::before { content: "⚠ "; }
table { border-collapse: collapse; font-size: .9em; }
.wide { overflow-x: auto; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; padding: .3em .8em .3em 0; vertical-align: baseline; }
thead th { border-bottom: 1px solid currentColor; }
tbody tr + tr td { border-top: 1px solid #8884; }
tfoot td { border-top: 1px solid currentColor; font-weight: bold; }
.figure { text-align: right; font-variant-numeric: tabular-nums; }
td.figure, .fixed, .time { white-space: nowrap; }
.fixed { font-family: ui-monospace, monospace; }
figure { margin: 0; } figure svg { max-width: 100%; height: auto; background: #fff; }
footer { margin-top: 3em; font-size: .85em; }
@page { margin: 16mm 14mm; }
@media print { :root { color-scheme: light; } body { margin: 0; padding: 0; max-width: none;
  font-size: 9pt; } h2, h3 { break-after: avoid; } tr, figure { break-inside: avoid; }
  table { font-size: 8pt; } thead { display: table-header-group; } tfoot { display: table-row-group; }
  .wide { overflow: visible; } }
)";

/// How pages with wide tables print: on their side, and with small letters at last.
QString wideStyle(const Document &document)
{
    constexpr qsizetype Upright = 7, Large = 14;
    qsizetype columns = 0;
    for (const Document::Block &block : document.blocks) {
        if (const auto *table = std::get_if<Document::Table>(&block))
            columns = std::max(columns, table->columns.size());
    }
    return (columns > Upright ? u"@page { size: landscape; }\n"_s : QString())
        + (columns > Large ? u"@media print { table { font-size: 5pt; } }\n"_s : QString());
}

QString cellsOf(const QStringList &cells, const QList<Document::Column> &columns)
{
    QString html;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        QStringList classes;
        if (columns[i].isFigure)
            classes += u"figure"_s;
        if (columns[i].isFixed)
            classes += u"fixed"_s;
        if (columns[i].isTime)
            classes += u"time"_s;
        html += classes.isEmpty() ? u"<td>"_s : u"<td class=\"%1\">"_s.arg(classes.join(u' '));
        html += cells[i].toHtmlEscaped() + u"</td>"_s;
    }
    return u"<tr>"_s + html + u"</tr>\n"_s;
}

QString htmlOf(const Document::Heading &heading)
{
    return u"<h%1>%2</h%1>\n"_s.arg(QString::number(heading.level), heading.text.toHtmlEscaped());
}

QString htmlOf(const Document::Paragraph &paragraph)
{
    using Role = Document::Paragraph::Role;
    const QString text = paragraph.text.toHtmlEscaped();
    if (paragraph.role == Role::Plain)
        return u"<p>%1</p>\n"_s.arg(text);
    return u"<p class=\"%1\">%2</p>\n"_s.arg(
        paragraph.role == Role::Quiet ? u"quiet"_s : u"warning"_s, text);
}

QString htmlOf(const Document::Facts &facts)
{
    QString html = u"<dl>\n"_s;
    for (const auto &[what, value] : facts.lines)
        html += u"<dt>%1</dt><dd>%2</dd>\n"_s.arg(what.toHtmlEscaped(), value.toHtmlEscaped());
    return html + u"</dl>\n"_s;
}

QString htmlOf(const Document::Table &table)
{
    QString html = u"<div class=\"wide\"><table>\n<caption>%1</caption>\n<thead><tr>"_s.arg(
        table.caption.toHtmlEscaped());
    for (const Document::Column &column : table.columns)
        html += (column.isFigure ? u"<th scope=\"col\" class=\"figure\">%1</th>"_s
                                 : u"<th scope=\"col\">%1</th>"_s)
                    .arg(column.title.toHtmlEscaped());
    html += u"</tr></thead>\n"_s;
    if (!table.rows.isEmpty()) {
        html += u"<tbody>\n"_s;
        for (const QStringList &row : table.rows)
            html += cellsOf(row, table.columns);
        html += u"</tbody>\n"_s;
    }
    if (!table.sums.isEmpty())
        html += u"<tfoot>\n"_s + cellsOf(table.sums, table.columns) + u"</tfoot>\n"_s;
    return html + u"</table></div>\n"_s;
}

QString htmlOf(const Drawing &drawing)
{
    return u"<figure>\n"_s + svgText(drawing) + u"</figure>\n"_s;
}

} // namespace

QByteArray htmlText(const Document &document)
{
    QString body;
    for (const Document::Block &block : document.blocks)
        body += std::visit([](const auto &each) { return htmlOf(each); }, block);
    return htmlText(
        {document.title, QString::fromUtf8(Style) + wideStyle(document), body, document.footer});
}

} // namespace keydeck
