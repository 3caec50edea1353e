#include "core/usage/storeusageview.h"

namespace keydeck {

StoreUsageView storeUsageView(const ReportPeriod &period, const StoreUsage &usage,
    const StoreUsage &before, const KeySet &keys, qint64 nowMs)
{
    return {period, nowMs, usage.beganMs, usageRanking(usage, before, keys, nowMs),
        usageStack(usage, slotsFor(usage)), usageRhythm(usage, nowMs), usage.watched};
}

} // namespace keydeck
