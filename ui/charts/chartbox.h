// What the bars of a chart are made of.
#pragma once

#include <QList>

namespace keydeck {

/// A part of a bar, in the chart's own values: milliseconds since 1970 and tokens.
struct ChartBox
{
    enum class Kind
    {
        Within, ///< used, and not over the limit
        Open, ///< the same of a time that is not over yet
        Over, ///< what is over the limit
        Unobserved, ///< used, but nobody saw when
        UnobservedOver,
        BeforeReset, ///< used before somebody set the figure lower
    };

    Kind kind = Kind::Within;
    double fromMs = 0;
    double toMs = 0;
    double bottom = 0;
    double top = 0;

    friend bool operator==(const ChartBox &a, const ChartBox &b) = default;
};

/// Where a chart draws boxes: what is seen of the time, and how much of it a pixel is wide.
struct ChartScale
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
    double pixelMs = 1;
};

/// Adds a box, cut to what is seen; none where nothing is left of it.
void addBox(QList<ChartBox> *boxes, ChartBox box, const ChartScale &scale);

} // namespace keydeck
