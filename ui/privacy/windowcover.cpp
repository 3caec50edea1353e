#include "ui/privacy/windowcover.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolTip>

#include <utility>

namespace keydeck {

namespace {

bool isOf(const QObject &whole, const QObject *object)
{
    for (; object; object = object->parent()) {
        if (object == &whole)
            return true;
    }
    return false;
}

} // namespace

WindowCover::WindowCover(QMainWindow &window, QWidget &page, const QAction &allowed)
    : QObject(&window)
    , m_window(window)
    , m_page(page)
    , m_allowed(allowed)
{ }

void WindowCover::cover()
{
    if (std::exchange(m_isCovering, true))
        return;
    closePopups();
    m_active = QApplication::activeWindow();
    m_focus = m_window.focusWidget();
    m_selection = selectionOf(m_focus);
    place();
    m_page.show();
    m_page.raise();
    Q_EMIT focusLost(); // before anything is hidden, which would pass the focus on
    for (QWidget *widget : m_window.findChildren<QWidget *>()) {
        if (isToBeHidden(*widget))
            m_hidden.append({widget, widget->isWindow() ? widget->focusWidget() : nullptr,
                selectionOf(widget->isWindow() ? widget->focusWidget() : nullptr)});
    }
    for (auto each = m_hidden.crbegin(); each != m_hidden.crend(); ++each)
        hide(each->widget);
    if (m_active && m_active->isHidden())
        m_window.activateWindow();
    setMenusEnabled(false);
    QCoreApplication::instance()->installEventFilter(this);
}

void WindowCover::uncover()
{
    if (!std::exchange(m_isCovering, false))
        return;
    QCoreApplication::instance()->removeEventFilter(this);
    setMenusEnabled(true);
    const QList<Hidden> hidden = std::exchange(m_hidden, {});
    for (const Hidden &each : hidden) {
        if (each.widget && !each.widget->isWindow())
            each.widget->show();
    }
    m_page.hide();
    if (m_focus)
        m_focus->setFocus(Qt::PopupFocusReason);
    m_selection.restore();
    for (const Hidden &each : hidden) {
        if (!each.widget || !each.widget->isWindow())
            continue;
        const QPoint place = each.widget->pos();
        each.widget->show();
        each.widget->move(place); // a dialog goes to the middle by itself
        if (each.focus)
            each.focus->setFocus(Qt::PopupFocusReason);
        each.selection.restore();
    }
    if (m_active)
        m_active->activateWindow();
}

/// A window that is seen, or something in the covered window that would be.
bool WindowCover::isToBeHidden(const QWidget &widget) const
{
    if (isOf(m_page, &widget) || widget.windowType() == Qt::Popup)
        return false;
    if (widget.isWindow())
        return widget.isVisible();
    return widget.parentWidget() == &m_window && !widget.isHidden();
}

void WindowCover::closePopups()
{
    QToolTip::hideText();
    while (QWidget *popup = QApplication::activePopupWidget()) {
        popup->close();
        if (QApplication::activePopupWidget() == popup)
            return; // it insists
    }
}

void WindowCover::hide(QWidget *widget)
{
    if (!widget)
        return;
    widget->hide();
    // Answered or closed by the program meanwhile: it is not to come back.
    if (const auto *dialog = qobject_cast<QDialog *>(widget))
        connect(dialog, &QDialog::finished, this, [this, dialog] {
            m_hidden.removeIf([dialog](const Hidden &each) { return each.widget == dialog; });
        });
}

/// Now it is in the middle of being shown.
void WindowCover::hideLater(QWidget *widget)
{
    QMetaObject::invokeMethod(
        widget,
        [this, widget] {
            if (!m_isCovering || !isToBeHidden(*widget))
                return;
            m_hidden.append({widget, widget->isWindow() ? widget->focusWidget() : nullptr, {}});
            hide(widget);
            if (QGuiApplication::applicationState() == Qt::ApplicationActive)
                m_window.activateWindow();
            Q_EMIT focusLost();
        },
        Qt::QueuedConnection);
}

void WindowCover::setMenusEnabled(bool enabled)
{
    // The desktop may show them elsewhere, where they cannot be hidden.
    for (QAction *title : m_window.menuBar()->actions())
        title->setEnabled(enabled);
}

void WindowCover::place()
{
    m_page.setGeometry(m_window.rect());
}

bool WindowCover::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    switch (event->type()) {
    case QEvent::Shortcut:
        return watched != &m_allowed && !isOf(m_page, watched);
    case QEvent::Resize:
        if (watched == &m_window)
            place();
        return false;
    case QEvent::Show:
        if (widget && widget != &m_window && isOf(m_window, widget)
            && (widget->isWindow() || widget->parentWidget() == &m_window))
            hideLater(widget);
        return false;
    case QEvent::KeyPress:
    case QEvent::InputMethod:
        if (!widget || widget == &m_window || isOf(m_page, widget) || !isOf(m_window, widget))
            return false;
        Q_EMIT focusLost();
        return true;
    default:
        return false;
    }
}

WindowCover::Selection WindowCover::selectionOf(QWidget *focus)
{
    auto *line = qobject_cast<QLineEdit *>(focus);
    if (!line && focus) // a spin box has one inside
        line = focus->findChild<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly);
    if (!line)
        return {};
    return {line, line->selectionStart(), line->selectionLength(), line->cursorPosition()};
}

void WindowCover::Selection::restore() const
{
    if (!line)
        return;
    line->setCursorPosition(cursor);
    if (start >= 0 && cursor == start)
        line->setSelection(start + length, -length);
    else if (start >= 0)
        line->setSelection(start, length);
}

} // namespace keydeck
