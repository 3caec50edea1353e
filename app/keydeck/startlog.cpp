#include "app/keydeck/startlog.h"

#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QCoreApplication>
#include <QEvent>
#include <QLoggingCategory>

namespace keydeck {

namespace {

Q_LOGGING_CATEGORY(start, "keydeck.start", QtInfoMsg)

} // namespace

StartLog::StartLog(MainWindow &window, const QElapsedTimer &sinceMain)
    : m_window(window)
    , m_sinceMain(sinceMain)
{
    window.installEventFilter(this);
    connect(&window.workArea(), &WorkArea::refreshed, this,
        [this] { m_hasKeys = m_window.workArea().model().rowCount() > 0; });
}

bool StartLog::isWanted()
{
    return start().isDebugEnabled();
}

/// Both come before what is painted; our own event comes next, since nothing has a higher priority.
bool StartLog::eventFilter(QObject *watched, QEvent *event)
{
    const bool paints = event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest;
    if (paints && !std::exchange(m_isPainting, true))
        QCoreApplication::postEvent(
            this, new QEvent(QEvent::User), std::numeric_limits<int>::max());
    return QObject::eventFilter(watched, event);
}

bool StartLog::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_isPainting = false;
    notePainted();
    return true;
}

void StartLog::notePainted()
{
    const qint64 ms = m_sinceMain.elapsed();
    if (!std::exchange(m_wasPainted, true))
        qCDebug(start, "first paint %lld ms after main", ms);
    if (!m_hasKeys)
        return;
    qCDebug(start, "%d keys %lld ms after main", m_window.workArea().model().rowCount(), ms);
    m_window.removeEventFilter(this);
    disconnect(&m_window.workArea(), nullptr, this, nullptr);
}

} // namespace keydeck
