// What the forecast, its score and a tried limit say to a person: one sentence each, in local time.
#pragma once

#include "core/forecast/backtest.h"
#include "core/forecast/limittrial.h"

#include <QString>

namespace keydeck {

/// "Runs out about 14:20 (13:50 to 15:10), blocked until 16:05."
/// "Lasts until the reset at 16:05, with about 70 % of the limit used (60 to 85 %)."
/// "Too early to say: 6 min of this window have passed."
/// Where the odds are below nine in ten it says the chance.
[[nodiscard]] QString forecastSentence(const Forecast &forecast);

/// "14:20", as the sentence has it; for a forecast that it runs out.
[[nodiscard]] QString runOutClock(const Forecast &forecast);

/// What is to be said about the key first: the forecast where there is one and nothing worse is the
/// matter, else statusAdvice().
[[nodiscard]] QString keyVerdict(const KeyState &state, const Forecast &forecast);

/// "Ahead of an even pace: 62 % of the limit is used after 40 % of the window." Empty where there
/// is no pace.
[[nodiscard]] QString paceSentence(const Forecast &forecast);

/// "Of 31 earlier windows, 27 were called right at half time; run-out times were off by 9 min in
/// the median."
[[nodiscard]] QString scoreSentence(const ForecastScore &score);

/// "At 60,000, 4 of 31 windows would have been blocked, for 6 h 10 min in all; 95 % of windows fit
/// in 52,000." With "at least" where windows were stopped by their limit.
[[nodiscard]] QString trialSentence(const LimitTrial &trial, double limit);

/// Why those are lower bounds, or that they are not.
[[nodiscard]] QString trialNote(const LimitTrial &trial);

} // namespace keydeck
