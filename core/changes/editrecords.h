// What Keydeck keeps of the edits of one store, outside the store's folder.
#pragma once

#include "core/base/clock.h"
#include "core/changes/changejournal.h"
#include "core/changes/shrinkage.h"
#include "core/changes/trash.h"
#include "core/store/backups.h"
#include "core/store/filedescriptor.h"
#include "core/store/keystore.h"

#include <QStringList>

namespace keydeck {

/// Where Keydeck keeps what it knows of one store, outside the store's folder, and who edits.
struct EditSurroundings
{
    QString folder; ///< empty: nothing is kept, and nothing can be undone
    QString author;

    /// The folder of one store below that of all: its name, and a part of its path's digest.
    [[nodiscard]] static QString folderFor(const QString &allStores, const QString &storePath);
};

/// Copies and notes of one store. For StoreEditor.
///
/// Thread: any; no state beyond what it is made with. What writes requires the
/// claim.
class EditRecords final
{
public:
    /// A copy of the store, and the same bytes in memory.
    struct Copy
    {
        Backup backup;
        QByteArray bytes;
    };

    /// The clock must outlive it.
    EditRecords(EditSurroundings surroundings, QString storePath, const Clock &clock);

    [[nodiscard]] bool isKept() const { return !m_surroundings.folder.isEmpty(); }

    /// At most one process of this user has it at a time; it goes with the process, however that
    /// ends. Waits three seconds for another one, then LockBusy.
    [[nodiscard]] Result<FileDescriptor> claim() const;

    /// A store with that many keys, beside what the last entry knew. Needs no claim.
    [[nodiscard]] Shrinkage shrinkage(qint64 keyCount) const;

    [[nodiscard]] ChangeEntry newEntry(const QString &title) const;
    [[nodiscard]] Result<Copy> keepCopy() const;

    /// Notes an edit that is in place, puts what it deleted into the trash, and makes its copy
    /// exactly what it replaced. Returns what went wrong with that, a sentence each.
    [[nodiscard]] QStringList note(
        ChangeEntry entry, const AppliedEdit &edit, const Copy &copy) const;

    /// Finds out what became of an edit that was not noted: its process ended, or it failed.
    [[nodiscard]] Result<> settleInterrupted(const KeyStore &store) const;

    [[nodiscard]] const Backups &backups() const { return m_backups; }
    [[nodiscard]] const ChangeJournal &journal() const { return m_journal; }
    [[nodiscard]] const Trash &trash() const { return m_trash; }

private:
    [[nodiscard]] Result<bool> hasEntryFor(const Backup &backup) const;

    EditSurroundings m_surroundings;
    QString m_storePath;
    const Clock &m_clock;
    Backups m_backups;
    ChangeJournal m_journal;
    Trash m_trash;
};

} // namespace keydeck
