// Asks again and again, gently.
#pragma once

#include "core/gateway/statsclient.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace keydeck {

/// Alternates /health (liveness; takes no lock) and /stats of the selected key. One request in
/// flight, never two closer than minimumGapMs, each delay jittered by up to a fifth. At the first
/// 5xx, time-out or refused connection it backs off: full jitter up to a ceiling that doubles from
/// firstBackOffMs to maximumBackOffMs; Retry-After is honoured up to that ceiling. 401, 403 and 429
/// are answers.
///
/// Thread: the one it lives in.
class StatsPoller final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        int minimumGapMs = 1000;
        int statsEveryMs = 5000;
        int healthEveryMs = 5000;
        int firstBackOffMs = 2000;
        int maximumBackOffMs = 60'000;
    };

    /// Takes the client's thread and outlives no client.
    StatsPoller(StatsClient &client, const Clock &clock, QObject *parent = nullptr);
    StatsPoller(StatsClient &client, const Clock &clock, const Settings &settings,
        QObject *parent = nullptr);

    /// The key to watch; empty for none. Asked for as soon as the pace allows.
    void selectKey(const QString &key);

    void start();
    void stop();
    [[nodiscard]] bool isRunning() const { return m_running; }

Q_SIGNALS:
    void healthAnswered(const keydeck::HealthAnswer &answer);
    /// key is the one that was asked for, which may no longer be the selected one.
    void statsAnswered(const QString &key, const keydeck::StatsAnswer &answer);
    /// The gateway could not be asked or failed; the next try is in retryInMs.
    void failed(const QString &message, qint64 retryInMs);

private:
    StatsClient &m_client;
    const Clock &m_clock;
    Settings m_settings;
    QTimer m_timer;
    QString m_key;
    bool m_running = false;
    bool m_inFlight = false;
    int m_failures = 0;
    qint64 m_lastStatsMs = 0;
    qint64 m_lastHealthMs = 0;
};

} // namespace keydeck
