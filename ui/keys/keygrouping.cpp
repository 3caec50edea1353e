#include "ui/keys/keygrouping.h"

#include "ui/keys/keyfilter.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace keydeck {

KeyGrouping::KeyGrouping(KeyFilter &filter, QObject *parent)
    : QObject(parent)
    , m_filter(filter)
    , m_choices(new QActionGroup(this))
    , m_openAll(new QAction(tr("&Open all groups"), this))
    , m_closeAll(new QAction(tr("&Close all groups"), this))
{
    const QString texts[]
        = {tr("No &grouping"), tr("Group by &status"), tr("Group by &model"), tr("Group by &tags")};
    const QString toolTips[] = {tr("All keys in one list"), tr("The worst status first"),
        tr("By the model in effect"), tr("Keys that have the same tags together")};
    for (const Grouping grouping : AllGroupings) {
        QAction *action = m_choices->addAction(texts[int(grouping)]);
        action->setCheckable(true);
        action->setToolTip(toolTips[int(grouping)]);
        connect(action, &QAction::triggered, &filter,
            [&filter, grouping] { filter.setGrouping(grouping); });
    }
    connect(m_openAll, &QAction::triggered, &filter, [&filter] { filter.setAllGroupsOpen(true); });
    connect(
        m_closeAll, &QAction::triggered, &filter, [&filter] { filter.setAllGroupsOpen(false); });
    connect(&filter, &KeyFilter::updated, this, &KeyGrouping::follow);
    follow();
}

void KeyGrouping::addTo(QMenu &menu) const
{
    menu.addActions(m_choices->actions());
    menu.addSeparator();
    menu.addActions({m_openAll, m_closeAll});
    menu.setToolTipsVisible(true);
}

QAction *KeyGrouping::action(Grouping grouping) const
{
    return m_choices->actions().at(int(grouping));
}

qint32 KeyGrouping::saveState() const
{
    return qint32(m_filter.grouping());
}

void KeyGrouping::restoreState(qint32 state)
{
    const bool isKnown = state >= 0 && state < qint32(std::size(AllGroupings));
    m_filter.setGrouping(isKnown ? AllGroupings[state] : Grouping::None);
}

void KeyGrouping::follow()
{
    action(m_filter.grouping())->setChecked(true);
    const bool isGrouped = m_filter.grouping() != Grouping::None;
    for (QAction *action : {m_openAll, m_closeAll}) {
        action->setEnabled(isGrouped);
        action->setToolTip(isGrouped ? QString() : tr("The keys are not grouped."));
    }
}

} // namespace keydeck
