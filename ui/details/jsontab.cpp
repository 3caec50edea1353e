#include "ui/details/jsontab.h"

#include "ui/details/recordtext.h"
#include "ui/widgets/theme.h"

#include <QScrollBar>
#include <QTextDocument>

#include <algorithm>

namespace keydeck {

JsonTab::JsonTab(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(theme::fixedFont());
    document()->setDocumentMargin(theme::Group);
    setAccessibleName(tr("The record in the store, with its key masked"));
}

void JsonTab::showKey(const ApiKey &key)
{
    const QString text = recordText(key);
    if (text == toPlainText()) {
        return;
    }
    const QPoint scrolled(horizontalScrollBar()->value(), verticalScrollBar()->value());
    QTextCursor at = textCursor();
    const int anchor = at.anchor(), position = at.position();
    setPlainText(text);
    const int end = document()->characterCount() - 1;
    at.setPosition(std::min(anchor, end));
    at.setPosition(std::min(position, end), QTextCursor::KeepAnchor);
    setTextCursor(at); // what is selected is about to be copied
    horizontalScrollBar()->setValue(scrolled.x());
    verticalScrollBar()->setValue(scrolled.y());
}

} // namespace keydeck
