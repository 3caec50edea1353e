// A server that speaks TLS, with one of the certificates of tests/data/tls.
#pragma once

#include <QList>
#include <QTcpServer>

#include <memory>

namespace keydeck::test {

/// For RawServer. Offers what the client may choose from by ALPN, such as "h2".
[[nodiscard]] std::unique_ptr<QTcpServer> tlsListener(
    const QString &certificate, const QList<QByteArray> &protocols = {});

/// The certificate that tells of the authority behind them.
[[nodiscard]] QString testCaFile();

} // namespace keydeck::test
