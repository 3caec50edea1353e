// The stretch of time that somebody wants to know about, and the one to compare it with.
#pragma once

#include "core/history/historyvalues.h"

#include <QDate>

namespace keydeck {

/// How a person says it.
struct PeriodChoice
{
    enum class Kind
    {
        Hours, ///< the last 24 hours
        Week, ///< the last 7 days of the calendar, today included
        Month, ///< the last 30
        Dates, ///< from first to last, both included
    };
    Kind kind = Kind::Week;
    QDate first = {}; ///< for Dates alone
    QDate last = {};

    friend bool operator==(const PeriodChoice &a, const PeriodChoice &b) = default;
};

struct ReportPeriod
{
    TimeSpan span; ///< in full hours of UTC, or from a local midnight on
    TimeSpan before; ///< as long, up to the same time of the day: like is compared with like
    int days = 0; ///< of the calendar; 0 for hours
};

[[nodiscard]] ReportPeriod periodOf(const PeriodChoice &choice, qint64 nowMs);

/// The hours up to the present one, which is not over yet.
[[nodiscard]] ReportPeriod lastHours(int hours, qint64 nowMs);

/// Today and the days before it, by the local calendar.
[[nodiscard]] ReportPeriod lastDays(int days, qint64 nowMs);

/// From the first day to the last one, both included; up to now where that is later. Whichever
/// date is later is the last one; a day that is still to come, or none, is today.
[[nodiscard]] ReportPeriod daysBetween(const QDate &one, const QDate &other, qint64 nowMs);

} // namespace keydeck
