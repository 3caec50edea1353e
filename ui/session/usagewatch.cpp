#include "ui/session/usagewatch.h"

#include "core/base/whendone.h"

namespace keydeck {

namespace {

constexpr int LookForNextHourMs = 30'000;

using BothUsages = QList<QFuture<Result<StoreUsage>>>;

} // namespace

UsageWatch::UsageWatch(Recorder &recorder, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_recorder(recorder)
    , m_clock(clock)
{
    connect(&m_pace, &QuestionPace::due, this, &UsageWatch::ask);
    connect(&recorder, &Recorder::recorded, this, [this] {
        if (m_choice)
            m_pace.request();
    });
    m_moveOn.setInterval(LookForNextHourMs);
    connect(&m_moveOn, &QTimer::timeout, this, [this] {
        if (m_choice && periodOf(*m_choice, m_clock.nowMs()).span.toMs != m_askedUntilMs)
            m_pace.request();
    });
    m_moveOn.start();
}

void UsageWatch::setRows(const std::shared_ptr<const KeyRows> &rows)
{
    const bool isFirst = !m_rows;
    m_rows = rows;
    if (isFirst && m_choice)
        m_pace.requestNow();
}

void UsageWatch::watch(const std::optional<PeriodChoice> &choice)
{
    m_choice = choice;
    if (m_choice)
        m_pace.requestNow();
}

void UsageWatch::ask()
{
    if (!m_rows || !m_choice)
        return;
    m_pace.asked();
    const qint64 nowMs = m_clock.nowMs();
    const ReportPeriod period = periodOf(*m_choice, nowMs);
    m_askedUntilMs = period.span.toMs;
    const QStringList keys = firstKeys(*m_rows);
    BothUsages asked{
        m_recorder.usage(keys, period.span, StackedKeys), m_recorder.usage(keys, period.before, 0)};
    const auto view
        = QtFuture::whenAll(asked.begin(), asked.end())
              .then(
                  QtFuture::Launch::Async, [period, nowMs, rows = m_rows](const BothUsages &both) {
                      const Result<StoreUsage> &usage = both[0].result();
                      const Result<StoreUsage> &before = both[1].result();
                      return usage.and_then([&](const StoreUsage &now) {
                          return before.map([&](const StoreUsage &then) {
                              return storeUsageView(period, now, then, rows->keys, nowMs);
                          });
                      });
                  });
    whenDone(view, this,
        [this, choice = *m_choice](const Result<StoreUsageView> &made) { take(choice, made); });
}

void UsageWatch::take(const PeriodChoice &asked, const Result<StoreUsageView> &view)
{
    if (asked == m_choice) {
        if (view)
            Q_EMIT ready(*view);
        else
            Q_EMIT failed(view.error().message);
    }
    m_pace.answered();
}

} // namespace keydeck
