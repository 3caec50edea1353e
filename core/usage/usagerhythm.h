// In which hours of the week the keys are used.
#pragma once

#include "core/history/historyvalues.h"

#include <array>
#include <optional>

namespace keydeck {

/// An hour of a weekday, over all the weeks of a period. The one that is running is kept apart:
/// what it has so far is no hour's use yet.
struct RhythmCell
{
    double tokens = 0; ///< of which the hour is known; of hours that are over
    double hours = 0; ///< for so many of them somebody was recording
    std::optional<double> running = {}; ///< tokens so far, where the hour is this one

    /// Hours that are over say something: tokens came in, or enough was watched to call them quiet.
    [[nodiscard]] bool isKnown() const { return tokens > 0 || hours >= LeastHours; }
    [[nodiscard]] bool isRunningAlone() const { return !isKnown() && running; }
    /// Tokens an hour; NaN where it is not known. Never more than came in: of what was watched for
    /// less than an hour nobody knows how it would have gone on.
    [[nodiscard]] double average() const;
    /// The average; of the running hour alone what it has so far; NaN where nothing is known.
    [[nodiscard]] double shown() const;

    static constexpr double LeastHours = 0.25;
};

/// By local time; of daylight saving's odd hours one is short of a week's, one has one more.
struct UsageRhythm
{
    static constexpr int Days = 7;
    static constexpr int Hours = 24;

    std::array<std::array<RhythmCell, Hours>, Days> cells{}; ///< Monday first
    double leftOut = 0; ///< tokens of which only the day is known, or not even that

    [[nodiscard]] const RhythmCell &at(int day, int hour) const
    {
        return cells[size_t(day)][size_t(hour)];
    }
    /// The highest average; 0 where there is none.
    [[nodiscard]] double highest() const;
    /// What the running hour has so far; nothing outside of the period.
    [[nodiscard]] std::optional<double> running() const;
};

/// Hours that are still to come count for nothing.
[[nodiscard]] UsageRhythm usageRhythm(const StoreUsage &usage, qint64 nowMs);

} // namespace keydeck
