#include "core/report/pdftable.h"

#include <algorithm>
#include <numeric>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Text = PdfCanvas::Text;
using Face = PdfCanvas::Face;
using Align = PdfCanvas::Align;

constexpr int HeadLines = 3;
constexpr double Padding = 0.28; ///< above and below a row's text, in units of its size
constexpr double Ascent = 0.95;
constexpr double Gap = 1.5, CloseGap = 1.1; ///< in units of the size, too
constexpr double LeastSize = 6.25, LeastCloseSize = 5;
constexpr double LeastText = 7; ///< a text column's width, where it has more to say
constexpr double LongestWord = 7;
constexpr double CutText = 2.5; ///< its width where figures need the room
constexpr double LongFixed = 15; ///< a key in full may take two lines
constexpr qsizetype LongestFigure = 32, LongestText = 1000;
constexpr qsizetype MeasuredCells = 24;

/// What is no figure though it stands in a column of figures gets no more room than one.
bool isFigure(const Document::Column &column, const QString &cell)
{
    return column.isFigure && cell.size() <= LongestFigure;
}

double widthOf(const PdfCanvas &canvas, const QString &text, Face face)
{
    constexpr double Size = PdfTableStyle::UsualSize;
    return canvas.measure({text, Size, face}).width / Size;
}

/// The cells of a column that look widest: to measure all of thousands would take seconds.
QStringList widestCells(const QList<const Document::Table *> &alike, qsizetype column)
{
    std::vector<std::pair<double, QString>> cells;
    for (const Document::Table *table : alike) {
        for (const QStringList &row : table->rows)
            cells.emplace_back(roughTextWidth(row[column].left(LongestText), 1), row[column]);
    }
    const auto count = std::min(MeasuredCells, qsizetype(cells.size()));
    std::partial_sort(cells.begin(), cells.begin() + count, cells.end(),
        [](const auto &a, const auto &b) { return a.first > b.first; });
    QStringList widest;
    for (qsizetype n = 0; n < count; ++n)
        widest += cells[size_t(n)].second;
    return widest;
}

/// The longest word of a text that may be broken between words.
double wordWidth(const PdfCanvas &canvas, const QString &text, Face face)
{
    double widest = 0;
    for (const QString &word : text.split(u' '))
        widest = std::max(widest, widthOf(canvas, word, face));
    return widest;
}

} // namespace

double PdfTableStyle::width() const
{
    return std::accumulate(widths.begin(), widths.end(), 0.0)
        + gap * double(std::max<qsizetype>(0, widths.size() - 1));
}

PdfColumns::PdfColumns(const PdfCanvas &canvas, const QList<const Document::Table *> &alike)
{
    for (qsizetype column = 0; column < alike.constFirst()->columns.size(); ++column)
        m_columns.append(measured(canvas, alike, column));
}

PdfColumns::Column PdfColumns::measured(
    const PdfCanvas &canvas, const QList<const Document::Table *> &alike, qsizetype column)
{
    const Document::Column &head = alike.constFirst()->columns[column];
    const double title = wordWidth(canvas, head.title, Face::Strong);
    const double wholeTitle = widthOf(canvas, head.title, Face::Strong);
    const Face face = head.isFixed ? Face::Fixed : Face::Regular;
    double cells = 0, words = 0;
    for (const QString &cell : widestCells(alike, column)) {
        if (head.isFigure && !isFigure(head, cell))
            continue;
        const QString text = cell.left(LongestText);
        cells = std::max(cells, widthOf(canvas, text, face));
        words = std::max(words, wordWidth(canvas, text, face));
    }
    for (const Document::Table *table : alike) {
        if (head.isFigure && !table->sums.isEmpty())
            cells = std::max(cells, widthOf(canvas, table->sums[column], Face::Strong));
    }
    const double natural = std::max(title, cells), titled = std::max(wholeTitle, cells);
    if (head.isFigure)
        return {titled, natural, natural, natural, natural};
    if (head.isFixed) {
        const double least = cells > LongFixed ? std::max(title, cells / 2 + 1) : natural;
        return {titled, natural, least, least, least};
    }
    const double word = std::max(title, std::min(words, LongestWord));
    return {titled, natural, std::max(word, std::min(cells, std::max(LeastText, cells / 2))), word,
        std::min(word, CutText)};
}

double PdfColumns::sum(Width width) const
{
    return std::accumulate(m_columns.begin(), m_columns.end(), 0.0,
        [width](double all, const Column &column) { return all + column.*width; });
}

double PdfColumns::sizeFor(double width, Width least, double gap) const
{
    const double units = sum(least) + gap * double(m_columns.size() - 1);
    return std::min(PdfTableStyle::UsualSize, width / std::max(units, 1.0));
}

bool PdfColumns::fits(double width) const
{
    return sizeFor(width, &Column::least, Gap) >= PdfTableStyle::UsualSize;
}

PdfTableStyle PdfColumns::style(double width) const
{
    if (const double size = sizeFor(width, &Column::least, Gap); size >= LeastSize)
        return shared(width, size, &Column::least, Gap);
    double size = std::min(LeastSize, sizeFor(width, &Column::word, CloseGap));
    Width least = &Column::word;
    if (size < LeastCloseSize) {
        least = &Column::cut;
        size = std::min(LeastCloseSize, sizeFor(width, least, CloseGap));
    }
    PdfTableStyle style = shared(width, size, least, CloseGap);
    style.lines = 3;
    return style;
}

