// What /stats said that the file did not yet say: a gateway that writes its bookings down now and
// then is ahead of its file.
#pragma once

#include "core/history/historydatabase.h"
#include "core/history/usageledger.h"

#include <QHash>

namespace keydeck {

/// Looks by time.
using LooksBySubject = QHash<qint64, QList<UsageLook>>;

[[nodiscard]] Result<LooksBySubject> loadAhead(const HistoryDatabase &database);
/// Requires a look with a total and one window at most.
[[nodiscard]] Result<> addAhead(
    const HistoryDatabase &database, qint64 subject, const UsageLook &look);
[[nodiscard]] Result<> dropAhead(const HistoryDatabase &database, qint64 subject);

/// What the looks add to what is known, one after the other.
[[nodiscard]] QList<UsageGrowth> growthsAhead(KnownUsage known, const QList<UsageLook> &ahead);

/// The file has since said so: it has what they had, and no growth that no window explains.
[[nodiscard]] bool confirms(
    const UsageLook &file, const KnownUsage &known, const QList<UsageLook> &ahead);

/// The starts of all their windows.
[[nodiscard]] QList<qint64> startsOf(const QList<UsageLook> &looks);

} // namespace keydeck
