// Is this still the file that I read?
#pragma once

#include <QtGlobal>

struct stat;

namespace keydeck {

/// What one stat tells of a file. Two equal identities, while a descriptor of the first is held
/// open, mean the same bytes: the gateway and Keydeck replace the file and never write in place.
struct FileIdentity
{
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = -1; ///< bytes; -1: no file
    qint64 modifiedNs = 0; ///< since 1970
    qint64 changedNs = 0; ///< since 1970

    [[nodiscard]] static FileIdentity of(const struct ::stat &status);
    [[nodiscard]] bool exists() const { return size >= 0; }

    /// Whether this look may have come before a change that no later one tells from it, if the
    /// change was made in place or the inode's number used again: times are stamped by a clock that
    /// moves in ticks of up to 10 ms. fileClockNs is what fileClockNs() said before the look.
    [[nodiscard]] bool mayHideAChange(qint64 fileClockNs) const;

    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};

/// The clock that local file systems stamp files by, since 1970.
[[nodiscard]] qint64 fileClockNs();

} // namespace keydeck
