// What a failed system call means for the person: one sentence, the same wherever it fails.
#pragma once

#include "core/base/result.h"

namespace keydeck {

/// "Cannot <action> <path>: <reason>. <what to do>." errorNumber is errno's value; the action is a
/// verb, "read" or "create the lock".
[[nodiscard]] tl::unexpected<Error> ioFailure(
    ErrorCode code, const QString &action, const QString &path, int errorNumber);

/// The folder that holds the file at path.
[[nodiscard]] QString folderOf(const QString &path);

/// The same path for a process in another folder. ".." stays: what it means depends on links.
[[nodiscard]] QString absolutePath(const QString &path);

} // namespace keydeck
