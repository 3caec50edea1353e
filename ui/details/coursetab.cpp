#include "ui/details/coursetab.h"

#include "ui/charts/keycards.h"
#include "ui/details/figurestab.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace keydeck {

CourseTab::CourseTab(
    LifetimeModel *lifetime, UsageBarsModel *hours, UsageBarsModel *days, QWidget *parent)
    : QWidget(parent)
    , m_lifetime(new LifetimeCard(*lifetime))
    , m_hours(new UsageBarsCard(*hours))
    , m_days(new UsageBarsCard(*days))
    , m_buttons(new QButtonGroup(this))
    , m_pages(new QStackedWidget(this))
{
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme::Group, 0, theme::Group, 0);
    buttons->setSpacing(0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::Tight, 0, 0);
    column->setSpacing(0);
    column->addLayout(buttons);
    column->addWidget(m_pages, 1);
    const QString emptyBars
        = tr("Bars will be drawn from the first tokens on that Keydeck sees come in.");
    addPage(
        new FiguresTab(m_lifetime, lifetime, {LifetimeModel::SortRole, LifetimeModel::TimeColumn},
            tr("The lifetime total will be listed from the key's first use on.")),
        tr("&Total"), tr("The lifetime total as a line"));
    const SinceProxyModel::Roles bars{UsageBarsModel::SortRole, UsageBarsModel::ToColumn};
    addPage(new FiguresTab(m_hours, hours, bars, emptyBars), tr("Per &hour"),
        tr("The tokens of each hour"));
    addPage(new FiguresTab(m_days, days, bars, emptyBars), tr("Per &day"),
        tr("The tokens of each day of the local calendar"));
    for (QAbstractButton *button : m_buttons->buttons()) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    m_buttons->button(0)->setChecked(true);
    tabToTheChecked(m_buttons->buttons());
    connect(m_buttons, &QButtonGroup::idClicked, m_pages, &QStackedWidget::setCurrentIndex);
}

void CourseTab::addPage(FiguresTab *page, const QString &name, const QString &toolTip)
{
    m_tabs << page;
    auto *button = new QToolButton(this);
    button->setText(name);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    m_buttons->addButton(button, m_pages->addWidget(page));
}

void CourseTab::showRange(const ChartRange &range)
{
    m_lifetime->showRange(range);
    m_hours->showRange(range);
    m_days->showRange(range);
    for (FiguresTab *tab : std::as_const(m_tabs)) {
        tab->showSince(range.fromMs);
    }
}

} // namespace keydeck
