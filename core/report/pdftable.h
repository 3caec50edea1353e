// Tables on the pages of a PDF.
#pragma once

#include "core/report/pdfcolumns.h"
#include "core/report/pdfpage.h"

namespace keydeck {

/// Lays a table out: its head stands on each page that it is on, and no row is split.
class PdfTable final
{
public:
    /// All must outlive it.
    PdfTable(const PdfCanvas &canvas, const Document::Table &table, const PdfTableStyle &style);

    /// What must stand together at its beginning.
    [[nodiscard]] double leastHeight() const;
    void layOut(PdfFlow &flow) const;

private:
    [[nodiscard]] PdfCanvas::Text cellText(
        const QString &cell, qsizetype column, bool isStrong) const;
    [[nodiscard]] PdfCanvas::Text headText(qsizetype column) const;
    [[nodiscard]] double heightOf(const QStringList &cells, bool isStrong) const;
    void addHead(PdfFlow &flow) const;
    void addRow(PdfFlow &flow, const QStringList &cells, double height, bool isStrong) const;

    const PdfCanvas &m_canvas;
    const Document::Table &m_table;
    const PdfTableStyle &m_style;
    int m_headLines = 1;
};

} // namespace keydeck
