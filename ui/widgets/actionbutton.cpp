#include "ui/widgets/actionbutton.h"

#include <QTextDocumentFragment>
#include <QToolButton>

namespace keydeck {

QToolButton *newActionButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    const auto describe = [action, button] {
        const QString toolTip = action->toolTip();
        button->setAccessibleDescription(Qt::mightBeRichText(toolTip)
                ? QTextDocumentFragment::fromHtml(toolTip).toPlainText()
                : toolTip);
    };
    QObject::connect(action, &QAction::changed, button, describe);
    describe();
    return button;
}

} // namespace keydeck
