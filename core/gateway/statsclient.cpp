#include "core/gateway/statsclient.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QPromise>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int MaximumRedirects = 5;

bool isLoopback(const QUrl &url)
{
    const QString host = url.host().toLower();
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1)
        || QHostAddress(host).isLoopback();
}

/// Only what Latin-1 holds, and no control character: a line break would end the header.
bool fitsHeader(const QString &key)
{
    return std::all_of(key.cbegin(), key.cend(),
        [](QChar c) { return c.unicode() <= 0xff && c.category() != QChar::Other_Control; });
}

/// Twice: in the bytes, before the text is cut to length, and in the text, for one that was
/// escaped.
QString errorTextWithout(const QString &key, QByteArray body)
{
    const QString mask = maskedKey(key);
    body.replace(key.toUtf8(), mask.toUtf8());
    return decodeErrorText(body).replace(key, mask);
}

template <typename T>
QFuture<Result<T>> readyFailure(Error error)
{
    return QtFuture::makeReadyFuture(Result<T>(tl::make_unexpected(std::move(error))));
}

/// A promise that its exchange keeps: dropped unfulfilled, it cancels the future.
template <typename T>
std::shared_ptr<QPromise<Result<T>>> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

} // namespace

StatsClient::StatsClient(GatewaySettings settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(clock)
{
    m_network.setRedirectPolicy(QNetworkRequest::SameOriginRedirectPolicy);
    if (isLoopback(m_settings.baseUrl))
        m_network.setProxy(QNetworkProxy::NoProxy);
}

StatsClient::~StatsClient() = default;

Result<> StatsClient::checkUrl() const
{
    const QUrl &url = m_settings.baseUrl;
    if (url.isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"There is no gateway address. Enter one such as http://127.0.0.1:3000."_s);
    const bool http = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !http || url.host().isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"The gateway address is not an http or https URL. Enter one such as "
            "http://127.0.0.1:3000."_s);
    if (!url.userInfo().isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"%1 is addressed with a user name or password, which would end up in logs. Enter the "
            "address without."_s.arg(gatewayName()));
    return {};
}

Result<> StatsClient::checkSettings() const
{
    if (auto url = checkUrl(); !url)
        return url;
    const QUrl &url = m_settings.baseUrl;
    if (url.scheme() == "http"_L1 && !isLoopback(url) && !m_settings.allowPlainHttp)
        return failure(ErrorCode::InvalidInput,
            u"%1 would be sent API keys unencrypted over the network. Use https, or allow plain "
            "http for it."_s.arg(gatewayName()));
    return {};
}

QString StatsClient::gatewayName() const
{
    const QUrl url = m_settings.baseUrl.adjusted(
        QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    return u"The gateway at "_s + displayText(url.toDisplayString());
}

QString StatsClient::healthNote(qint64 latencyMs) const
{
    return u"%1 is running: it answered /health, which takes no lock, in %2 ms."_s.arg(
        gatewayName(), QString::number(latencyMs));
}

QNetworkRequest StatsClient::request(const QString &endpoint) const
{
    QUrl url = m_settings.baseUrl.adjusted(
        QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    const QString prefix = url.path(QUrl::FullyEncoded);
    url.setPath((prefix == "/"_L1 ? QString() : prefix) + u'/' + endpoint, QUrl::StrictMode);

    QNetworkRequest request(url);
    request.setMaximumRedirectsAllowed(MaximumRedirects);
    request.setAttribute(
        QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // Uncompressed, so that the cap on the body is one on what we hold.
    request.setRawHeader("Accept-Encoding"_ba, "identity"_ba);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Keydeck/" KEYDECK_VERSION));
    request.setRawHeader("Accept"_ba, "application/json"_ba);
    return request;
}

void StatsClient::get(const QNetworkRequest &request, HttpExchange::Done done)
{
    new HttpExchange(m_network.get(request), {m_settings.deadlineMs, m_settings.maximumBodyBytes},
        gatewayName(), std::move(done), this);
}

QFuture<Result<StatsAnswer>> StatsClient::stats(const QString &key)
{
    if (auto settings = checkSettings(); !settings)
        return readyFailure<StatsAnswer>(settings.error());
    if (key.isEmpty() || !fitsHeader(key))
        return readyFailure<StatsAnswer>({ErrorCode::InvalidInput,
            u"This key is empty or has characters that no HTTP header can carry, so that no client "
            "can use it. Rotate it."_s});

    QNetworkRequest question = request(u"stats"_s);
    question.setRawHeader("Authorization"_ba, "Bearer "_ba + key.toLatin1());
    const auto promise = startedPromise<StatsAnswer>();
    get(question, [this, promise, key](const Result<HttpAnswer> &answer) {
        promise->addResult(
            answer.and_then([&](const HttpAnswer &a) { return statsAnswer(a, key); }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<HealthAnswer>> StatsClient::health()
{
    if (auto url = checkUrl(); !url)
        return readyFailure<HealthAnswer>(url.error());

    const auto promise = startedPromise<HealthAnswer>();
    get(request(u"health"_s), [this, promise](const Result<HttpAnswer> &answer) {
        promise->addResult(answer.and_then([&](const HttpAnswer &a) { return healthAnswer(a); }));
        promise->finish();
    });
    return promise->future();
}

Error StatsClient::notAGateway(const Error &reason) const
{
    return {ErrorCode::Failed,
        u"%1 did not answer as a gateway does. %2 Is this the gateway's address?"_s.arg(
            gatewayName(), reason.message)};
}

Result<StatsAnswer> StatsClient::statsAnswer(const HttpAnswer &answer, const QString &key) const
{
    StatsAnswer result;
    result.httpStatus = answer.status;
    result.latencyMs = answer.latencyMs;
    result.receivedMs = m_clock.nowMs();
    result.retryAfterS = answer.retryAfterS;
    if (answer.status != 200) {
        result.message = errorTextWithout(key, answer.body);
        return result;
    }
    auto sample = decodeStats(answer.body);
    if (!sample)
        return tl::make_unexpected(notAGateway(sample.error()));
    result.sample = *sample;
    return result;
}

Result<HealthAnswer> StatsClient::healthAnswer(const HttpAnswer &answer) const
{
    if (answer.status != 200) {
        return failure(ErrorCode::Failed,
            u"%1 answered /health with status %2. Look at its log."_s.arg(gatewayName())
                .arg(answer.status));
    }
    const auto sample = decodeHealth(answer.body);
    if (!sample)
        return tl::make_unexpected(notAGateway(sample.error()));
    return HealthAnswer{*sample, answer.latencyMs, m_clock.nowMs()};
}

} // namespace keydeck
