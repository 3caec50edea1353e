#include "tests/support/tlslistener.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

QString pathOf(const QString &name)
{
    return QStringLiteral(KEYDECK_TEST_DATA "/tls/") + name;
}

QByteArray contentOf(const QString &name)
{
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

} // namespace

std::unique_ptr<QTcpServer> tlsListener(
    const QString &certificate, const QList<QByteArray> &protocols)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(contentOf(certificate)));
    tls.setPrivateKey(QSslKey(contentOf(u"test-only.key"_s), QSsl::Ec));
    tls.setAllowedNextProtocols(protocols);
    if (tls.localCertificate().isNull() || tls.privateKey().isNull())
        qFatal("cannot use %s", qPrintable(certificate));
    auto listener = std::make_unique<QSslServer>();
    listener->setSslConfiguration(tls);
    return listener;
}

QString testCaFile()
{
    return pathOf(u"test-ca.crt"_s);
}

} // namespace keydeck::test
