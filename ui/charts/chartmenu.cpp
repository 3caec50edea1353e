#include "ui/charts/chartmenu.h"

#include "ui/widgets/icons.h"

using namespace Qt::StringLiterals;

namespace keydeck {

ChartMenu::ChartMenu(QWidget *owner) : QMenu(owner)
{
    setAccessibleName(tr("Chart"));
    setToolTipsVisible(true);
    connect(addWish(tr("&Copy picture"), u"edit-copy"_s, QKeySequence::Copy,
                tr("Put the chart with its title and verdict into the clipboard")),
        &QAction::triggered, this, &ChartMenu::copyRequested);
    addSeparator();
    connect(addWish(tr("Save as &PNG…"), u"document-export"_s, QKeySequence::Save,
                tr("A picture for documents and messages")),
        &QAction::triggered, this, &ChartMenu::pngRequested);
    connect(addWish(tr("Save as S&VG…"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_S,
                tr("A drawing that stays sharp at any size")),
        &QAction::triggered, this, &ChartMenu::svgRequested);
    connect(addWish(tr("Save &figures as CSV…"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_E,
                tr("The exact figures, with times in UTC, for a spreadsheet")),
        &QAction::triggered, this, &ChartMenu::csvRequested);
}

QAction *ChartMenu::addWish(const QString &text, const QString &iconName,
    const QKeySequence &shortcut, const QString &toolTip)
{
    QAction *action = addAction(text);
    if (!iconName.isEmpty()) {
        action->setIcon(keydeck::icon(iconName));
    }
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(toolTip);
    parentWidget()->addAction(action);
    return action;
}

void ChartMenu::setChartEnabled(bool enabled)
{
    for (QAction *action : actions()) {
        action->setEnabled(enabled);
    }
}

} // namespace keydeck
