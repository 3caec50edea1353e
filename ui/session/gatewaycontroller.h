// The running gateway, as far as the window knows it.
#pragma once

#include "core/gateway/statspoller.h"

namespace keydeck {

/// What the window says about the gateway.
struct GatewayState
{
    QUrl url; ///< empty: no gateway is configured
    std::optional<qint64> latencyMs; ///< of the last /health that was answered
    QString failure; ///< one sentence; empty while it answers
    qint64 staleSinceMs = 0; ///< wall clock of the last good answer; 0: there was none
    qint64 retryAtMs = 0; ///< wall clock; 0: no retry is planned
};

/// Owns the client and the poller. On failure the last figures stay, with the time they are from.
///
/// Thread: the GUI's.
class GatewayController final : public QObject
{
    Q_OBJECT

public:
    /// An empty base URL is a gateway that is never asked. The clock must outlive the controller.
    GatewayController(
        const GatewaySettings &settings, const Clock &clock, QObject *parent = nullptr);

    void start();
    /// The key to ask /stats for; empty for none.
    void watchKey(const QString &key);

    [[nodiscard]] bool isConfigured() const { return !m_state.url.isEmpty(); }
    [[nodiscard]] const GatewayState &state() const { return m_state; }
    /// What it is known to do, as evidence about a lock: one sentence. Empty until there is any.
    [[nodiscard]] QString healthNote() const;

Q_SIGNALS:
    void stateChanged();
    void statsAnswered(const QString &key, const keydeck::StatsAnswer &answer);

private:
    void noteAnswer(qint64 receivedMs);
    void noteFailure(const QString &message, qint64 retryInMs);

    const Clock &m_clock;
    GatewayState m_state;
    qint64 m_lastAnswerMs = 0;
    StatsClient m_client;
    StatsPoller m_poller;
};

} // namespace keydeck
