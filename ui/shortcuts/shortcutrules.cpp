#include "ui/shortcuts/shortcutrules.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Shortcuts", text);
}

bool isModifier(Qt::Key key)
{
    switch (key) {
    case Qt::Key_Shift:
    case Qt::Key_Control:
    case Qt::Key_Alt:
    case Qt::Key_AltGr:
    case Qt::Key_Meta:
    case Qt::Key_unknown:
        return true;
    default:
        return false;
    }
}

/// In a list or a text, as long as nothing but Shift is held with it.
bool moves(Qt::Key key)
{
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
    case Qt::Key_Insert:
        return true;
    default:
        return false;
    }
}

bool editsText(const QKeySequence &keys)
{
    for (const auto standard :
        {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::SelectAll}) {
        if (QKeySequence::keyBindings(standard).contains(keys))
            return true;
    }
    return false;
}

} // namespace

QString reservedReason(const QKeySequence &keys)
{
    if (keys.isEmpty())
        return {};
    const QString text = keys.toString(QKeySequence::NativeText);
    if (keys.count() > 1)
        return tr("%1 takes several presses. Choose one combination.").arg(text);
    const Qt::Key key = keys[0].key();
    const bool isBare = !(
        keys[0].keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isModifier(key) || text.isEmpty())
        return tr("This key alone says nothing. Press it together with another one.");
    if (key == Qt::Key_Tab || key == Qt::Key_Backtab)
        return tr("%1 goes from field to field.").arg(text);
    if (key == Qt::Key_Escape)
        return tr("%1 closes what is open.").arg(text);
    if (isBare && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space))
        return tr("%1 presses buttons and opens what is selected.").arg(text);
    if (isBare && moves(key))
        return tr("%1 is needed in lists and texts. Add Ctrl or Alt.").arg(text);
    if (isBare && key < Qt::Key_Escape) // everything that writes
        return tr("%1 is needed for typing. Add Ctrl or Alt, or take a function key.").arg(text);
    if (editsText(keys))
        return tr("%1 is needed for editing text.").arg(text);
    return {};
}

QString shortcutText(const QList<QKeySequence> &shortcuts)
{
    QStringList texts;
    for (const QKeySequence &keys : shortcuts)
        texts.append(keys.toString(QKeySequence::NativeText));
    return texts.join(u", "_s);
}

QString storedShortcuts(const QList<QKeySequence> &shortcuts)
{
    return QKeySequence::listToString(shortcuts, QKeySequence::PortableText);
}

std::optional<QList<QKeySequence>> parseShortcuts(const QString &text)
{
    if (text.isEmpty())
        return QList<QKeySequence>();
    const QList<QKeySequence> shortcuts
        = QKeySequence::listFromString(text, QKeySequence::PortableText);
    for (const QKeySequence &keys : shortcuts) {
        if (keys.isEmpty() || keys[0].key() == Qt::Key_unknown)
            return std::nullopt;
    }
    return shortcuts;
}

} // namespace keydeck
