#include "ui/details/jsontab.h"

#include "ui/details/recordtext.h"
#include "ui/widgets/theme.h"

#include <QScrollBar>
#include <QTextDocument>

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
    const int scrolled = verticalScrollBar()->value();
    setPlainText(text);
    verticalScrollBar()->setValue(scrolled);
}

} // namespace keydeck
