// How the history divides time. All of it is UTC: what a day is to the person follows from a
// chart's zone, not from what is stored.
#pragma once

#include <QtGlobal>

namespace keydeck {

inline constexpr qint64 HistoryHourMs = 60LL * 60 * 1000;
inline constexpr qint64 HistoryDayMs = 24 * HistoryHourMs;

/// Looks at the store that are no farther apart see every use within minutes, so that its hour is
/// known. Recorders look once in a minute or in five; a timer may be late.
inline constexpr qint64 ContinuousGapMs = 6LL * 60 * 1000;

/// The multiple of a length that a moment lies in, before 1970 as well.
[[nodiscard]] constexpr qint64 periodOf(qint64 ms, qint64 lengthMs)
{
    return ms >= 0 ? ms / lengthMs : -((-ms + lengthMs - 1) / lengthMs);
}
[[nodiscard]] constexpr qint64 startOfPeriod(qint64 ms, qint64 lengthMs)
{
    return periodOf(ms, lengthMs) * lengthMs;
}

} // namespace keydeck
