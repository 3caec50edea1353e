// Takes away what a dead process of ours left at a lock's path, and nothing else.
#pragma once

#include "core/base/result.h"
#include "core/store/filedescriptor.h"
#include "core/store/lockentry.h"

namespace keydeck {

enum class Settled
{
    Removed, ///< the lock was ours and is gone
    NothingThere, ///< no lock of ours is at the path
    Left, ///< ours is there, or may be, and could not be removed: keep the entry
};

/// Requires that the entry's process has ended or has given the lock up, and that no other process
/// of ours settles or clears at the same time (LockJournal::guard()). Takes the guard of swaps
/// where the process was clearing. pinned is a descriptor of the entry's directory that was opened
/// while the process lived, -1 without one. Without one only a marked directory is ours.
[[nodiscard]] Settled settle(const LockEntry &entry, int pinned = -1);

/// At most one process has it at a time, whichever user's: only the one that has it swaps a lock
/// with a directory of its own. An flock on the folder of the lock, which leaves no file there. Two
/// that swap at once would each give back what the other one put there. Waits a second for it;
/// nothing is open where the folder cannot be read or locked, and then it guards nothing.
[[nodiscard]] Result<FileDescriptor> guardSwaps(const QString &lockPath);

/// Swaps two directories in one step. False with errno; EINVAL where the file system cannot.
[[nodiscard]] bool exchangePlaces(const Place &a, const Place &b);

/// Requires the guard of swaps. Puts back the lock of somebody else that an exchange brought to the
/// private place, where `placed` is the identity of what that exchange put at the lock's. The
/// latter stays locked throughout, so that the one whose lock it is may release it, and the next
/// one take it, at any moment; what is at the private place afterwards is nobody's. False when the
/// file system refused.
[[nodiscard]] bool giveBack(const Place &privatePlace, const Place &lockPlace, LockIdentity placed);

} // namespace keydeck
