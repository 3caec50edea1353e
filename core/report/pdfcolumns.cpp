#include "core/report/pdfcolumns.h"

#include <algorithm>
#include <numeric>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Face = PdfCanvas::Face;

constexpr double Gap = 1.5, CloseGap = 1.1; ///< in units of the size of the text, as all widths
constexpr double LeastSize = 6.25, LeastCloseSize = 5;
constexpr double LeastText = 7, MostText = 16; ///< a text column's width, where it has more to say
constexpr double WidestText = 45;
constexpr double LongestWord = 7;
constexpr double CutText = 2.5; ///< its width where figures need the room
constexpr double LongFixed = 15; ///< a key in full may take two lines
constexpr qsizetype MeasuredCells = 24;

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
            cells.emplace_back(
                roughTextWidth(row[column].left(PdfTableStyle::LongestText), 1), row[column]);
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
    // The least that its title needs, and the word of its sums, which may take two lines.
    double said = wordWidth(canvas, head.title, Face::Strong);
    double cells = 0, words = 0;
    for (const QString &cell : widestCells(alike, column)) {
        if (head.isFigure && !PdfTableStyle::isFigure(head, cell))
            continue;
        const Face face = head.isFixed ? Face::Fixed : Face::Regular;
        const QString text = cell.left(PdfTableStyle::LongestText);
        cells = std::max(cells, widthOf(canvas, text, face));
        words = std::max(words, wordWidth(canvas, text, face));
    }
    for (const Document::Table *table : alike) {
        if (table->sums.isEmpty())
            continue;
        const double sum
            = widthOf(canvas, table->sums[column].left(PdfTableStyle::LongestText), Face::Strong);
        if (head.isFigure)
            cells = std::max(cells, sum);
        else
            said = std::max(said, std::min(sum, sum / 2 + 1));
    }
    const bool isLong = !head.isFigure && !head.isFixed && cells > WidestText;
    cells = isLong ? WidestText : cells;
    const double natural = std::max(said, cells);
    const double titled = std::max(widthOf(canvas, head.title, Face::Strong), natural);
    if (head.isFigure)
        return {titled, natural, natural, natural, natural};
    if (head.isFixed) {
        const double least = cells > LongFixed ? std::max(said, cells / 2 + 1) : natural;
        return {titled, natural, least, least, least};
    }
    const double word = std::max(said, std::min(words, LongestWord));
    const double least = std::min(cells, std::clamp(cells / 2, LeastText, MostText));
    return {titled, natural, std::max(word, least), word, std::min(word, CutText), isLong};
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
        style.isTight.append(column.isLong || units < column.natural - 1e-6);
    }
    return style;
}

} // namespace keydeck
