#include "ui/profiles/connectiontest.h"

#include "core/base/whendone.h"

namespace keydeck {

ConnectionTest::ConnectionTest(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{ }

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(const GatewaySettings &gateway)
{
    m_client = std::make_unique<StatsClient>(gateway, m_clock);
    whenDone(m_client->health(), m_client.get(), [this](const Result<HealthAnswer> &answer) {
        if (answer)
            Q_EMIT finished(
                true, tr("%1 answered in %2 ms.").arg(m_client->name()).arg(answer->latencyMs));
        else
            Q_EMIT finished(false, answer.error().message);
    });
}

} // namespace keydeck
