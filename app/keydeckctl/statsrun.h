// Asks the gateway for several keys, one after the other.
#pragma once

#include "core/gateway/statsclient.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>

namespace keydeck {

/// One request in flight and at least gapMs between two, so that the gateway's own requests never
/// wait for us; over at the first request that gets no answer, or one that the gateway does not
/// mean (500, or a stranger's 404).
///
/// Thread: the one it lives in, which needs an event loop. Outlives no client.
class StatsRun final : public QObject
{
    Q_OBJECT

public:
    static constexpr int DefaultGapMs = 1000;

    struct Plan
    {
        bool health = false; ///< ask for it first
        QStringList keys;
        int gapMs = DefaultGapMs;
    };

    StatsRun(StatsClient &client, Plan plan, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void healthAnswered(const keydeck::HealthAnswer &answer);
    /// index is that of the key in the plan.
    void statsAnswered(qsizetype index, const keydeck::StatsAnswer &answer);
    /// After the last answer.
    void finished();
    /// At the first request without an answer, or after one that was not meant; nothing follows.
    void failed(const keydeck::Error &error);

private:
    void askHealth();
    void askStats();
    void goOn();
    [[nodiscard]] Error refused(int httpStatus) const;

    StatsClient &m_client;
    Plan m_plan;
    qsizetype m_next = 0;
};

} // namespace keydeck
