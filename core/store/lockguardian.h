// A small process that outlives this one by a moment, and takes away what it leaves behind.
#pragma once

#include "core/store/filedescriptor.h"
#include "core/store/lockentry.h"

#include <QMutex>
#include <QSet>

#include <memory>

#include <sys/types.h>

namespace keydeck {

/// Ours dies by SIGKILL, by the system's out-of-memory killer, by a crash: then nothing of it runs
/// any more, and the gateway fails for ever at the lock that it held. The guardian is told of every
/// lock before it is taken; it sees the connection end with this process, removes what is still
/// there, and ends. It holds nothing else open, ignores what ends a terminal's programs, and has
/// its own session. Where it dies first, the journal is left (LockJournal).
///
/// The messages are not answered: they are in the kernel's hands, and survive this process, when
/// the call returns. One that the kernel does not take is dropped, for the journal to make up.
///
/// Thread-safe, except for start().
class LockGuardian final
{
public:
    /// Forks. Requires that the process has no second thread yet. Null when the system refuses.
    [[nodiscard]] static std::shared_ptr<LockGuardian> start();

    explicit LockGuardian(FileDescriptor connection, pid_t processId);
    /// Ends it, and waits for that a moment, so that it does not stay as a zombie in a container
    /// where nobody else would wait for it.
    ~LockGuardian();
    Q_DISABLE_COPY_MOVE(LockGuardian)

    [[nodiscard]] pid_t processId() const { return m_processId; }

    /// This process is going to take the lock. directory: a descriptor of the entry's directory,
    /// which proves whose it is; -1 where its mark does. journalPath: the entry's file, or empty.
    void expect(const LockEntry &entry, const QString &journalPath, int directory) const;
    /// The entry's directory is gone, or is nobody's business any more.
    void forget(const LockEntry &entry) const;

    /// This process is going to write files and entries of its own beside that store and in that
    /// journal. Told once for each.
    void watch(const QString &storePath, const QString &journalFolder) const;

private:
    void send(const QJsonObject &message, int descriptor = -1) const;

    FileDescriptor m_connection;
    pid_t m_processId = 0;
    mutable QMutex m_mutex; ///< guards the one below
    mutable QSet<QString> m_watched;
};

} // namespace keydeck
