#include "ui/shortcuts/shortcutbook.h"

#include "core/base/format.h"
#include "ui/shortcuts/shortcutrules.h"
#include "ui/window/actions.h"

#include <QAbstractButton>
#include <QAction>
#include <QMainWindow>
#include <QMenuBar>

namespace keydeck {

namespace {

bool isOfWidget(Qt::ShortcutContext context)
{
    return context == Qt::WidgetShortcut || context == Qt::WidgetWithChildrenShortcut;
}

QString plain(QString text)
{
    return text.remove(u'&').remove(u'…');
}

} // namespace

ShortcutBook::ShortcutBook(Actions &actions, const QWidget &window)
    : m_actions(actions)
    , m_window(window)
{
    for (const QAction *action : all())
        m_usual.insert(action, action->shortcuts());
}

QList<QAction *> ShortcutBook::all() const
{
    return m_actions.findChildren<QAction *>(QString(), Qt::FindDirectChildrenOnly);
}

bool ShortcutBook::isUsual(const QAction &action) const
{
    return action.shortcuts() == usual(action);
}

QList<QKeySequence> ShortcutBook::usual(const QAction &action) const
{
    return m_usual.value(&action);
}

ShortcutTexts ShortcutBook::texts() const
{
    ShortcutTexts texts = m_unknown;
    for (const QAction *action : all()) {
        if (!isUsual(*action))
            texts.insert(action->objectName(), storedShortcuts(action->shortcuts()));
    }
    return texts;
}

void ShortcutBook::load(const ShortcutTexts &texts)
{
    m_unknown = texts;
    m_problems.clear();
    for (QAction *action : all()) {
        const auto entry = m_unknown.constFind(action->objectName());
        QList<QKeySequence> shortcuts = usual(*action);
        if (entry != m_unknown.constEnd()) {
            if (const QString problem = badEntry(*action, *entry); !problem.isEmpty())
                m_problems.append(problem);
            else
                shortcuts = parseShortcuts(*entry).value_or(shortcuts);
            m_unknown.erase(entry);
        }
        Actions::setShortcuts(action, shortcuts);
    }
    dropClashes();
}

QString ShortcutBook::badEntry(const QAction &action, const QString &text) const
{
    const auto shortcuts = parseShortcuts(text);
    const auto say = [&](const QString &why) {
        return tr("The settings' shortcut of “%1” is passed over: %2")
            .arg(Actions::nameOf(action), why);
    };
    if (!shortcuts)
        return say(tr("“%1” names no keys.").arg(displayText(text)));
    for (const QKeySequence &keys : *shortcuts) {
        if (const QString why = refusal(action, keys); !why.isEmpty())
            return say(why);
    }
    return {};
}

/// Somebody may have edited the settings. The usual ones never clash, so that this comes to an end.
void ShortcutBook::dropClashes()
{
    for (bool any = true; std::exchange(any, false);) {
        for (QAction *action : all()) {
            const QAction *other = owner(*action, action->shortcuts());
            if (!other || isUsual(*action))
                continue;
            m_problems.append(tr("The settings' shortcut of “%1” is passed over: %2 is “%3”.")
                                  .arg(Actions::nameOf(*action), shortcutText(action->shortcuts()),
                                      Actions::nameOf(*other)));
            Actions::setShortcuts(action, usual(*action));
            any = true;
        }
    }
}

QString ShortcutBook::refusal(const QAction &action, const QKeySequence &keys) const
{
    if (usual(action).contains(keys))
        return {};
    if (const QString reason = reservedReason(keys); !reason.isEmpty())
        return reason;
    const QString use = fixedUse(keys, isOfWidget(action.shortcutContext()));
    return use.isEmpty() ? QString() : tr("%1 is always “%2”.").arg(shortcutText({keys}), use);
}

/// What of the window has the keys for good: of menus, buttons and charts. inWidgets: whoever wants
/// them takes them in a widget of its own alone, as charts do, which is no clash with these.
QString ShortcutBook::fixedUse(const QKeySequence &keys, bool inWidgets) const
{
    if (keys.isEmpty())
        return {};
    for (const QAction *action : m_window.findChildren<QAction *>()) {
        const bool isOurs = m_usual.contains(action);
        const bool isApart = inWidgets && isOfWidget(action->shortcutContext());
        if (!isOurs && !isApart && action->shortcuts().contains(keys))
            return plain(action->text());
    }
    for (const QAbstractButton *button : m_window.findChildren<QAbstractButton *>()) {
        if (button->shortcut() == keys && button->window() == &m_window)
            return plain(button->text());
    }
    const auto *bar = m_window.findChild<QMenuBar *>();
    for (const QAction *title : bar ? bar->actions() : QList<QAction *>()) {
        if (QKeySequence::mnemonic(title->text()) == keys)
            return tr("Menu %1").arg(plain(title->text()));
    }
    return {};
}

QAction *ShortcutBook::owner(const QAction &action, const QList<QKeySequence> &shortcuts) const
{
    for (QAction *other : all()) {
        if (other == &action)
            continue;
        for (const QKeySequence &keys : other->shortcuts()) {
            if (shortcuts.contains(keys))
                return other;
        }
    }
    return nullptr;
}

QList<QKeySequence> ShortcutBook::with(const QAction &action, const QKeySequence &keys) const
{
    if (keys.isEmpty())
        return {};
    QList<QKeySequence> shortcuts = action.shortcuts().mid(1);
    shortcuts.removeAll(keys);
    shortcuts.prepend(keys);
    return shortcuts;
}

void ShortcutBook::assign(QAction *action, const QList<QKeySequence> &shortcuts)
{
    while (QAction *other = owner(*action, shortcuts)) {
        QList<QKeySequence> left = other->shortcuts();
        left.removeIf([&](const QKeySequence &keys) { return shortcuts.contains(keys); });
        Actions::setShortcuts(other, left);
    }
    Actions::setShortcuts(action, shortcuts);
    m_problems.clear(); // they are overwritten
    Q_EMIT changed();
}

void ShortcutBook::resetAll()
{
    for (QAction *action : all())
        Actions::setShortcuts(action, usual(*action));
    m_problems.clear();
    Q_EMIT changed();
}

} // namespace keydeck
