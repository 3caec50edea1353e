#include "core/gateway/pollschedule.h"

#include <algorithm>

namespace keydeck {

namespace {

constexpr double JitterShare = 0.2;
constexpr int MaximumDoublings = 20; ///< enough for every ceiling, and no overflow

} // namespace

PollSettings PollSettings::withBudget(int pollsPerMinute)
{
    constexpr int MinuteMs = 60'000;
    PollSettings settings;
    settings.asksStats = pollsPerMinute > 0;
    settings.statsInAdvance = std::min(settings.statsInAdvance, pollsPerMinute / 4);
    if (settings.asksStats) {
        const int usual = pollsPerMinute - settings.statsInAdvance;
        settings.statsEveryMs = (MinuteMs + usual - 1) / usual;
    }
    return settings;
}

PollSchedule::PollSchedule(const PollSettings &settings, qint64 nowMs)
    : m_settings(settings)
    , m_lanes{Lane{settings.healthEveryMs, nowMs}, Lane{settings.statsEveryMs, nowMs}}
    , m_earliestMs(nowMs)
    , m_paidUntilMs(nowMs)
{ }

PollSchedule::Next PollSchedule::next(qint64 nowMs, bool hasKey, double chance) const
{
    const qint64 healthMs = lane(PollTarget::Health).dueMs;
    const qint64 statsMs = statsAtMs();
    // On a tie it is the stats' turn: the lane that waited longer is the one that is due earlier,
    // and health has to answer first anyway.
    const bool stats = m_settings.asksStats && hasKey && m_alive && statsMs <= healthMs;
    const qint64 atMs = std::max(stats ? statsMs : healthMs, m_earliestMs);
    const double delayMs = double(std::max<qint64>(atMs - nowMs, 0));
    return {stats ? PollTarget::Stats : PollTarget::Health,
        qint64(delayMs * (1 + JitterShare * chance))};
}

void PollSchedule::wantStats(qint64 nowMs)
{
    Lane &stats = lane(PollTarget::Stats);
    if (stats.failures == 0)
        stats.dueMs = std::min(stats.dueMs, nowMs);
}

/// Whoever comes before their time has paid for it before the next one.
qint64 PollSchedule::statsAtMs() const
{
    const Lane &stats = lane(PollTarget::Stats);
    return std::max(
        stats.dueMs, m_paidUntilMs - qint64(m_settings.statsInAdvance) * m_settings.statsEveryMs);
}

void PollSchedule::spend(qint64 nowMs)
{
    m_paidUntilMs = std::max(m_paidUntilMs, nowMs) + m_settings.statsEveryMs;
}

void PollSchedule::skipped(qint64 nowMs)
{
    Lane &stats = lane(PollTarget::Stats);
    stats.dueMs = nowMs + stats.everyMs;
}

void PollSchedule::resumed(qint64 nowMs)
{
    Lane &health = lane(PollTarget::Health);
    if (health.failures == 0)
        health.dueMs = std::min(health.dueMs, nowMs);
    m_alive = false;
}

void PollSchedule::ended(qint64 nowMs)
{
    m_earliestMs = nowMs + m_settings.minimumGapMs;
}

void PollSchedule::succeeded(PollTarget target, qint64 nowMs)
{
    Lane &asked = lane(target);
    asked.failures = 0;
    asked.dueMs = nowMs + asked.everyMs;
    if (target == PollTarget::Health)
        m_alive = true;
    else
        spend(nowMs);
}

qint64 PollSchedule::failed(PollTarget target, qint64 nowMs, qint64 retryAfterMs, double chance)
{
    Lane &asked = lane(target);
    ++asked.failures;
    const qint64 backOffMs
        = std::min<qint64>(asked.everyMs + qint64(chance * double(ceilingMs(asked.failures))),
            m_settings.maximumBackOffMs);
    const qint64 toldMs = std::min<qint64>(retryAfterMs, m_settings.maximumBackOffMs);
    const qint64 delayMs = std::max<qint64>({backOffMs, toldMs, m_settings.minimumGapMs});
    asked.dueMs = nowMs + delayMs;
    if (target == PollTarget::Health)
        m_alive = false;
    else
        spend(nowMs);
    return delayMs;
}

qint64 PollSchedule::ceilingMs(int failures) const
{
    const qint64 doubled = qint64(m_settings.firstBackOffMs)
        << std::min(failures - 1, MaximumDoublings);
    return std::min<qint64>(doubled, m_settings.maximumBackOffMs);
}

} // namespace keydeck
