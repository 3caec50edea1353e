// What the keys of a store used in a period, arranged for people: the page's and the reports' rule.
#pragma once

#include "core/usage/reportperiod.h"
#include "core/usage/usageranking.h"
#include "core/usage/usagerhythm.h"
#include "core/usage/usagestack.h"

namespace keydeck {

/// So many keys get a layer of their own.
inline constexpr int StackedKeys = 10;

/// The parts agree to the token: the stack, the ranking, and each way of sharing add up to the
/// same.
struct StoreUsageView
{
    ReportPeriod period;
    qint64 nowMs = 0;
    qint64 beganMs = 0; ///< when the history begins; 0 where there is none
    UsageRanking ranking;
    UsageStack stack;
    UsageRhythm rhythm;
    QList<TimeSpan> watched = {};
};

/// usage and before: of the period and of the one before it. Takes a few milliseconds for 1,000
/// keys: for a worker.
[[nodiscard]] StoreUsageView storeUsageView(const ReportPeriod &period, const StoreUsage &usage,
    const StoreUsage &before, const KeySet &keys, qint64 nowMs);

} // namespace keydeck
