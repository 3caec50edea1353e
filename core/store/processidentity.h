// Which process was it, and does it still live?
#pragma once

#include <QString>

namespace keydeck {

/// A process, told from a later one that has the same number.
struct ProcessIdentity
{
    qint64 pid = 0;
    quint64 startTicks = 0; ///< since boot, as /proc/<pid>/stat has it; 0: not known
    QString bootId; ///< of the kernel's run; empty: not known

    [[nodiscard]] static ProcessIdentity current();

    /// False only when that process has certainly ended: another boot, no such number, another
    /// start time, or a zombie. Of a process in another container it cannot know; whoever acts on
    /// the answer needs a second proof.
    [[nodiscard]] bool mayBeAlive() const;
};

/// Of this boot; empty where /proc does not tell.
[[nodiscard]] QString currentBootId();

} // namespace keydeck
