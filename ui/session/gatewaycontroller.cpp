#include "ui/session/gatewaycontroller.h"

namespace keydeck {

GatewayController::GatewayController(
    const GatewaySettings &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_client(settings, clock)
    , m_poller(m_client, clock)
{
    m_state.url = settings.baseUrl;
    connect(&m_poller, &StatsPoller::healthAnswered, this, [this](const HealthAnswer &answer) {
        m_state.latencyMs = answer.latencyMs;
        noteAnswer(answer.receivedMs);
    });
    connect(&m_poller, &StatsPoller::statsAnswered, this,
        [this](const QString &key, const StatsAnswer &answer) {
            noteAnswer(answer.receivedMs);
            Q_EMIT statsAnswered(key, answer);
        });
    connect(&m_poller, &StatsPoller::failed, this, &GatewayController::noteFailure);
}

void GatewayController::start()
{
    if (!isConfigured())
        return;
    if (const Result<> usable = m_client.checkSettings(); !usable)
        noteFailure(usable.error().message, 0);
    else
        m_poller.start();
}

void GatewayController::watchKey(const QString &key)
{
    m_poller.selectKey(key);
}

QString GatewayController::healthNote() const
{
    if (!isConfigured())
        return {};
    if (!m_state.failure.isEmpty())
        return m_state.failure;
    return m_state.latencyMs ? m_client.healthNote(*m_state.latencyMs) : QString();
}

void GatewayController::noteAnswer(qint64 receivedMs)
{
    m_lastAnswerMs = receivedMs;
    m_state.failure.clear();
    m_state.staleSinceMs = 0;
    m_state.retryAtMs = 0;
    Q_EMIT stateChanged();
}

void GatewayController::noteFailure(const QString &message, qint64 retryInMs)
{
    m_state.failure = message;
    m_state.staleSinceMs = m_lastAnswerMs;
    m_state.retryAtMs = retryInMs > 0 ? m_clock.nowMs() + retryInMs : 0;
    Q_EMIT stateChanged();
}

} // namespace keydeck
