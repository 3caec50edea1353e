// Does what a StoreFinding's remedy says, where that is no edit of the content.
#pragma once

#include "core/store/keystore.h"
#include "core/store/storelint.h"

namespace keydeck {

struct StoreMending
{
    QString done; ///< what was done: a sentence
    std::optional<uint> modeBefore = {}; ///< for setStoreMode(), where that is the undo
};

/// Blocks on the disk and perhaps on the lock. What is moved away goes into the folder. A finding
/// without a fix, or one that RepairStore mends, is InvalidInput.
[[nodiscard]] Result<StoreMending> mendFile(
    KeyStore &store, const StoreFinding &finding, const QString &folder);

} // namespace keydeck
