#include "core/report/pdftable.h"

#include <algorithm>

namespace keydeck {

namespace {

using Text = PdfCanvas::Text;
using Face = PdfCanvas::Face;
using Align = PdfCanvas::Align;

constexpr int HeadLines = 3;
constexpr double Padding = 0.28; ///< above and below a row's text, in units of its size
constexpr double Ascent = 0.95;

} // namespace

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
    Text text{cell.left(PdfTableStyle::LongestText), m_style.size,
        isStrong           ? Face::Strong
            : head.isFixed ? Face::Fixed
                           : Face::Regular,
        m_style.widths[column] + 0.1, m_style.isTight[column] || isStrong ? m_style.lines : 1,
        head.isFigure ? Align::End : Align::Start};
    if (PdfTableStyle::isFigure(head, cell)) {
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
