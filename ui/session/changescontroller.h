// What was changed in the store, and the ways back, for the GUI thread.
#pragma once

#include "core/changes/storeeditor.h"
#include "ui/session/storecontroller.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace keydeck {

/// The journal as it was read, oldest first, and what undo and redo would do.
struct ChangeList
{
    QList<ChangeEntry> entries;
    UndoHistory undo;
};

/// A copy of the store, with what it takes to choose one.
struct BackupLine
{
    Backup backup;
    qint64 keyCount = 0;
    QString problem; ///< why the gateway could not use the store as it was; empty: it could
    QString edit; ///< the title of the edit that it was made before; empty: not known
};

/// What putting a backup back would come to: a RestorePreview as it may be shown.
struct BackupPreview
{
    std::vector<NotedChange> changes;
    bool isWritten = false;
    bool isUndoable = false;
};

/// Undo, redo, backups and the journal, on a worker of its own. Reads the journal on start(), after
/// each edit, and when another Keydeck wrote it.
///
/// Thread: the one it lives in. The destructor waits for what is under way.
class ChangesController final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ChangesController(StoreEditor &editor, StoreController &store, QObject *parent = nullptr);
    ~ChangesController() override;

    void start() { refresh(); }

    /// Empty until changed(), which also comes when an empty journal was read.
    [[nodiscard]] const ChangeList &list() const { return *m_list; }
    [[nodiscard]] bool isKept() const { return m_editor.records().isKept(); }
    /// There is nothing to wait for: the journal was read, or there is none.
    [[nodiscard]] bool isKnown() const { return m_isKnown || !isKept(); }

    /// done() or failed() follows each of these; giving back is followed by a new list besides.
    void undo();
    void redo();
    void restore(const QString &backupId);
    /// Takes the store for right as it is, however many keys it lost.
    void accept();
    void giveBack(const QStringList &trashIds);

    /// trashListed() or trashFailed() follows.
    void listTrash();
    /// backupsListed() follows.
    void listBackups();
    /// previewed() or previewFailed() follows.
    void preview(const QString &backupId);

Q_SIGNALS:
    void changed();
    /// did: "Undone: Edit “Alice”.", a sentence. notes: what the person should hear besides.
    void done(const QString &did, const QStringList &notes);
    void failed(const keydeck::Error &error);
    void journalFailed(const QString &message);
    void backupsListed(const QList<keydeck::BackupLine> &backups);
    void trashListed(const QList<keydeck::TrashedKey> &keys);
    void trashFailed(const keydeck::Error &error);
    void previewed(const QString &backupId, const keydeck::BackupPreview &preview);
    void previewFailed(const QString &backupId, const keydeck::Error &error);

private:
    void refresh();
    void nameEdits(QList<BackupLine> *lines) const;
    void perform(
        std::function<Result<EditOutcome>()> work, std::function<QString(const EditOutcome &)> say);

    StoreEditor &m_editor;
    StoreController &m_store;
    std::shared_ptr<const ChangeList> m_list = std::make_shared<ChangeList>();
    std::optional<FileIdentity> m_journal; ///< as it was read; belongs to m_worker
    bool m_isKnown = false;
    bool m_refreshing = false;
    QThreadPool m_worker;
};

} // namespace keydeck
