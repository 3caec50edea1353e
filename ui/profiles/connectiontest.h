#pragma once

#include "core/gateway/statsclient.h"

#include <QObject>

#include <memory>

namespace keydeck {

/// Asks a gateway's /health, which takes no key, and says in one sentence how that went.
///
/// Thread: the GUI's. One question at a time: a new one drops the last.
class ConnectionTest final : public QObject
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    explicit ConnectionTest(const Clock &clock, QObject *parent = nullptr);
    ~ConnectionTest() override;

    void start(const GatewaySettings &gateway);

Q_SIGNALS:
    void finished(bool answered, const QString &sentence);

private:
    const Clock &m_clock;
    std::unique_ptr<StatsClient> m_client;
};

} // namespace keydeck
