#include "core/gateway/statspoller.h"

#include "core/base/whendone.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace keydeck {

StatsPoller::StatsPoller(StatsClient &client, const Clock &clock, QObject *parent)
    : StatsPoller(client, clock, Settings(), parent)
{ }

StatsPoller::StatsPoller(
    StatsClient &client, const Clock &clock, const Settings &settings, QObject *parent)
    : StatsPoller(
        client, clock, settings, [] { return QRandomGenerator::global()->generateDouble(); },
        parent)
{ }

StatsPoller::StatsPoller(StatsClient &client, const Clock &clock, const Settings &settings,
    Chance chance, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
    , m_settings(settings)
    , m_chance(std::move(chance))
    , m_schedule(settings, clock.monotonicMs())
{
    m_timer.setSingleShot(true);
    // A coarse timer may fire early, and the gap is a promise.
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { ask(m_next); });
}

void StatsPoller::selectKey(const QString &key)
{
    if (key == m_key)
        return;
    m_key = key;
    m_schedule.wantStats(m_clock.monotonicMs());
    arm();
}

void StatsPoller::start()
{
    m_running = true;
    arm();
}

void StatsPoller::stop()
{
    m_running = false;
    ++m_run;
    m_timer.stop();
}

void StatsPoller::arm()
{
    if (!m_running || m_inFlight)
        return;
    const PollSchedule::Next next
        = m_schedule.next(m_clock.monotonicMs(), !m_key.isEmpty(), m_chance());
    m_next = next.target;
    m_timer.start(std::chrono::milliseconds(next.delayMs));
}

void StatsPoller::ask(PollTarget target)
{
    m_inFlight = true;
    if (target == PollTarget::Health)
        askHealth();
    else
        askStats();
}

void StatsPoller::askHealth()
{
    whenDone(m_client.health(), this, [this, run = m_run](const Result<HealthAnswer> &answer) {
        ended();
        if (run == m_run)
            takeHealth(answer);
        arm();
    });
}

void StatsPoller::askStats()
{
    whenDone(m_client.stats(m_key), this,
        [this, run = m_run, key = m_key](const Result<StatsAnswer> &answer) {
            ended();
            if (run == m_run)
                takeStats(key, answer);
            arm();
        });
}

void StatsPoller::ended()
{
    m_inFlight = false;
    m_schedule.ended(m_clock.monotonicMs());
}

void StatsPoller::takeHealth(const Result<HealthAnswer> &answer)
{
    if (!answer) {
        backOff(PollTarget::Health, answer.error(), 0);
        return;
    }
    m_schedule.succeeded(PollTarget::Health, m_clock.monotonicMs());
    Q_EMIT healthAnswered(*answer);
}

void StatsPoller::takeStats(const QString &key, const Result<StatsAnswer> &answer)
{
    if (!answer) {
        backOff(PollTarget::Stats, answer.error(), 0);
        return;
    }
    if (answer->httpStatus < 500) {
        m_schedule.succeeded(PollTarget::Stats, m_clock.monotonicMs());
        Q_EMIT statsAnswered(key, *answer);
        return;
    }
    Q_EMIT statsAnswered(key, *answer);
    backOff(PollTarget::Stats,
        {ErrorCode::Failed,
            u"%1 answered /stats with status %2. It may be unable to take the store's lock."_s
                .arg(m_client.gatewayName())
                .arg(answer->httpStatus)},
        qint64(answer->retryAfterS) * 1000);
}

void StatsPoller::backOff(PollTarget target, const Error &error, qint64 retryAfterMs)
{
    // Nothing was sent: there is nobody to spare, and the next key need not wait for this one.
    if (target == PollTarget::Stats && error.code == ErrorCode::InvalidInput) {
        m_schedule.succeeded(target, m_clock.monotonicMs());
        Q_EMIT failed(error.message, m_settings.statsEveryMs);
        return;
    }
    const qint64 retryInMs
        = m_schedule.failed(target, m_clock.monotonicMs(), retryAfterMs, m_chance());
    Q_EMIT failed(error.message, retryInMs);
}

} // namespace keydeck
