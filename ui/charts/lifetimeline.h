// A lifetime total as lines: what LifetimeView draws, before any pixel.
#pragma once

#include "core/history/historyvalues.h"
#include "ui/charts/chartbox.h"

#include <QLineF>
#include <QList>
#include <QPointF>

namespace keydeck {

/// In the chart's own values: milliseconds since 1970 and tokens.
struct LifetimeLine
{
    QList<QList<QPointF>> observed; ///< each a line of steps: between two samples the total stands
    QList<QLineF> unobserved; ///< from one total to the next, while nobody saw it grow
    QList<QLineF> falls; ///< from the higher total down to the lower

    [[nodiscard]] bool isEmpty() const { return observed.isEmpty() && unobserved.isEmpty(); }
    /// The lowest and the highest total; 0 and 0 where there is none.
    [[nodiscard]] QPair<double, double> range() const;
};

/// What is seen of it, up to the end. Samples and growth are by time. Of the samples within a pixel
/// those stay that make a difference.
[[nodiscard]] LifetimeLine lifetimeLine(const QList<LifetimeSample> &samples,
    const QList<UnobservedGrowth> &unobserved, const ChartScale &scale);

} // namespace keydeck
