// The gateway is left in peace while nobody looks.
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace keydeck {

class StoreSession;

/// Pauses the polling of a session while its window is minimised or hidden, and while the computer
/// sleeps. A window that was never shown is not hidden.
class PauseController final : public QObject
{
    Q_OBJECT

public:
    /// window must outlive it.
    explicit PauseController(QWidget &window, QObject *parent = nullptr);

    /// nullptr: no store is open.
    void setSession(StoreSession *session);
    void setAsleep(bool isAsleep);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setHidden(bool isHidden);
    void apply();

    QWidget &m_window;
    QPointer<StoreSession> m_session;
    bool m_isHidden = false;
    bool m_isAsleep = false;
};

} // namespace keydeck
