// Buckets of UTC in the hours and days of somebody's calendar.
#pragma once

#include "ui/charts/usagebarsmodel.h"

namespace keydeck {

/// The rule behind UsageBarsModel. Buckets and growth are by time.
[[nodiscard]] QList<PeriodUsage> usagePeriods(const QList<UsageBucket> &buckets,
    const QList<UnobservedGrowth> &unobserved, UsageBarsModel::Period period);

} // namespace keydeck
