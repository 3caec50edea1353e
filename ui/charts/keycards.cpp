#include "ui/charts/keycards.h"

#include "core/history/localslots.h"
#include "ui/charts/lifetimeview.h"
#include "ui/charts/usagebarsview.h"
#include "ui/charts/usagewindowsview.h"
#include "ui/charts/verdict.h"

#include <QDateTime>

namespace keydeck {

namespace {

/// The charts move on in steps: within one, they are drawn anew only for news.
constexpr qint64 StepMs = 60 * 1000;

qint64 nextStep(qint64 nowMs)
{
    return (nowMs / StepMs + 1) * StepMs;
}

QString barsName(UsageBarsModel::Period period)
{
    return period == UsageBarsModel::Period::Hour ? UsageBarsCard::tr("Tokens per hour")
                                                  : UsageBarsCard::tr("Tokens per day");
}

/// The range widened to whole hours, or to the days of the calendar up to today.
TimeSpan wholePeriods(const ChartRange &range, UsageBarsModel::Period period)
{
    const bool isHour = period == UsageBarsModel::Period::Hour;
    return LocalSlots({range.fromMs, range.nowMs + 1}, isHour ? SlotLength::Hour : SlotLength::Day)
        .span();
}

} // namespace

WindowsCard::WindowsCard(const UsageWindowsModel &model, QWidget *parent)
    : WindowsCard(model, new UsageWindowsView(model), parent)
{ }

WindowsCard::WindowsCard(const UsageWindowsModel &model, UsageWindowsView *view, QWidget *parent)
    : ChartCard(view, model, tr("Usage windows"),
        tr("No usage has been recorded yet. Keydeck records while it is open."), parent)
    , m_model(model)
    , m_view(view)
{ }

void WindowsCard::showRange(const ChartRange &range, double limit)
{
    if (m_model.rowCount() == 0) {
        showEmpty();
        return;
    }
    qint64 to = nextStep(range.nowMs);
    for (const UsageBar &bar : m_model.bars()) {
        to = bar.open ? std::max(to, bar.endMs()) : to;
    }
    m_view->setTimeRange(range.fromMs, to);
    m_view->setLimit(limit, nextStep(range.nowMs));
    showVerdict(windowsVerdict(m_model.summary(range.fromMs, range.nowMs), range.phrase));
}

LifetimeCard::LifetimeCard(const LifetimeModel &model, QWidget *parent)
    : LifetimeCard(model, new LifetimeView(model), parent)
{ }

LifetimeCard::LifetimeCard(const LifetimeModel &model, LifetimeView *view, QWidget *parent)
    : ChartCard(view, model, tr("Lifetime tokens"),
        tr("The lifetime total will be drawn from the key's first use on."), parent)
    , m_model(model)
    , m_view(view)
{ }

void LifetimeCard::showRange(const ChartRange &range)
{
    if (m_model.samples().isEmpty()) {
        showEmpty();
        return;
    }
    m_view->setTimeRange(range.fromMs, nextStep(range.nowMs));
    m_view->setKnownUntil(range.nowMs);
    showVerdict(lifetimeVerdict(m_model.summary(range.fromMs, range.nowMs), range.nowMs));
}

UsageBarsCard::UsageBarsCard(const UsageBarsModel &model, QWidget *parent)
    : UsageBarsCard(model, new UsageBarsView(model), parent)
{ }

UsageBarsCard::UsageBarsCard(const UsageBarsModel &model, UsageBarsView *view, QWidget *parent)
    : ChartCard(view, model, barsName(model.period()),
        tr("Bars will be drawn from the first tokens on that Keydeck sees come in."), parent)
    , m_model(model)
    , m_view(view)
{ }

void UsageBarsCard::showRange(const ChartRange &range)
{
    if (m_model.rowCount() == 0) {
        showEmpty();
        return;
    }
    const TimeSpan span = wholePeriods(range, m_model.period());
    m_view->setTimeRange(span.fromMs, span.toMs);
    m_view->setKnownUntil(range.nowMs);
    m_view->setNow(nextStep(range.nowMs));
    const bool isDay = m_model.period() == UsageBarsModel::Period::Day;
    const QString since = QDateTime::fromMSecsSinceEpoch(span.fromMs).date().toString(Qt::ISODate);
    showVerdict(barsVerdict(m_model.summary(span.fromMs, span.toMs), m_model.period(),
        isDay ? tr("since %1").arg(since) : range.phrase, range.nowMs));
}

} // namespace keydeck
