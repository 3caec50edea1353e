#include "ui/details/overviewtab.h"

#include "ui/charts/lifetimeview.h"
#include "ui/charts/usagewindowsview.h"
#include "ui/charts/verdict.h"
#include "ui/details/chartcard.h"
#include "ui/widgets/theme.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int SideBySideWidth = 620;
/// The charts move on in steps: within one, they are drawn anew only for news.
constexpr qint64 StepMs = 60 * 1000;

} // namespace

OverviewTab::OverviewTab(
    const UsageWindowsModel &windows, const LifetimeModel &lifetime, QWidget *parent)
    : QWidget(parent)
    , m_windows(windows)
    , m_lifetime(lifetime)
    , m_windowsView(new UsageWindowsView(windows, this))
    , m_lifetimeView(new LifetimeView(lifetime, this))
    , m_windowsCard(new ChartCard(m_windowsView,
          tr("No usage has been recorded yet. Keydeck records while it is open."), this))
    , m_lifetimeCard(new ChartCard(m_lifetimeView,
          tr("The lifetime total will be drawn from the key's first use on."), this))
    , m_cards(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_windowsCard->setObjectName(u"windowsCard"_s);
    m_lifetimeCard->setObjectName(u"lifetimeCard"_s);
    m_cards->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Tight);
    m_cards->setSpacing(theme::Group);
    m_cards->addWidget(m_windowsCard, 3);
    m_cards->addWidget(m_lifetimeCard, 2);
}

void OverviewTab::setRange(HistoryRange range)
{
    m_range = range;
    render();
}

void OverviewTab::refresh(double limit, qint64 nowMs)
{
    m_limit = limit;
    m_nowMs = nowMs;
    render();
}

void OverviewTab::render()
{
    const qint64 now = (m_nowMs / StepMs + 1) * StepMs;
    const qint64 from = now - rangeMs(m_range);
    qint64 to = now;
    for (const UsageBar &bar : m_windows.bars()) {
        to = bar.open ? std::max(to, bar.endMs()) : to;
    }
    if (m_windows.bars().isEmpty()) {
        m_windowsCard->showEmpty();
    } else {
        m_windowsView->setTimeRange(from, to);
        m_windowsView->setLimit(m_limit, now);
        m_windowsCard->showVerdict(
            windowsVerdict(m_windows.summary(from, m_nowMs), rangePhrase(m_range)));
    }
    if (m_lifetime.samples().isEmpty()) {
        m_lifetimeCard->showEmpty();
    } else {
        m_lifetimeView->setTimeRange(from, now);
        m_lifetimeCard->showVerdict(lifetimeVerdict(m_lifetime.summary(from, m_nowMs), m_nowMs));
    }
}

void OverviewTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_cards->setDirection(
        width() < SideBySideWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace keydeck
