// Fewer points for a line than a chart has pixels to tell apart.
#pragma once

#include <QList>
#include <QPointF>

namespace keydeck {

/// Above this many points a chart decimates to its width: QtCharts slows down, not the eye.
inline constexpr qsizetype DecimateAbove = 2000;

/// The points, sorted by x, thinned to at most four in each of the given number of equal stretches
/// of x: the first, the lowest, the highest and the last, so that no peak is lost. So few that it
/// would not pay come back as they are.
[[nodiscard]] QList<QPointF> decimated(
    const QList<QPointF> &points, int stretches, qsizetype above = DecimateAbove);

} // namespace keydeck
