#include "core/gateway/httpexchange.h"

#include "core/base/format.h"

#include <QLocale>
#include <QMetaEnum>
#include <QSslError>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString seconds(int ms)
{
    return ms % 1000 == 0 ? u"%1 s"_s.arg(ms / 1000) : u"%1 ms"_s.arg(ms);
}

int retryAfterSeconds(const QByteArray &header)
{
    bool ok = false;
    const qlonglong value = header.trimmed().toLongLong(&ok);
    return ok ? int(std::clamp<qlonglong>(value, 0, std::numeric_limits<int>::max())) : 0;
}

/// Below 100 are the failures of the network, 101 to 199 the proxy's: nothing of the gateway's.
/// Above, a status of 400 or more has become an "error" of a complete answer.
bool isAnswer(QNetworkReply::NetworkError error, int status)
{
    if (error == QNetworkReply::NoError)
        return status > 0;
    return error > QNetworkReply::UnknownProxyError && status >= 400;
}

} // namespace

HttpExchange::HttpExchange(
    QNetworkReply *reply, const HttpLimits &limits, QString gateway, Done done, QObject *parent)
    : QObject(parent)
    , m_reply(reply)
    , m_limits(limits)
    , m_gateway(std::move(gateway))
    , m_done(std::move(done))
{
    m_elapsed.start();
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        giveUp(u"%1 did not finish answering within %2. Is it overloaded, or is something else "
               "listening there?"_s.arg(m_gateway, seconds(m_limits.deadlineMs)));
    });
    m_deadline.start(m_limits.deadlineMs);

    connect(reply, &QNetworkReply::readyRead, this, &HttpExchange::takeBody);
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_tlsError = errors.isEmpty() ? QString() : errors.constFirst().errorString();
    });
    connect(reply, &QNetworkReply::finished, this, [this] { m_latencyMs = m_elapsed.elapsed(); });
    // Queued: whoever takes the outcome may delete all of us, which must not happen inside the
    // reply's own signal.
    connect(reply, &QNetworkReply::finished, this, &HttpExchange::finish, Qt::QueuedConnection);
}

HttpExchange::~HttpExchange()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpExchange::takeBody()
{
    m_body += m_reply->read(m_limits.maximumBodyBytes + 1 - m_body.size());
    if (m_body.size() > m_limits.maximumBodyBytes) {
        giveUp(u"%1 sent more than %2, which is no answer of a gateway. Is this the gateway's "
               "address?"_s.arg(
                   m_gateway, QLocale::c().formattedDataSize(m_limits.maximumBodyBytes, 0)));
    }
}

void HttpExchange::giveUp(const QString &why)
{
    if (!m_gaveUp.isEmpty() || m_reply->isFinished())
        return;
    m_gaveUp = why;
    m_reply->abort();
}

void HttpExchange::finish()
{
    m_deadline.stop();
    if (m_gaveUp.isEmpty())
        takeBody();
    const Result<HttpAnswer> result = outcome();
    const Done done = std::move(m_done);
    deleteLater();
    done(result); // may delete this
}

Result<HttpAnswer> HttpExchange::outcome() const
{
    if (!m_gaveUp.isEmpty())
        return failure(ErrorCode::Failed, m_gaveUp);
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (!isAnswer(m_reply->error(), status))
        return failure(ErrorCode::Failed, networkError());
    return HttpAnswer{
        status, m_body, retryAfterSeconds(m_reply->rawHeader("Retry-After"_ba)), m_latencyMs};
}

QString HttpExchange::networkError() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 300 && status < 400)
        return redirectError();
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
        return u"%1 could not be reached: connection refused. Is it running?"_s.arg(m_gateway);
    case QNetworkReply::HostNotFoundError:
        return u"%1 could not be reached: there is no host of that name. Check the address."_s.arg(
            m_gateway);
    case QNetworkReply::RemoteHostClosedError:
        return u"%1 closed the connection without a complete HTTP answer. Is this the gateway's "
               "address?"_s.arg(m_gateway);
    case QNetworkReply::SslHandshakeFailedError:
        return u"%1 could not be trusted, and nothing was sent to it: %2. Check its address and "
               "its certificate."_s.arg(
                   m_gateway, m_tlsError.isEmpty() ? u"the TLS handshake failed"_s : m_tlsError);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return u"%1 could not be reached through the system's proxy. Check the proxy, or let it "
               "leave this host out."_s.arg(m_gateway);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return u"%1 answered something that is not HTTP. Is this the gateway's address?"_s.arg(
            m_gateway);
    default:
        // Not errorString(): it may quote the answer.
        return u"%1 could not be asked: %2. Check the network and the address."_s.arg(m_gateway,
            QString::fromLatin1(
                QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(m_reply->error())));
    }
}

QString HttpExchange::redirectError() const
{
    if (m_reply->error() == QNetworkReply::TooManyRedirectsError) {
        return u"%1 redirected again and again without an answer. Is this the gateway's "
               "address?"_s.arg(m_gateway);
    }
    const QByteArray location = m_reply->rawHeader("Location"_ba);
    if (location.isEmpty()) {
        return u"%1 redirected without saying where to. Is this the gateway's address?"_s.arg(
            m_gateway);
    }
    const QUrl origin = m_reply->url()
                            .resolved(QUrl::fromEncoded(location))
                            .adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery
                                | QUrl::RemoveFragment);
    return u"%1 redirected to %2, which was not followed and was told nothing. If the gateway "
           "moved, enter its new address."_s.arg(m_gateway, displayText(origin.toDisplayString()));
}

} // namespace keydeck
