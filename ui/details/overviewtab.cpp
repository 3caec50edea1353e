#include "ui/details/overviewtab.h"

#include "ui/widgets/theme.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int SideBySideWidth = 620;

} // namespace

OverviewTab::OverviewTab(
    const UsageWindowsModel &windows, const LifetimeModel &lifetime, QWidget *parent)
    : QWidget(parent)
    , m_windowsCard(new WindowsCard(windows, this))
    , m_lifetimeCard(new LifetimeCard(lifetime, this))
    , m_cards(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_windowsCard->setObjectName(u"windowsCard"_s);
    m_lifetimeCard->setObjectName(u"lifetimeCard"_s);
    m_cards->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Tight);
    m_cards->setSpacing(theme::Group);
    m_cards->addWidget(m_windowsCard, 3);
    m_cards->addWidget(m_lifetimeCard, 2);
}

void OverviewTab::showRange(const ChartRange &range, double limit)
{
    m_windowsCard->showRange(range, limit);
    m_lifetimeCard->showRange(range);
}

void OverviewTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_cards->setDirection(
        width() < SideBySideWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace keydeck
