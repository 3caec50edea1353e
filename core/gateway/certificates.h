// Whom a gateway's certificate may be signed by.
#pragma once

#include <QFuture>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <tl/expected.hpp>

namespace keydeck {

/// Those of a file in PEM form. What is wrong with it ends the sentence that tells of it: "could
/// not be read: there is no such file".
[[nodiscard]] tl::expected<QList<QSslCertificate>, QString> readCertificates(const QString &path);

/// Trusts these besides the system's. With some, that takes all of the system's, hundreds of files,
/// which are read on a thread of the global pool; with none, it is there at once.
[[nodiscard]] QFuture<QSslConfiguration> tlsTrusting(const QList<QSslCertificate> &certificates);

} // namespace keydeck
