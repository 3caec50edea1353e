// How well the forecasts of earlier windows would have done.
#pragma once

#include "core/forecast/forecast.h"

#include <functional>

namespace keydeck {

/// Forecasts that were replayed at one moment of the windows' time.
struct MomentScore
{
    double share = 0; ///< of the window's five hours that had passed
    int said = 0; ///< windows of which something was said: neither blocked, too early nor too thin
    int ranOut = 0; ///< of those, the ones that ran out later
    int right = 0; ///< ran out, or lasted, as the likelier of the two
    int falseAlarms = 0;
    int misses = 0;
    double squares = 0; ///< sum of (chance - what happened)²: divided by said it is Brier's score
    int timed = 0; ///< run-outs that were foreseen
    int covered = 0; ///< of those, the ones inside earliest to latest
    qint64 medianErrorMs = 0; ///< of the run-out time, where timed
    qint64 ninetiethErrorMs = 0;
};

struct ForecastScore
{
    int windows = 0; ///< closed, with a limit, and watched throughout
    QList<MomentScore> moments = {}; ///< at 10, 25, 50 and 75 %
};
inline constexpr double ScoredShares[] = {0.1, 0.25, 0.5, 0.75};

/// A way to look ahead, for comparing ways.
using ProjectionMethod
    = std::function<Projection(const PresentWindow &, const UsagePast &, qint64 nowMs)>;

/// Replays every window that ended by nowMs with what was known at each moment alone: the method
/// must not look at anything later. Windows of which more than a twentieth was not observed are
/// left out, since nobody knows what was there to be known. A month takes about a second: for a
/// worker.
[[nodiscard]] ForecastScore backtest(
    const UsagePast &past, qint64 nowMs, const ProjectionMethod &method = project);

} // namespace keydeck
