// Undo, redo and backups, from the question to what came of it.
#pragma once

#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class MessageBar;

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
    };

    explicit ChangeOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open.
    void setSession(StoreSession *session);

    void undo();
    void redo();
    /// Takes the store for right as it is.
    void accept();

    /// What these would do at the moment; empty: nothing.
    [[nodiscard]] QString undoTitle() const;
    [[nodiscard]] QString redoTitle() const;

Q_SIGNALS:
    void undoChanged();

private:
    void noteDone(const QString &did, const QStringList &notes);
    void noteFailed(const QString &message);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
};

} // namespace keydeck
