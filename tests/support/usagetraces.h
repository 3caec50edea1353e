// Made-up months of usage for trying forecasts on: fixed seeds, the gateway's windows.
#pragma once

#include "core/history/historyvalues.h"

namespace keydeck::test {

/// How a key is used over the day and the week, in UTC.
enum class Temperament
{
    Steady, ///< around the clock, more by day
    Office, ///< working hours, a dip at noon, next to nothing at the weekend
    Sessions, ///< half an hour to two hours of work, a few times a day
    Bursts, ///< some days three times as much
    Nightly, ///< a job in the small hours
    Growing, ///< steady, from a quarter to all of it over the month
};
inline constexpr Temperament AllTemperaments[] = {Temperament::Steady, Temperament::Office,
    Temperament::Sessions, Temperament::Bursts, Temperament::Nightly, Temperament::Growing};
[[nodiscard]] const char *nameOf(Temperament temperament);

struct TraceOptions
{
    Temperament temperament = Temperament::Steady;
    unsigned seed = 1;
    double load = 1; ///< 1: the busiest windows come to about the limit
    double limit = 100'000;
    qint64 beginMs = 1'767'571'200'000; ///< 2026-01-05, a Monday
    int days = 30;
};

/// What a recorder that never slept would have: each booking a sample. What the gateway refused is
/// not there.
[[nodiscard]] KeyHistory usageTrace(const TraceOptions &options);

} // namespace keydeck::test