/// What is left beyond the least widths goes to the columns that have more to say, then to titles.
PdfTableStyle PdfColumns::shared(double width, double size, Width least, double gap) const
{
    PdfTableStyle style{size, {}, {}, gap * size};
    const double room = width / size - gap * double(m_columns.size() - 1);
    const auto shareOf = [this, room](Width from, Width to) {
        return std::clamp((room - sum(from)) / std::max(sum(to) - sum(from), 1e-9), 0.0, 1.0);
    };
    const double share = shareOf(least, &Column::natural);
    const double titleShare = shareOf(&Column::natural, &Column::titled);
    for (const Column &column : m_columns) {
        const double units = column.*least + share * (column.natural - column.*least)
            + titleShare * (column.titled - column.natural);
        style.widths.append(units * size);
        style.isTight.append(units < column.natural - 1e-6);
    }
    return style;
}

PdfTable::PdfTable(
    const PdfCanvas &canvas, const Document::Table &table, const PdfTableStyle &style)
    : m_canvas(canvas)
    , m_table(table)
    , m_style(style)
{
    for (qsizetype column = 0; column < table.columns.size(); ++column)
        m_headLines = std::max(m_headLines, canvas.measure(headText(column)).lines);
}

Text PdfTable::headText(qsizetype column) const
{
    const Document::Column &head = m_table.columns[column];
    // A little more than the longest word takes, which would be broken otherwise.
    return {head.title, m_style.size, Face::Strong, m_style.widths[column] + 0.1, HeadLines,
        head.isFigure ? Align::End : Align::Start};
}

Text PdfTable::cellText(const QString &cell, qsizetype column, bool isStrong) const
{
    const Document::Column &head = m_table.columns[column];
    Text text{cell.left(LongestText), m_style.size,
        isStrong           ? Face::Strong
            : head.isFixed ? Face::Fixed
                           : Face::Regular,
        m_style.widths[column] + 0.1, m_style.isTight[column] || isStrong ? m_style.lines : 1,
        head.isFigure ? Align::End : Align::Start};
    if (isFigure(head, cell)) {
        text.width = -1;
        text.lines = 1;
    }
    return text;
}

double PdfTable::heightOf(const QStringList &cells, bool isStrong) const
{
    int lines = 1;
    for (qsizetype column = 0; column < cells.size() && lines < m_style.lines; ++column) {
        const Text text = cellText(cells[column], column, isStrong);
        if (text.lines > 1)
            lines = std::max(lines, m_canvas.measure(text).lines);
    }
    return lines * PdfCanvas::pitch(m_style.size) + 2 * Padding * m_style.size;
}

double PdfTable::leastHeight() const
{
    const double line = PdfCanvas::pitch(m_style.size) + 2 * Padding * m_style.size;
    return (m_headLines + 2 * m_style.lines) * line;
}

void PdfTable::addHead(PdfFlow &flow) const
{
    const double pitch = PdfCanvas::pitch(m_style.size);
    double x = flow.sheet().left();
    for (qsizetype column = 0; column < m_table.columns.size(); ++column) {
        const Text text = headText(column);
        const int above = m_headLines - m_canvas.measure(text).lines;
        flow.add(PdfMark::Text{text, x, flow.y() + above * pitch + Ascent * m_style.size,
            pdfColor({Ink::Kind::Text})});
        x += m_style.widths[column] + m_style.gap;
    }
    flow.advance(m_headLines * pitch + Padding * m_style.size);
    flow.add(PdfMark::Line{flow.sheet().left(), flow.y(), flow.sheet().left() + m_style.width(),
        flow.y(), 0.75, pdfColor({Ink::Kind::Text})});
}

void PdfTable::addRow(PdfFlow &flow, const QStringList &cells, double height, bool isStrong) const
{
    double x = flow.sheet().left();
    const double baseline = flow.y() + (Padding + Ascent) * m_style.size;
    for (qsizetype column = 0; column < cells.size(); ++column) {
        const Text text = cellText(cells[column], column, isStrong);
        const double end = text.width < 0 ? m_style.widths[column] : 0; // figures end there
        if (!cells[column].isEmpty())
            flow.add(PdfMark::Text{text, x + end, baseline, pdfColor({Ink::Kind::Text})});
        x += m_style.widths[column] + m_style.gap;
    }
    flow.advance(height);
}

void PdfTable::layOut(PdfFlow &flow) const
{
    const double left = flow.sheet().left(), right = left + m_style.width();
    const double sumsHeight = m_table.sums.isEmpty() ? 0 : heightOf(m_table.sums, true);
    const auto addLine = [&](const Ink &ink, double width) {
        flow.add(PdfMark::Line{left, flow.y(), right, flow.y(), width, pdfColor(ink)});
    };
    flow.need(leastHeight());
    addHead(flow);
    for (qsizetype row = 0; row < m_table.rows.size(); ++row) {
        const double height = heightOf(m_table.rows[row], false);
        const bool isLast = row + 1 == m_table.rows.size();
        if (flow.need(height + (isLast ? sumsHeight : 0)))
            addHead(flow);
        else if (row > 0)
            addLine({Ink::Kind::Grid}, 0.5);
        addRow(flow, m_table.rows[row], height, false);
    }
    if (m_table.sums.isEmpty())
        return;
    if (!m_table.rows.isEmpty())
        addLine({Ink::Kind::Text}, 0.75);
    addRow(flow, m_table.sums, sumsHeight, true);
}

} // namespace keydeck
