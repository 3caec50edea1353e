// Which of the noted edits the gateway may not go by yet.
#pragma once

#include "core/changes/changeentry.h"
#include "core/gateway/editspread.h"

#include <QHash>
#include <QList>

namespace keydeck {

/// An edit is seen in the file that long after it was noted, at most.
inline constexpr qint64 SeenWithinMs = 10'000;

/// Of each edit the slowest of its keys, by the edit's id. spreads: of the newest edit of each key,
/// by full fingerprint; they belong to the newest entry that changed the key, where its time fits.
/// Entries: oldest first. Ends where every spread has found its entry.
[[nodiscard]] QHash<QString, KeySpread> spreadsOfEdits(
    const QList<ChangeEntry> &entries, QHash<QString, KeySpread> spreads);

} // namespace keydeck
