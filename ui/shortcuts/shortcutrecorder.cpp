#include "ui/shortcuts/shortcutrecorder.h"

#include <QKeyEvent>

namespace keydeck {

void ShortcutRecorder::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        event->accept();
        Q_EMIT cancelled();
        return;
    }
    QKeySequenceEdit::keyPressEvent(event);
    if (keySequence().isEmpty())
        return; // a modifier so far
    const QKeySequence keys(keySequence()[0]);
    setKeySequence(keys); // else it waits for more
    Q_EMIT recorded(keys);
}

} // namespace keydeck
