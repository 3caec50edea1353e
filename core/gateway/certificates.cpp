#include "core/gateway/certificates.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QSet>
#include <QThreadPool>

#include <memory>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MaximumBytes = 1024 * 1024; // all of the system's take 220 KB

} // namespace

tl::expected<QList<QSslCertificate>, QString> readCertificates(const QString &path)
{
    const auto because = [](const QString &reason) {
        return tl::make_unexpected(u"could not be read: "_s + reason);
    };
    const QFileInfo info(path);
    if (!info.exists())
        return because(u"there is no such file"_s);
    if (!info.isFile() || info.size() > MaximumBytes) // reading might not end
        return because(u"it is no small file"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return because(file.errorString());
    const QList<QSslCertificate> certificates = QSslCertificate::fromDevice(&file, QSsl::Pem);
    if (certificates.isEmpty())
        return tl::make_unexpected(u"holds no certificate in PEM form"_s);
    return certificates;
}

QFuture<QSslConfiguration> tlsTrusting(const QList<QSslCertificate> &certificates)
{
    if (certificates.isEmpty()) // OpenSSL looks for one of the system's when it needs it
        return QtFuture::makeReadyFuture(QSslConfiguration::defaultConfiguration());
    const auto promise = std::make_shared<QPromise<QSslConfiguration>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, certificates] {
        const QList<QSslCertificate> all = QSslConfiguration::systemCaCertificates() + certificates;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        // Debian's folder has each of them twice.
        tls.setCaCertificates(QSet<QSslCertificate>(all.cbegin(), all.cend()).values());
        promise->addResult(tls);
        promise->finish();
    });
    return promise->future();
}

} // namespace keydeck
