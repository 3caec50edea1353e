// A UsageBarsModel as bars: what UsageBarsView draws, before any pixel.
#pragma once

#include "ui/charts/chartbox.h"
#include "ui/charts/usagebarsmodel.h"

namespace keydeck {

/// Each period as wide as it was, not observed below observed; growth over several periods as a
/// block over all of them. What is longer than a period (lengthMs, an hour more is still a day)
/// stands as high as its average for one. The period at nowMs is not over yet.
[[nodiscard]] QList<ChartBox> periodBoxes(
    const QList<PeriodUsage> &rows, qint64 lengthMs, qint64 nowMs, const ChartScale &scale);

} // namespace keydeck
