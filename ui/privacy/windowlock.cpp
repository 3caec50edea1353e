#include "ui/privacy/windowlock.h"

#include "ui/privacy/windowcover.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/secretlabel.h"

#include <QAccessible>
#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QMainWindow>

#include <utility>

namespace keydeck {

namespace {

constexpr qint64 MsAMinute = 60'000;

} // namespace

WindowLock::WindowLock(const Surroundings &surroundings)
    : QObject(&surroundings.window)
    , m_in(surroundings)
    , m_idle(m_in.clock)
    , m_page(new LockedPage(&m_in.window))
    , m_cover(new WindowCover(m_in.window, *m_page, m_in.quit))
{
    connect(&m_in.lock, &QAction::triggered, this, [this] { lock(LockReason::Asked); });
    connect(m_page, &LockedPage::unlockRequested, this, &WindowLock::unlock);
    connect(m_page, &LockedPage::quitRequested, &m_in.quit, &QAction::trigger);
    connect(m_cover, &WindowCover::focusLost, m_page, &LockedPage::takeFocus);
    QCoreApplication::instance()->installEventFilter(this);
}

void WindowLock::setLockAfter(int minutes)
{
    m_minutes = minutes;
}

void WindowLock::setSubject(const QString &name)
{
    m_page->setSubject(name);
}

void WindowLock::tick()
{
    if (isLocked())
        m_page->tick(m_in.clock.nowMs());
    else if (m_minutes > 0 && m_idle.idleMs() >= m_minutes * MsAMinute)
        lock(LockReason::Idle);
}

void WindowLock::noteScreenLocked()
{
    hideSecrets();
    if (m_minutes > 0)
        lock(LockReason::ScreenLocked);
}

void WindowLock::noteSleep(bool isAsleep)
{
    if (isAsleep)
        hideSecrets();
    else
        tick(); // before anybody looks
}

void WindowLock::lock(LockReason reason)
{
    if (isLocked())
        return;
    hideSecrets();
    m_page->setReason(reason, m_in.clock.nowMs(), m_idle.idleMs());
    m_title = m_in.window.windowTitle();
    m_in.window.setWindowTitle(tr("Locked – %1").arg(m_title));
    m_cover->cover();
    QAccessibleEvent alert(m_page, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void WindowLock::unlock()
{
    if (!isLocked())
        return;
    // Unless another store was opened meanwhile.
    if (const QString title = std::exchange(m_title, {});
        m_in.window.windowTitle() == tr("Locked – %1").arg(title))
        m_in.window.setWindowTitle(title);
    m_idle.start();
    m_cover->uncover();
}

bool WindowLock::isLocked() const
{
    return m_cover->isCovering();
}

void WindowLock::hideSecrets()
{
    for (SecretLabel *secret : m_in.window.findChildren<SecretLabel *>())
        secret->hideSecret();
    m_in.clipboard.clear();
}

/// A modal dialog blocks the window's shortcuts, and hands keys over itself.
bool WindowLock::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Show)
        return false;
    auto *dialog = qobject_cast<QDialog *>(watched);
    if (dialog && !dialog->actions().contains(&m_in.lock)) {
        for (const QObject *each = dialog; each; each = each->parent()) {
            if (each == &m_in.window)
                dialog->addAction(&m_in.lock);
        }
    }
    return false;
}

} // namespace keydeck
