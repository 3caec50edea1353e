// What survives us all: a file for each lock that a Keydeck of this user is about to take or has.
#pragma once

#include "core/base/result.h"
#include "core/store/filedescriptor.h"
#include "core/store/lockentry.h"

#include <QStringList>

namespace keydeck {

/// The file of one entry. While it is open it is locked (flock), which is how others know, across
/// containers as well, that its process lives.
class JournalFile final
{
public:
    JournalFile() = default; ///< of an entry that could not be written
    JournalFile(QString path, FileDescriptor file)
        : m_path(std::move(path))
        , m_file(std::move(file))
    { }

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] int descriptor() const { return m_file.get(); }
    void remove();

private:
    QString m_path;
    FileDescriptor m_file;
};

/// A folder of entries. Thread-safe; no state beyond the path.
class LockJournal final
{
public:
    LockJournal() = default; ///< keeps nothing, and everything below does nothing
    /// The folder is made, 0700, when the first entry is written.
    explicit LockJournal(QString folder) : m_folder(std::move(folder)) { }

    [[nodiscard]] QString folder() const { return m_folder; }

    /// Writes the entry. Synced: it is on the disk before this returns, and so survives a power cut
    /// that comes while the lock is there.
    [[nodiscard]] Result<JournalFile> record(const LockEntry &entry, bool synced) const;

    /// Takes away every lock whose process has ended and which is provably the one in its entry;
    /// the locks of living processes, and what is not provably ours, stay. storePath: only locks of
    /// that store. Returns the paths of the locks that were removed.
    QStringList recover(const QString &storePath = {}) const;

    /// The entry of that lock, if Keydeck made it.
    [[nodiscard]] std::optional<LockEntry> find(const LockIdentity &identity) const;

    /// False only when the entry's process has certainly ended, in another container as well.
    [[nodiscard]] bool mayBeAlive(const LockEntry &entry) const;

    /// At most one process of this user has it at a time, and only the one that has it takes away
    /// locks of others: an flock on a file that is never deleted. Waits a second for it.
    [[nodiscard]] Result<FileDescriptor> guard() const;

private:
    [[nodiscard]] QStringList entryPaths() const;

    QString m_folder;
};

} // namespace keydeck
