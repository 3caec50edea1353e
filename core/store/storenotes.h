// What the person should hear besides what was asked for: a sentence each, empty when there is
// nothing to say.
#pragma once

#include <QStringList>

#include <unistd.h>

namespace keydeck {

/// The lock was held for longer than LockPatience::MaximumHoldMs after all: the process was
/// stopped, or did not get the processor, while it had it. Of an edit that was made.
[[nodiscard]] QString longHoldNote(qint64 lockHeldUs);

/// Root edits the store of another user, whose it stays. Takes one stat of the store.
[[nodiscard]] QString rootNote(const QString &storePath, uint effectiveUser = ::geteuid());

/// LockJournal::recover() removed these at our start.
[[nodiscard]] QString recoveredNote(const QStringList &lockPaths);

} // namespace keydeck
