#include "ui/charts/decimate.h"

#include <algorithm>

namespace keydeck {

namespace {

using Iterator = QList<QPointF>::const_iterator;

void appendExtremes(QList<QPointF> *out, Iterator begin, Iterator end)
{
    const auto [low, high] = std::minmax_element(
        begin, end, [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
    Iterator kept[] = {begin, std::min(low, high), std::max(low, high), end - 1};
    const auto last = std::unique(std::begin(kept), std::end(kept));
    std::for_each(std::begin(kept), last, [out](Iterator it) { out->append(*it); });
}

} // namespace

QList<QPointF> decimated(const QList<QPointF> &points, int stretches, qsizetype above)
{
    if (points.size() <= above || stretches < 1) {
        return points;
    }
    const double left = points.first().x();
    const double width = (points.last().x() - left) / stretches;
    QList<QPointF> out;
    out.reserve(4 * stretches);
    Iterator begin = points.begin();
    for (int i = 1; i <= stretches && begin != points.end(); ++i) {
        const double edge = left + width * i;
        const Iterator end = i == stretches
            ? points.end()
            : std::find_if(begin, points.end(), [edge](const QPointF &p) { return p.x() >= edge; });
        if (end != begin) {
            appendExtremes(&out, begin, end);
        }
        begin = end;
    }
    return out;
}

} // namespace keydeck
