#include "ui/privacy/idlewatch.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>

namespace keydeck {

IdleWatch::IdleWatch(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    start();
    QCoreApplication::instance()->installEventFilter(this);
}

void IdleWatch::start()
{
    m_lastMs = m_clock.nowMs();
    m_lastMonotonicMs = m_clock.monotonicMs();
}

/// The steady clock stands still while the computer sleeps, and the wall clock may be set back.
qint64 IdleWatch::idleMs() const
{
    return std::max(m_clock.nowMs() - m_lastMs, m_clock.monotonicMs() - m_lastMonotonicMs);
}

bool IdleWatch::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletPress:
    case QEvent::TabletMove:
    case QEvent::InputMethod:
        start();
        break;
    default:
        break;
    }
    return false;
}

} // namespace keydeck
