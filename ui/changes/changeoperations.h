// Undo, redo and backups, from the question to what came of it.
#pragma once

#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class MessageBar;
class RestoreBackupDialog;
class TrashDialog;

/// Has the session's ChangesController do what the person asks for, and says in the message bar how
/// it went.
///
/// Thread: the GUI's. One session at a time.
class ChangeOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        MessageBar &messages;
        const Clock &clock;
    };

    explicit ChangeOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. The dialog of the last one closes.
    void setSession(StoreSession *session);

    void undo();
    void redo();
    /// Asks which copy of the store to put back.
    void restoreBackup();
    /// Shows what was deleted, to be given back.
    void showTrash();
    /// Takes the store for right as it is.
    void accept();
    /// Why nothing can be edited; empty: it can.
    void setLocked(const QString &reason);

    /// What these would do at the moment; empty: nothing.
    [[nodiscard]] QString undoTitle() const;
    [[nodiscard]] QString redoTitle() const;
    /// Why there is no trash to show; empty when there is one.
    [[nodiscard]] QString trashBlock() const;
    /// Why no backup can be restored; empty when one can: also over a store that cannot be read.
    [[nodiscard]] QString restoreBlock() const;

Q_SIGNALS:
    void undoChanged();

private:
    void noteDone(const QString &did, const QStringList &notes);
    void noteFailed(const Error &error);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<RestoreBackupDialog> m_dialog;
    QPointer<TrashDialog> m_trash;
    QString m_lock;
};

} // namespace keydeck
