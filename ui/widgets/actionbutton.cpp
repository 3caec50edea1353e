#include "ui/widgets/actionbutton.h"

#include <QAbstractButton>
#include <QAction>
#include <QTextDocumentFragment>
#include <QToolButton>

namespace keydeck {

namespace {

void describeBy(QAbstractButton &button, const QAction &action)
{
    const QString toolTip = action.toolTip();
    button.setAccessibleDescription(Qt::mightBeRichText(toolTip)
            ? QTextDocumentFragment::fromHtml(toolTip).toPlainText()
            : toolTip);
}

} // namespace

QToolButton *newActionButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    const auto describe = [action, button] { describeBy(*button, *action); };
    QObject::connect(action, &QAction::changed, button, describe);
    describe();
    return button;
}

void bindToAction(QAbstractButton &button, QAction &action)
{
    const auto follow = [&button, &action] {
        button.setEnabled(action.isEnabled());
        button.setToolTip(action.toolTip());
        describeBy(button, action);
    };
    QObject::connect(&button, &QAbstractButton::clicked, &action, &QAction::trigger);
    QObject::connect(&action, &QAction::changed, &button, follow);
    follow();
}

} // namespace keydeck
