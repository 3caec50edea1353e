#include "app/keydeckctl/statsrun.h"

#include <QTimer>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// The gateway's own answers to /stats; any other is trouble, or not the gateway's.
bool isMeant(int httpStatus)
{
    return httpStatus == KeyAnswer::Ok || httpStatus == KeyAnswer::Unknown
        || httpStatus == KeyAnswer::Expired || httpStatus == KeyAnswer::Blocked;
}

} // namespace

StatsRun::StatsRun(StatsClient &client, Plan plan, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_plan(std::move(plan))
{ }

void StatsRun::start()
{
    if (m_plan.health)
        askHealth();
    else
        askStats();
}

void StatsRun::askHealth()
{
    m_client.health().then(this, [this](const Result<HealthAnswer> &answer) {
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        Q_EMIT healthAnswered(*answer);
        goOn();
    });
}

void StatsRun::askStats()
{
    if (m_next == m_plan.keys.size()) {
        Q_EMIT finished();
        return;
    }
    m_client.stats(m_plan.keys[m_next]).then(this, [this](const Result<StatsAnswer> &answer) {
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        Q_EMIT statsAnswered(m_next++, *answer);
        if (isMeant(answer->httpStatus))
            goOn();
        else
            Q_EMIT failed(refused(answer->httpStatus));
    });
}

Error StatsRun::refused(int httpStatus) const
{
    return {ErrorCode::Failed,
        u"The gateway at %1 answered with status %2 and is asked no more, so as not to burden it: "
        "look at its log, and whether this is its address."_s.arg(
            m_client.settings().baseUrl.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery),
            QString::number(httpStatus))};
}

void StatsRun::goOn()
{
    const bool last = m_next == m_plan.keys.size();
    QTimer::singleShot(last ? 0 : m_plan.gapMs, this, &StatsRun::askStats);
}

} // namespace keydeck
