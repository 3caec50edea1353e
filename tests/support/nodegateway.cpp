#include "tests/support/nodegateway.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace keydeck::test {

NodeGateway::NodeGateway(const QString &storePath, const QString &build)
    : NodeGateway(storePath, Options{.build = build})
{ }

NodeGateway::NodeGateway(const QString &storePath, const Options &options)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DATA_FILE"_s, storePath);
    environment.insert(u"GATEWAY_BUILD"_s, options.build);
    environment.insert(u"CACHE_TTL_MS"_s, QString::number(options.ttlMs));
    environment.insert(u"PORT"_s, QString::number(options.port));
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"node"_s, {QStringLiteral(KEYDECK_TEST_SUPPORT "/gateway.mjs")});
    while (!m_process.canReadLine() && m_process.waitForReadyRead()) { }
    m_port = QJsonDocument::fromJson(m_process.readLine())[u"port"_s].toInt();
    if (m_port == 0)
        QTest::qFail("the gateway did not start", __FILE__, __LINE__);
}

NodeGateway::~NodeGateway()
{
    m_process.terminate();
    if (!m_process.waitForFinished())
        m_process.kill();
}

QString NodeGateway::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_port);
}

} // namespace keydeck::test
