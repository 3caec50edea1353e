// Requests as a client of the gateway makes them.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QPair>

namespace keydeck::test {

struct HttpResult
{
    int status = 0;
    QByteArray body;
    QByteArray retryAfter;
    QByteArray contentType;

    [[nodiscard]] QJsonObject json() const;
};

class HttpClient final
{
public:
    using Headers = QList<QPair<QByteArray, QByteArray>>;

    /// Under way; hand it to take(), which deletes it.
    [[nodiscard]] QNetworkReply *send(const QByteArray &verb, const QUrl &url,
        const Headers &headers = {}, const QByteArray &body = {});
    /// POST /v1/chat/completions
    [[nodiscard]] QNetworkReply *sendCompletion(
        const QUrl &gateway, const QString &key, int maxTokens);

    /// The answer once it is there; a failure of the running test after 10 s.
    [[nodiscard]] HttpResult take(QNetworkReply *reply);

    [[nodiscard]] HttpResult get(const QUrl &url, const Headers &headers = {});
    [[nodiscard]] HttpResult complete(const QUrl &gateway, const QString &key, int maxTokens);

private:
    QNetworkAccessManager m_network;
};

/// Authorization: Bearer key
[[nodiscard]] HttpClient::Headers bearer(const QString &key);

} // namespace keydeck::test
