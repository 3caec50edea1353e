// The dashboard's lists, worded.
#pragma once

#include "ui/dashboard/dashboardsummary.h"
#include "ui/dashboard/keylines.h"

namespace keydeck {

// keys is the set that the summary was made of.

[[nodiscard]] QList<KeyLine> windowLines(
    const DashboardSummary &summary, const KeySet &keys, qint64 nowMs);
[[nodiscard]] QList<KeyLine> lifetimeLines(const DashboardSummary &summary, const KeySet &keys);
[[nodiscard]] QList<KeyLine> upcomingLines(
    const DashboardSummary &summary, const KeySet &keys, qint64 nowMs);

} // namespace keydeck
