// Asks again and again, gently.
#pragma once

#include "core/gateway/editspread.h"
#include "core/gateway/pollqueue.h"
#include "core/gateway/pollschedule.h"
#include "core/gateway/statsclient.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace keydeck {

/// Alternates /health and /stats at the pace of PollSchedule, of the keys that PollQueue names: one
/// request in flight, never two closer than minimumGapMs, backing off at the first 5xx, time-out or
/// refused connection. 401, 403 and 429 are answers.
///
/// Thread: the one it lives in.
class StatsPoller final : public QObject
{
    Q_OBJECT

public:
    using Settings = PollSettings;
    /// Random numbers in [0, 1).
    using Chance = std::function<double()>;

    /// Takes the client's thread and outlives no client.
    StatsPoller(StatsClient &client, const Clock &clock, QObject *parent = nullptr);
    StatsPoller(StatsClient &client, const Clock &clock, const Settings &settings,
        QObject *parent = nullptr);
    StatsPoller(StatsClient &client, const Clock &clock, const Settings &settings, Chance chance,
        QObject *parent = nullptr);

    /// The key to watch; empty for none. Asked for as soon as the pace allows.
    void selectKey(const QString &key);
    /// Every key that may be asked for now and then; only ones that are in the file.
    void sweep(const QStringList &keys) { m_queue.setSweep(keys); }
    /// Whose edits are asked after, and who is left in silence meanwhile. Must outlive the poller.
    void follow(const EditSpread *spread) { m_spread = spread; }
    /// Who may be asked for at the moment, besides.
    void setGate(PollQueue::Gate gate) { m_gate = std::move(gate); }
    /// As soon as the budget allows, whatever the gate and the silence say.
    void askOnce(const QString &key);
    /// /cache-stats takes the place of the next /stats.
    void wantCacheStats() { m_wantsCache = true; }

    void start();
    /// What is under way ends unheard.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    /// A question with that key is sent: /cache-stats, or /stats.
    void asking(const QString &key, bool isForCache);
    void healthAnswered(const keydeck::HealthAnswer &answer);
    /// key is the one that was asked for, which may no longer be the selected one.
    void statsAnswered(const QString &key, const keydeck::StatsAnswer &answer);
    void cacheAnswered(const keydeck::CacheAnswer &answer);
    /// The gateway could not be asked or failed; that question is asked again in retryInMs. An
    /// answer with a 5xx status comes as statsAnswered first.
    void failed(const QString &message, qint64 retryInMs);
    /// Nobody listens at its address: it is not running.
    void foundDown();

private:
    void arm();
    void ask(PollTarget target);
    void askHealth();
    void askForKey();
    void askStats(const QString &key);
    void askCache(const QString &key);
    /// Somebody may be asked for; who is silent or wants to be asked changes with time.
    [[nodiscard]] bool updateQueue();
    void ended();
    void takeHealth(const Result<HealthAnswer> &answer);
    void takeStats(const QString &key, const Result<StatsAnswer> &answer);
    void takeCache(const Result<CacheAnswer> &answer);
    void takeRefusal(const QString &endpoint, int httpStatus, int retryAfterS);
    void backOff(PollTarget target, const Error &error, qint64 retryAfterMs);

    StatsClient &m_client;
    const Clock &m_clock;
    Settings m_settings;
    Chance m_chance;
    PollSchedule m_schedule;
    QTimer m_timer;
    PollTarget m_next = PollTarget::Health;
    PollQueue m_queue;
    const EditSpread *m_spread = nullptr;
    PollQueue::Gate m_gate;
    bool m_wantsCache = false;
    bool m_running = false;
    bool m_inFlight = false; ///< stays true over stop() and start(): still one at a time
    quint64 m_run = 0; ///< grows with each stop(), so that what was asked before is not heard
};

} // namespace keydeck
