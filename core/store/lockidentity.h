// Is this still the directory that was seen, or another one that took its name?
#pragma once

#include "core/store/place.h"

#include <optional>

struct statx;

namespace keydeck {

/// What tells a lock directory from every other that has the same name. An inode number alone does
/// not: ext4 gives that of a removed directory to the next one at once, within the same tick of its
/// clock.
struct LockIdentity
{
    quint64 device = 0; ///< holds for one boot only
    quint64 inode = 0;
    qint64 bornNs = 0; ///< since 1970; 0 where the file system keeps no birth time
    qint64 modifiedNs = 0; ///< since 1970; in a directory of ours its fraction is a random mark

    [[nodiscard]] static LockIdentity of(const struct ::statx &status);
    /// Nothing where there is nothing, or where it cannot be seen (errno tells which).
    [[nodiscard]] static std::optional<LockIdentity> at(const Place &place);

    /// Device numbers may change from boot to boot.
    [[nodiscard]] bool isSameInAnotherBoot(const LockIdentity &other) const;

    friend bool operator==(const LockIdentity &, const LockIdentity &) = default;
};

/// Gives a directory of ours a random time of modification, within the present second, that no
/// mkdir gives: whatever has that inode and that time is ours. False where the file system does not
/// keep it.
[[nodiscard]] bool markDirectory(const Place &place);

} // namespace keydeck
