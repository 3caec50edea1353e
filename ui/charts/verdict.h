// The one sentence above each chart.
#pragma once

#include "ui/charts/lifetimemodel.h"
#include "ui/charts/usagebarsmodel.h"
#include "ui/charts/usagewindowsmodel.h"

namespace keydeck {

/// "31 windows in 30 days; 4 went over the limit." Like the others it says how much was not
/// observed, where anything was: "12,000 of 1,240,000 tokens were not observed."
[[nodiscard]] QString windowsVerdict(
    const UsageWindowsModel::Summary &summary, const QString &period);

/// "1,500,000 tokens in all; 45,000 a day on average." Below a day of record it says what came in
/// since when, as an average of hours would promise too much.
[[nodiscard]] QString lifetimeVerdict(const LifetimeModel::Summary &summary, qint64 nowMs);

/// "184,000 tokens in 7 days; the busiest hour began 2026-01-16 at 14:00, with 31,000."
[[nodiscard]] QString barsVerdict(const UsageBarsModel::Summary &summary,
    UsageBarsModel::Period period, const QString &phrase, qint64 nowMs);

} // namespace keydeck
