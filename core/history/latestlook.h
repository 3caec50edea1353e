// The store as it is while nobody else can record it.
#pragma once

#include "core/base/clock.h"
#include "core/store/keyset.h"

namespace keydeck {

struct LatestLook
{
    KeySet keys;
    qint64 atMs = 0;
    bool isCertain = false; ///< nothing newer can have been recorded
};

/// Between reading a store and writing down what it had, a recorder waits for the others, who may
/// have written a newer state meanwhile: beside that, its own would look like a fall. So the file
/// is read once more where nobody else can write, and only decoded when it is another one.
///
/// read, as it stood at readMs, comes back where it is from no file, or where the file has nothing
/// that can be recorded now. Requires an open transaction for writing, if the look is to be
/// certain.
[[nodiscard]] LatestLook latestLook(
    const QString &storePath, const KeySet &read, qint64 readMs, const Clock &clock);

} // namespace keydeck
