// The notes of one store's keys, in a file of our own beside its backups and its journal.
#pragma once

#include "core/base/result.h"
#include "core/notes/notesdraft.h"

#include <functional>

namespace keydeck {

/// The notes after a change.
struct ChangedNotes
{
    KeyNotes notes;
    /// What the person should hear besides, a sentence: that a damaged file was moved aside, and
    /// where to. Empty: nothing.
    QString saying;
};

/// notes.json: for its owner alone, replaced in one step. Each change is made to what the file
/// holds at that moment, one Keydeck at a time, and leaves what it does not know as it is.
///
/// Thread: any. Blocks on the disk, and on another Keydeck for three seconds at most, so the GUI
/// thread must not call it.
class NotesFile final
{
public:
    /// storeFolder: what Keydeck keeps of that store (EditSurroundings::folderFor); empty: nothing
    /// can be kept. secretFolder: where the installation's secret is.
    explicit NotesFile(const QString &storeFolder = {}, QString secretFolder = {});

    [[nodiscard]] const QString &path() const { return m_path; }

    /// None where there is no file. Failed where it is damaged, or was written under another
    /// secret; the file stays as it is.
    [[nodiscard]] Result<KeyNotes> load() const;

    /// Changes a draft, or fails, and then nothing is written.
    using Work = std::function<Result<>(NotesDraft &draft)>;
    /// On the disk when it returns. A damaged file is first moved aside, whole. LockBusy where
    /// another Keydeck is at it for too long.
    [[nodiscard]] Result<ChangedNotes> change(const Work &work) const;

private:
    /// What the file holds, or why that is nothing to read notes from.
    struct Content
    {
        QJsonObject root;
        QString damage;
    };
    [[nodiscard]] Result<Content> content() const;
    [[nodiscard]] Result<NotesDraft> draftOf(const QJsonObject &root) const;
    [[nodiscard]] Result<QString> moveAside(const QString &damage) const;

    QString m_path;
    QString m_secretFolder;
};

} // namespace keydeck
