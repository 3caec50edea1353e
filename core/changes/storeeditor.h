// Every edit that a person makes: a copy first, then the edit, then a note of what it changed.
#pragma once

#include "core/changes/editrecords.h"
#include "core/changes/shrinkage.h"
#include "core/changes/undohistory.h"

namespace keydeck {

/// What an edit came to, and what the person should hear of it besides, a sentence each.
struct EditOutcome : AppliedEdit
{
    QString title; ///< of the edit, or of the one that was undone or made again
    QStringList notes;
};

/// What putting a backup back would come to.
struct RestorePreview
{
    ChangeSet changes;
    bool isWritten = false; ///< false: the store is that backup already, to the byte
    bool isUndoable = false; ///< false: the store is gone, or the gateway cannot use it
};

/// A store with its backups and its journal of changes. Before each edit a verified copy of the
/// store is made, without which there is no edit; after it the change is noted, with what undo
/// needs. An edit is refused when the store looks wiped (Shrinkage).
///
/// One process of this user edits a store at a time: another one waits for it, up to three seconds
/// (LockBusy). Where Keydeck died between the edit and its note, the next edit makes up for it.
///
/// Thread-safe; calls block on the disk and on the lock, so the GUI thread must not make them.
class StoreEditor final
{
public:
    /// The store and the clock must outlive it.
    StoreEditor(KeyStore &store, EditSurroundings surroundings, const Clock &clock);

    [[nodiscard]] Result<EditOutcome> run(const Command &command);

    /// Takes the last edit back, or makes again what was taken back last: a new edit of the fresh
    /// store, merged three ways, so that usage and others' edits stay. NotFound when there is none.
    [[nodiscard]] Result<EditOutcome> undo();
    [[nodiscard]] Result<EditOutcome> redo();
    [[nodiscard]] Result<UndoHistory> undoHistory() const;

    /// Puts a backup back (see RestoreBackup), also where the store is gone or not usable.
    [[nodiscard]] Result<EditOutcome> restore(const QString &backupId);
    /// What that would come to, nothing done.
    [[nodiscard]] Result<RestorePreview> previewRestore(const QString &backupId) const;

    /// Deleted keys that can be given back, newest first.
    [[nodiscard]] Result<QList<TrashedKey>> trash() const;
    /// Puts deleted keys back at the end of the store, byte for byte, in one write. NotFound where
    /// the trash does not hold one any more, InvalidInput where its key is in the store again.
    [[nodiscard]] Result<EditOutcome> giveBack(const QStringList &trashIds);

    /// Takes the store for right as it is, however many keys it lost, and keeps a copy of it.
    [[nodiscard]] Result<Backup> accept();

    /// The store was seen with that many keys; suspicious when it lost too many since it was last
    /// known to be right.
    [[nodiscard]] Shrinkage saw(qint64 keyCount);

    [[nodiscard]] const EditRecords &records() const { return m_records; }

private:
    enum class Guard
    {
        AgainstShrinkage,
        None,
    };

    template <typename Work>
    [[nodiscard]] auto claimed(Work work) -> decltype(work());
    [[nodiscard]] Result<ChangeEntry> lastOf(
        std::optional<ChangeEntry> UndoHistory::*which, const QString &none) const;
    [[nodiscard]] Result<EditOutcome> perform(
        const Command &command, ChangeEntry entry, Guard guard);
    [[nodiscard]] Result<EditOutcome> revert(
        const ChangeEntry &entry, const QString &verb, bool isRedo);
    [[nodiscard]] Result<std::unique_ptr<Command>> leadingBack(
        const ChangeEntry &entry, const QString &title) const;
    [[nodiscard]] Result<EditOutcome> recreate(const KeySet &backup, ChangeEntry entry);
    [[nodiscard]] std::optional<qint64> expectedKeys() const;
    void setExpectedKeys(qint64 count);

    KeyStore &m_store;
    const Clock &m_clock;
    EditRecords m_records;
    mutable QMutex m_mutex; ///< guards the one below
    std::optional<qint64> m_expected; ///< as last seen by this process
};

} // namespace keydeck
