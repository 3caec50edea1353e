// The demo's store, with the past that goes with it.
#pragma once

#include "app/demo/demotraffic.h"
#include "core/base/result.h"
#include "core/history/usagehistory.h"

#include <QList>

namespace keydeck {

struct DemoPast
{
    QString key;
    KeyHistory history;
};

struct DemoData
{
    QString storePath;
    QList<DemoTraffic::User> traffic; ///< a few are blocked or expired, so that refusals happen
    QList<DemoPast> past; ///< a month, up to and with what stands in the store
};

/// Writes the store "apikeys.json" into the directory, which is made, with mode 0700, when it is
/// not there: a few dozen keys in every state that Keydeck tells apart, with new random keys. The
/// seed decides the figures. Fails when there is a store already.
///
/// Blocks on the disk.
[[nodiscard]] Result<DemoData> makeDemo(const QString &directory, qint64 nowMs, quint32 seed);

/// Puts the past into the history of that store. Blocks on the disk, for about half a second.
[[nodiscard]] Result<> recordPast(const DemoData &demo, const UsageHistory::Location &location);

} // namespace keydeck
