#include "ui/changes/editspreads.h"

#include <algorithm>

namespace keydeck {

namespace {

/// The later, the slower.
int slowness(KeySpread::Stage stage)
{
    switch (stage) {
    case KeySpread::Stage::Confirmed:
        return 0;
    case KeySpread::Stage::Live:
        return 1;
    case KeySpread::Stage::Spreading:
        return 2;
    case KeySpread::Stage::Contradicted:
        break;
    }
    return 3;
}

bool isSlower(const KeySpread &a, const KeySpread &b)
{
    const int of = slowness(a.stage);
    const int other = slowness(b.stage);
    return of != other ? of > other : a.liveByMs > b.liveByMs;
}

/// Takes those of the entry's keys.
std::optional<KeySpread> slowestOf(const ChangeEntry &entry, QHash<QString, KeySpread> *spreads)
{
    std::optional<KeySpread> slowest;
    for (const NotedChange &change : entry.changes) {
        const auto found = spreads->constFind(change.fingerprint);
        if (change.occurrence > 0 || found == spreads->cend())
            continue;
        const qint64 sinceMs = found->savedMs - entry.atMs;
        if (sinceMs >= -SeenWithinMs && sinceMs <= SeenWithinMs
            && (!slowest || isSlower(*found, *slowest)))
            slowest = *found;
        spreads->remove(change.fingerprint);
    }
    return slowest;
}

} // namespace

QHash<QString, KeySpread> spreadsOfEdits(
    const QList<ChangeEntry> &entries, QHash<QString, KeySpread> spreads)
{
    QHash<QString, KeySpread> byEdit;
    for (auto entry = entries.rbegin(); entry != entries.rend() && !spreads.isEmpty(); ++entry) {
        if (const auto slowest = slowestOf(*entry, &spreads))
            byEdit.insert(entry->id, *slowest);
    }
    return byEdit;
}

} // namespace keydeck
