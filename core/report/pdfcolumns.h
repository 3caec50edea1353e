// How wide the columns of tables are on the pages of a PDF.
#pragma once

#include "core/report/document.h"
#include "core/report/pdfcanvas.h"

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
    static constexpr qsizetype LongestFigure = 32, LongestText = 1000; ///< letters

    /// What is no figure though it stands in a column of figures gets no more room than one.
    [[nodiscard]] static bool isFigure(const Document::Column &column, const QString &cell)
    {
        return column.isFigure && cell.size() <= LongestFigure;
    }

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
        double natural = 0; ///< every cell in one line, but for very long texts
        double least = 0; ///< so that it reads well
        double word = 0; ///< the longest word in one line, but for very long ones
        double cut = 0; ///< with texts that are cut
        bool isLong = false; ///< even in its natural width not everything fits into one line
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

} // namespace keydeck
