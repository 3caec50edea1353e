#include "tests/support/httpclient.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace keydeck::test {

QJsonObject HttpResult::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QNetworkReply *HttpClient::send(
    const QByteArray &verb, const QUrl &url, const Headers &headers, const QByteArray &body)
{
    QNetworkRequest request(url);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_ba);
    return m_network.sendCustomRequest(request, verb, body);
}

QNetworkReply *HttpClient::sendCompletion(const QUrl &gateway, const QString &key, int maxTokens)
{
    return send("POST"_ba, gateway.resolved(QUrl(u"/v1/chat/completions"_s)), bearer(key),
        "{\"max_tokens\":"_ba + QByteArray::number(maxTokens) + '}');
}

HttpResult HttpClient::take(QNetworkReply *reply)
{
    const std::unique_ptr<QNetworkReply> owned(reply);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 10'000); }();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
        reply->rawHeader("Retry-After"),
        reply->header(QNetworkRequest::ContentTypeHeader).toByteArray()};
}

HttpResult HttpClient::get(const QUrl &url, const Headers &headers)
{
    return take(send("GET"_ba, url, headers));
}

HttpResult HttpClient::complete(const QUrl &gateway, const QString &key, int maxTokens)
{
    return take(sendCompletion(gateway, key, maxTokens));
}

HttpClient::Headers bearer(const QString &key)
{
    return {{"Authorization"_ba, "Bearer "_ba + key.toLatin1()}};
}

} // namespace keydeck::test
