// The bytes that keys are imported from.
#pragma once

#include "core/import/importprogress.h"

#include <QByteArray>

namespace keydeck {

/// Larger files are refused: a hundred times what 10,000 keys take.
inline constexpr qint64 MaximumImportBytes = 64LL * 1024 * 1024;

/// Reads the file whole. InvalidInput for a folder, a pipe, a device and one that is too large,
/// Failed where it is not there or cannot be read; each names the file. A symbolic link is
/// followed.
///
/// Thread: any; blocks on the disk.
[[nodiscard]] Result<QByteArray> readImportFile(
    const QString &path, const ImportProgress &progress = {});

/// The same of an open descriptor, to its end; name: as its failures call it.
[[nodiscard]] Result<QByteArray> readImportInput(
    int descriptor, const QString &name, const ImportProgress &progress = {});

} // namespace keydeck
