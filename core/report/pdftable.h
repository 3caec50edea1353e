// Tables on the pages of a PDF.
#pragma once

#include "core/report/document.h"
#include "core/report/pdfpage.h"

namespace keydeck {

/// The size of a table's text, and how wide its columns are with it.
struct PdfTableStyle
{
    double size = 8;
    QList<double> widths;
    QList<bool> isTight; ///< not everything fits into one line
    double gap = 0; ///< between two columns
    int lines = 2; ///< that a text may take

    static constexpr double UsualSize = 8;

    [[nodiscard]] double width() const;
};

/// What the columns of some tables need that have the same ones, so that they stand in line.
class PdfColumns final
{
public:
    PdfColumns(const PdfCanvas &canvas, const QList<const Document::Table *> &alike);

    /// In the usual size: figures in one line, texts in two at most.
    [[nodiscard]] bool fits(double width) const;
    /// In the largest size that fits; a table that is too wide for that stands closer, with texts
    /// in three lines, and at last with texts that are cut. Figures never are.
    [[nodiscard]] PdfTableStyle style(double width) const;

private:
    /// In units of the size of the text.
    struct Column
    {
        double titled = 0; ///< even its title in one line
        double natural = 0; ///< every cell in one line
        double least = 0; ///< so that it reads well
        double word = 0; ///< the longest word in one line, but for very long ones
        double cut = 0; ///< with texts that are cut
    };
    using Width = double Column::*;
    [[nodiscard]] static Column measured(
        const PdfCanvas &canvas, const QList<const Document::Table *> &alike, qsizetype column);
    [[nodiscard]] double sum(Width width) const;
    /// The largest size in which the columns fit with these widths.
    [[nodiscard]] double sizeFor(double width, Width least, double gap) const;
    [[nodiscard]] PdfTableStyle shared(double width, double size, Width least, double gap) const;

    QList<Column> m_columns;
};

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
