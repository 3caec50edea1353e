// The one sentence above each chart.
#pragma once

#include "ui/charts/lifetimemodel.h"
#include "ui/charts/usagewindowsmodel.h"

namespace keydeck {

/// "31 windows in 30 days; 4 went over the limit."
[[nodiscard]] QString windowsVerdict(
    const UsageWindowsModel::Summary &summary, const QString &period);

/// "1,500,000 tokens in all; 45,000 a day on average." Below a day of record it says what came in
/// since when, as an average of hours would promise too much.
[[nodiscard]] QString lifetimeVerdict(const LifetimeModel::Summary &summary, qint64 nowMs);

} // namespace keydeck
