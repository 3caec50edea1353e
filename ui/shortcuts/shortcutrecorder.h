// Where a person presses the keys that are to be a shortcut.
#pragma once

#include <QKeySequenceEdit>

namespace keydeck {

/// Takes one combination at a time, at once. Escape leaves what was there; Tab goes on.
class ShortcutRecorder final : public QKeySequenceEdit
{
    Q_OBJECT

public:
    using QKeySequenceEdit::QKeySequenceEdit;

Q_SIGNALS:
    void recorded(const QKeySequence &keys);
    void cancelled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace keydeck
