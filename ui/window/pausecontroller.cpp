#include "ui/window/pausecontroller.h"

#include "ui/session/storesession.h"

#include <QEvent>
#include <QWidget>

namespace keydeck {

PauseController::PauseController(QWidget &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
{
    window.installEventFilter(this);
}

void PauseController::setSession(StoreSession *session)
{
    m_session = session;
    apply();
}

void PauseController::setAsleep(bool isAsleep)
{
    m_isAsleep = isAsleep;
    apply();
}

bool PauseController::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::WindowStateChange:
        setHidden(m_window.isMinimized());
        break;
    case QEvent::Hide:
        setHidden(true);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void PauseController::setHidden(bool isHidden)
{
    m_isHidden = isHidden;
    apply();
}

void PauseController::apply()
{
    if (!m_session)
        return;
    m_session->gateway().setPaused(GatewayController::Pause::Hidden, m_isHidden);
    m_session->gateway().setPaused(GatewayController::Pause::Asleep, m_isAsleep);
}

} // namespace keydeck
