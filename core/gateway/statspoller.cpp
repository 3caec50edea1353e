#include "core/gateway/statspoller.h"

#include "core/base/whendone.h"

#include <QRandomGenerator>

#include <utility>

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
    if (key == m_queue.selected())
        return;
    m_queue.select(key);
    m_queue.restart();
    m_schedule.wantStats(m_clock.monotonicMs());
    arm();
}

void StatsPoller::askOnce(const QString &key)
{
    m_queue.askOnce(key);
    m_schedule.wantStats(m_clock.monotonicMs());
    arm();
}

void StatsPoller::start()
{
    if (!std::exchange(m_running, true))
        m_schedule.resumed(m_clock.monotonicMs());
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
        = m_schedule.next(m_clock.monotonicMs(), updateQueue(), m_chance());
    m_next = next.target;
    m_timer.start(std::chrono::milliseconds(next.delayMs));
}

bool StatsPoller::updateQueue()
{
    if (m_spread) {
        const qint64 nowMs = m_clock.nowMs();
        m_queue.setSpreading(m_spread->due(nowMs));
        m_queue.setSilent(m_spread->silent(nowMs));
    }
    return !m_queue.isEmpty();
}

void StatsPoller::ask(PollTarget target)
{
    if (target == PollTarget::Health)
        askHealth();
    else
        askForKey();
}

void StatsPoller::askForKey()
{
    const bool isWanted = m_queue.hasOnce();
    const bool isForCache = m_wantsCache && !isWanted;
    QString key;
    if (updateQueue())
        key = isForCache ? m_queue.nextForCache(m_gate) : m_queue.next(m_gate);
    if (key.isEmpty()) {
        m_schedule.skipped(m_clock.monotonicMs());
        arm();
        return;
    }
    Q_EMIT asking(key, isForCache);
    if (isForCache) {
        m_wantsCache = false;
        askCache(key);
    } else {
        askStats(key);
    }
}

void StatsPoller::askHealth()
{
    m_inFlight = true;
    whenDone(m_client.health(), this, [this, run = m_run](const Result<HealthAnswer> &answer) {
        ended();
        if (run == m_run)
            takeHealth(answer);
        arm();
    });
}

void StatsPoller::askStats(const QString &key)
{
    m_inFlight = true;
    whenDone(
        m_client.stats(key), this, [this, run = m_run, key](const Result<StatsAnswer> &answer) {
            ended();
            if (run == m_run)
                takeStats(key, answer);
            arm();
        });
}

void StatsPoller::askCache(const QString &key)
{
    m_inFlight = true;
    whenDone(
        m_client.cacheStats(key), this, [this, run = m_run](const Result<CacheAnswer> &answer) {
            ended();
            if (run == m_run)
                takeCache(answer);
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
    if (answer->httpStatus < 500)
        m_schedule.succeeded(PollTarget::Stats, m_clock.monotonicMs());
    Q_EMIT statsAnswered(key, *answer);
    if (answer->httpStatus >= 500)
        takeRefusal(u"/stats"_s, answer->httpStatus, answer->retryAfterS);
}

void StatsPoller::takeCache(const Result<CacheAnswer> &answer)
{
    if (!answer) {
        backOff(PollTarget::Stats, answer.error(), 0);
    } else if (answer->httpStatus >= 500) {
        takeRefusal(u"/cache-stats"_s, answer->httpStatus, 0);
    } else {
        m_schedule.succeeded(PollTarget::Stats, m_clock.monotonicMs());
        Q_EMIT cacheAnswered(*answer);
    }
}

void StatsPoller::takeRefusal(const QString &endpoint, int httpStatus, int retryAfterS)
{
    backOff(PollTarget::Stats,
        {ErrorCode::Failed,
            u"%1 answered %2 with status %3. It may be unable to take the store's lock."_s
                .arg(m_client.name(), endpoint)
                .arg(httpStatus)},
        qint64(retryAfterS) * 1000);
}

void StatsPoller::backOff(PollTarget target, const Error &error, qint64 retryAfterMs)
{
    // Nothing was sent: there is nobody to spare, and the next key need not wait for this one.
    if (target == PollTarget::Stats && error.code == ErrorCode::InvalidInput) {
        m_schedule.succeeded(target, m_clock.monotonicMs());
        Q_EMIT failed(error.message, m_settings.statsEveryMs);
        return;
    }
    if (error.code == ErrorCode::Refused)
        Q_EMIT foundDown();
    const qint64 retryInMs
        = m_schedule.failed(target, m_clock.monotonicMs(), retryAfterMs, m_chance());
    Q_EMIT failed(error.message, retryInMs);
}

} // namespace keydeck
