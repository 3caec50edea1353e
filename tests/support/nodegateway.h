// The gateway of tests/support/gateway.mjs, running.
#pragma once

#include <QProcess>
#include <QString>

namespace keydeck::test {

/// Serves the store on a free loopback port until it is destroyed.
class NodeGateway final
{
public:
    /// build: plain, cached or batching. A failure of the running test when it does not start.
    explicit NodeGateway(const QString &storePath, const QString &build = QStringLiteral("plain"));
    ~NodeGateway();

    [[nodiscard]] QString url() const;

private:
    QProcess m_process;
    int m_port = 0;
};

} // namespace keydeck::test
