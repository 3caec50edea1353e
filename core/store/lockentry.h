// One lock of ours, described well enough that somebody else can take it away when we have died.
#pragma once

#include "core/store/lockidentity.h"
#include "core/store/processidentity.h"

#include <QJsonObject>
#include <QString>

namespace keydeck {

struct LockEntry
{
    QString lockPath; ///< absolute
    QString privatePath; ///< absolute: where the directory is until it becomes the lock
    quint64 folderInode = 0; ///< of the folder of both: is the file system mounted?
    LockIdentity identity;
    bool marked = false; ///< the identity alone is a proof; without it only an open descriptor is
    /// The left-behind lock that this directory is swapped with, so that it can be cleared. While
    /// ours is in its place, anything else at privatePath is the lock of somebody who took it
    /// meanwhile, and must go back.
    std::optional<LockIdentity> displaced;
    ProcessIdentity process;

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing where a path or the identity is missing.
    [[nodiscard]] static std::optional<LockEntry> fromJson(const QJsonObject &object);
};

} // namespace keydeck
