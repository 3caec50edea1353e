// Reports on the disk.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace keydeck {

/// Why a report must not be written to path, as InvalidInput: it is the store itself, its lock or
/// the gateway's temporary file, or something that is no regular file. Symbolic links are followed.
[[nodiscard]] Result<> checkReportTarget(const QString &path, const QString &storePath);

/// Writes a report beside the target and renames it into place, mode 0600 when isPrivate is true,
/// what the umask leaves of 0644 otherwise. Replaces what is there: asking is the caller's. Fails,
/// naming the file, and leaves what was there as it was.
/// what: as a failure calls it, "report".
[[nodiscard]] Result<> writeReport(const QString &path, const QByteArray &content, bool isPrivate,
    const QString &what = QStringLiteral("report"));

} // namespace keydeck
