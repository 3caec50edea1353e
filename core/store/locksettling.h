// Takes away what a dead process of ours left at a lock's path, and nothing else.
#pragma once

#include "core/store/lockentry.h"

namespace keydeck {

enum class Settled
{
    Removed, ///< the lock was ours and is gone
    NothingThere, ///< no lock of ours is at the path
    Left, ///< ours is there, or may be, and could not be removed: keep the entry
};

/// Requires that the entry's process has ended, and that no other process of ours settles or clears
/// at the same time (LockJournal::guard()). pinned is a descriptor of the entry's directory that
/// was opened while the process lived, -1 without one. Without one only a marked directory is ours.
[[nodiscard]] Settled settle(const LockEntry &entry, int pinned = -1);

/// Whether the directory behind the descriptor is the one at the path. While it is open, no other
/// can have its inode number. When not, errno is ENOENT if nothing is there, 0 if something else
/// is.
[[nodiscard]] bool isDirectoryAt(const QByteArray &path, int descriptor);

/// Swaps two directories in one step. False with errno; EINVAL where the file system cannot.
[[nodiscard]] bool exchangePaths(const QByteArray &a, const QByteArray &b);

/// Puts back the lock of somebody else that an exchange brought to privatePath, where `placed` is
/// the identity of what that exchange put at the lock's path. The path stays locked throughout, so
/// that the one whose lock it is may release it, and the next one take it, at any moment; what is
/// at privatePath afterwards is nobody's. False when the file system refused.
[[nodiscard]] bool giveBack(
    const QByteArray &privatePath, const QByteArray &lockPath, LockIdentity placed);

} // namespace keydeck
