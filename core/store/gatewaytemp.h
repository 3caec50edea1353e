// DATA_FILE.tmp: what the gateway writes its new content to, before it renames it over the store.
#pragma once

#include "core/base/result.h"
#include "core/store/fileidentity.h"
#include "core/store/filelock.h"

#include <QString>

namespace keydeck {

/// One look at that path. While the gateway writes there is a regular file for some milliseconds;
/// anything else is in its way.
struct GatewayTemp
{
    enum class Kind
    {
        None,
        File,
        Link,
        Folder,
        Other, ///< a pipe, socket or device
    };

    Kind kind = Kind::None;
    QString path;
    FileIdentity identity;
    uint ownerId = 0;
    uint mode = 0; ///< permissions
    quint64 nameCount = 1; ///< hard links

    [[nodiscard]] static GatewayTemp beside(const QString &storePath);

    /// A regular file that nobody has written for a minute: no write takes that long.
    [[nodiscard]] bool isLeftOver(qint64 nowMs) const;
};

/// Moves one that is left over into the folder, which is created where it is missing: copied first,
/// readable for this user alone, then removed under the lock if it is still that one. Returns the
/// copy's path. InvalidInput when there is no such file, or it may be in use.
[[nodiscard]] Result<QString> setTempAside(const QString &storePath, const QString &folder,
    qint64 nowMs, LockPatience patience, const LockSafeguards &safeguards);

} // namespace keydeck
