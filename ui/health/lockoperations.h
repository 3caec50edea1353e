// Clearing a lock, from the question to what came of it.
#pragma once

#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class ClearLockDialog;
class MessageBar;

/// Asks with a dialog over the window, has the session clear the lock that the person has
/// confirmed, and says in the message bar how it went.
///
/// Thread: the GUI's. One session at a time.
class LockOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        MessageBar &messages;
    };

    explicit LockOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. The dialog of the last one closes.
    void setSession(StoreSession *session);

    /// Does nothing while the lock cannot be cleared.
    void clear();

private:
    void note(const LockReport &report);

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    QPointer<ClearLockDialog> m_dialog;
    LockReport m_report; ///< the newest
};

} // namespace keydeck
