// A UsageWindowsModel as bars: what UsageWindowsView draws, before any pixel.
#pragma once

#include "ui/charts/chartbox.h"
#include "ui/charts/usagewindowsmodel.h"

#include <QPointF>

namespace keydeck {

/// The bars that reach into what is seen, by start. Of those within one pixel the tallest counts.
[[nodiscard]] QList<UsageBar> barsIn(const QList<UsageBar> &bars, const ChartScale &scale);

/// Each bar at its true time, less what the next one overlaps and a gap between two: from below,
/// the tokens that were not observed, the others, and what was used before a reset.
[[nodiscard]] QList<ChartBox> windowBoxes(const QList<UsageBar> &bars, const ChartScale &scale);

/// Growth that no window explains, from one sample to the next. Where they are further apart than
/// a window is long, it stands as high as its average of that time, so that it compares with bars.
[[nodiscard]] QList<ChartBox> unexplainedBoxes(
    const QList<UnobservedGrowth> &growth, const ChartScale &scale);

/// The limits of their time, step by step, and the limit of today (NaN: none) from now on.
[[nodiscard]] QList<QPointF> limitLine(
    const QList<UsageBar> &bars, double limit, qint64 nowMs, const ChartScale &scale);

} // namespace keydeck
