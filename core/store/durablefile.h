// Files of our own that hold secrets and must not get lost.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace keydeck {

/// Creates the folder and those above it that are missing, 0700, and syncs their names.
[[nodiscard]] Result<> makePrivateFolder(const QString &folder);

/// Creates a file, 0600, with these bytes: on the disk, its name included, and read back as
/// written. InvalidInput when there is one; after any failure there is none.
[[nodiscard]] Result<> writeDurableFile(const QString &path, const QByteArray &bytes);

/// Puts these bytes in the place of the file, 0600, in one step: it holds what it held before or
/// all of them, also after a crash. Requires that no other process replaces it at the same time.
[[nodiscard]] Result<> replaceDurableFile(const QString &path, const QByteArray &bytes);

/// The whole file, which must not be longer than that.
[[nodiscard]] Result<QByteArray> readWholeFile(const QString &path, qint64 maximumBytes);

} // namespace keydeck
