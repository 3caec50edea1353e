#include "ui/charts/hatch.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

constexpr qreal Spacing = 6;
constexpr qreal LineWidth = 1.2;

} // namespace

QList<QLineF> hatchLines(const QRectF &box, qreal spacing)
{
    QList<QLineF> lines;
    if (box.width() <= 0 || box.height() <= 0) {
        return lines;
    }
    // Along each line, x + y stays the same.
    const qreal first = std::ceil((box.left() + box.top()) / spacing) * spacing;
    for (qreal sum = first; sum < box.right() + box.bottom(); sum += spacing) {
        const qreal left = std::max(box.left(), sum - box.bottom());
        const qreal right = std::min(box.right(), sum - box.top());
        lines << QLineF(left, sum - left, right, sum - right);
    }
    return lines;
}

void paintHatch(QPainter *painter, const QRectF &box, const QColor &color)
{
    painter->setPen(QPen(color, LineWidth));
    painter->drawLines(hatchLines(box, Spacing));
}

} // namespace keydeck
