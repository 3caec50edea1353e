// Diagonal lines for what is not known: told apart without colour, in pictures of any format.
#pragma once

#include <QLineF>
#include <QList>

class QColor;
class QPainter;
class QRectF;

namespace keydeck {

/// The lines that fill the box, rising to the right. They are cut at its edge rather than clipped,
/// and where two boxes touch they go on.
[[nodiscard]] QList<QLineF> hatchLines(const QRectF &box, qreal spacing);

void paintHatch(QPainter *painter, const QRectF &box, const QColor &color);

} // namespace keydeck
