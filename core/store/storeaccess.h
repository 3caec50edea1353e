// Who may read and write a store besides its owner.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace keydeck {

struct StoreAccess
{
    uint mode = 0; ///< the store's permissions
    uint ownerId = 0;
    uint folderMode = 0;
    uint folderOwnerId = 0;
    bool isReachable = false; ///< every user may pass through all folders that lead to it
    /// Whoever can make the gateway's lock can still read the store without the others' rights.
    bool canBeNarrowed = false;
    bool ownerWritesFolder = false; ///< as the permissions say it
    bool folderOwnerReads = false; ///< the owner of the folder can read the store
};

/// By the permissions alone; access lists only count against canBeNarrowed. Failed where there is
/// no store.
[[nodiscard]] Result<StoreAccess> storeAccess(const QString &storePath);

/// Takes the rights of others, neither owner nor group, away from the store. Returns the mode that
/// it had.
[[nodiscard]] Result<uint> takeFromOthers(const QString &storePath);

/// The undo of that. Only the store's own permissions, never through a link.
[[nodiscard]] Result<> setStoreMode(const QString &storePath, uint mode);

} // namespace keydeck
