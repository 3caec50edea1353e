// Files that we write beside a store, and what becomes of them when we die.
#pragma once

#include <QString>
#include <QStringList>

namespace keydeck {

/// A name of our own beside the store that nobody else uses: ".<store>.keydeck-<pid>-<random>", or
/// with a purpose ".<store>.keydeck-<purpose>-<pid>-<random>". Absolute.
[[nodiscard]] QString privatePathBeside(const QString &storePath, const QString &purpose = {});

/// Removes the files and empty directories of that name beside the store that the ended process
/// left.
void removeLeftovers(const QString &storePath, qint64 ended);

/// The same of all processes that have ended. Only what is a minute old: a process of another
/// container may have a number that nobody has here.
void removeOldLeftovers(const QString &storePath);
/// What that would remove.
[[nodiscard]] QStringList oldLeftovers(const QString &storePath);

} // namespace keydeck
