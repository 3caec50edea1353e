#include "core/gateway/statsclient.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/gateway/certificates.h"

#include <QPromise>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

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
    if (m_settings.caCertificateFile.isEmpty())
        return;
    m_certificates
        = readCertificates(m_settings.caCertificateFile).map_error([&](const QString &why) {
              return Error{ErrorCode::InvalidInput,
                  u"%1 cannot be asked, for its certificate file %2 %3. Choose another, or none."_s
                      .arg(name(), displayText(m_settings.caCertificateFile), why)};
          });
}

StatsClient::~StatsClient() = default;

Result<> StatsClient::checkWithoutKey() const
{
    return checkGateway(m_settings).and_then([this] {
        return m_certificates.map([](const auto &) {});
    });
}

Result<> StatsClient::checkSettings() const
{
    return checkGatewayForKeys(m_settings).and_then([this] { return checkWithoutKey(); });
}

QString StatsClient::healthNote(qint64 latencyMs) const
{
    return u"%1 is running: it answered /health, which takes no lock, in %2 ms."_s.arg(
        name(), QString::number(latencyMs));
}

HttpQuestion StatsClient::question(const QString &endpoint)
{
    HttpQuestion question;
    question.url = m_settings.baseUrl.adjusted(
        QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    const QString prefix = question.url.path(QUrl::FullyEncoded);
    question.url.setPath(
        (prefix == "/"_L1 ? QString() : prefix) + u'/' + endpoint, QUrl::StrictMode);
    // Uncompressed, so that the cap on the body is one on what we hold.
    question.headers = "Accept: application/json\r\nAccept-Encoding: identity\r\n"
                       "User-Agent: Keydeck/" KEYDECK_VERSION "\r\n"_ba;
    question.avoidsProxy = isLoopback(question.url);
    if (question.url.scheme() == "https"_L1) {
        if (!m_tls.isValid())
            m_tls = tlsTrusting(m_certificates.value_or(QList<QSslCertificate>()));
        question.tls = m_tls;
    }
    return question;
}

void StatsClient::get(HttpQuestion question, HttpExchange::Done done)
{
    new HttpExchange(std::move(question), {m_settings.deadlineMs, m_settings.maximumBodyBytes},
        name(), std::move(done), this);
}

Result<HttpQuestion> StatsClient::questionWithKey(const QString &endpoint, const QString &key)
{
    if (auto settings = checkSettings(); !settings)
        return tl::make_unexpected(settings.error());
    if (key.isEmpty() || !fitsHeader(key)) {
        return failure(ErrorCode::InvalidInput,
            u"This key is empty or has characters that no HTTP header can carry, so that no client "
            "can use it. Rotate it."_s);
    }
    HttpQuestion asked = question(endpoint);
    asked.headers += "Authorization: Bearer "_ba + key.toLatin1() + "\r\n"_ba;
    return asked;
}

QFuture<Result<StatsAnswer>> StatsClient::stats(const QString &key)
{
    const Result<HttpQuestion> asked = questionWithKey(u"stats"_s, key);
    if (!asked)
        return readyFailure<StatsAnswer>(asked.error());
    const auto promise = startedPromise<StatsAnswer>();
    get(*asked, [this, promise, key](const Result<HttpAnswer> &answer) {
        promise->addResult(
            answer.and_then([&](const HttpAnswer &a) { return statsAnswer(a, key); }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<CacheAnswer>> StatsClient::cacheStats(const QString &key)
{
    const Result<HttpQuestion> asked = questionWithKey(u"cache-stats"_s, key);
    if (!asked)
        return readyFailure<CacheAnswer>(asked.error());
    const auto promise = startedPromise<CacheAnswer>();
    get(*asked, [promise](const Result<HttpAnswer> &answer) {
        promise->addResult(answer.map([](const HttpAnswer &a) {
            CacheAnswer result{a.status, {}};
            if (const auto sample = decodeCacheStats(a.body); a.status == 200 && sample)
                result.sample = *sample;
            return result;
        }));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<HealthAnswer>> StatsClient::health()
{
    if (auto usable = checkWithoutKey(); !usable)
        return readyFailure<HealthAnswer>(usable.error());

    const auto promise = startedPromise<HealthAnswer>();
    get(question(u"health"_s), [this, promise](const Result<HttpAnswer> &answer) {
        promise->addResult(answer.and_then([&](const HttpAnswer &a) { return healthAnswer(a); }));
        promise->finish();
    });
    return promise->future();
}

Error StatsClient::notAGateway(const Error &reason) const
{
    return {ErrorCode::Failed,
        u"%1 did not answer as a gateway does. %2 Is this the gateway's address?"_s.arg(
            name(), reason.message)};
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
            u"%1 answered /health with status %2. Look at its log."_s.arg(name()).arg(
                answer.status));
    }
    const auto sample = decodeHealth(answer.body);
    if (!sample)
        return tl::make_unexpected(notAGateway(sample.error()));
    return HealthAnswer{*sample, answer.latencyMs, m_clock.nowMs()};
}

} // namespace keydeck
