#include "ui/keys/selectionbar.h"

#include "ui/keys/keytext.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace keydeck {

SelectionBar::SelectionBar(Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_count(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::Related, 0, 0, 0);
    row->addWidget(m_count);
    for (QAction *action : {actions.edit, actions.suspend, actions.tryLimit})
        row->addWidget(newActionButton(action, this));
    row->addWidget(newActionButton(actions.remove, this));
    auto *none = new QToolButton(this);
    none->setText(tr("Select none"));
    none->setAutoRaise(true);
    row->addWidget(none);
    row->addStretch(1);
    connect(none, &QToolButton::clicked, this, &SelectionBar::noneRequested);
    hide();
}

void SelectionBar::showCount(qsizetype count)
{
    m_count->setText(tr("%1 selected").arg(keyCount(count)));
    setVisible(count > 1);
}

} // namespace keydeck
