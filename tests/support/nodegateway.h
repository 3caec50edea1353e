// The gateway of tests/support/gateway.mjs, running.
#pragma once

#include <QProcess>
#include <QString>

namespace keydeck::test {

/// Serves the store on a free loopback port until it is destroyed.
class NodeGateway final
{
public:
    struct Options
    {
        QString build = QStringLiteral("plain"); ///< or cached, batching
        int ttlMs = 300'000; ///< of its cache
        int port = 0; ///< 0: a free one
    };

    /// A failure of the running test when it does not start.
    explicit NodeGateway(const QString &storePath, const QString &build = QStringLiteral("plain"));
    NodeGateway(const QString &storePath, const Options &options);
    ~NodeGateway();

    [[nodiscard]] QString url() const;
    [[nodiscard]] int port() const { return m_port; }

private:
    QProcess m_process;
    int m_port = 0;
};

} // namespace keydeck::test
