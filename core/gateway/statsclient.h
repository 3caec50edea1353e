// Asks the gateway, without ever harming it or giving a key away.
#pragma once

#include "core/base/clock.h"
#include "core/gateway/gatewaysettings.h"
#include "core/gateway/httpexchange.h"
#include "core/gateway/statscodec.h"

#include <QFuture>
#include <QSslCertificate>

namespace keydeck {

/// What became of one request. A complete answer with any status but 200 (the gateway's 401, 403,
/// 429 and 500, or something else's 404) is an answer; only what prevents one, or a 200 that is no
/// /stats, is an Error.
struct StatsAnswer
{
    int httpStatus = 0;
    std::optional<StatsSample> sample; ///< with 200
    QString message; ///< the gateway's words with any other status
    qint64 latencyMs = 0;
    qint64 receivedMs = 0; ///< wall clock, since 1970
    int retryAfterS = 0; ///< 0: not said
};

struct CacheAnswer
{
    int httpStatus = 0;
    std::optional<CacheSample> sample; ///< with 200, where it is one
};

struct HealthAnswer
{
    HealthSample sample;
    qint64 latencyMs = 0;
    qint64 receivedMs = 0;
};

/// The key travels in a header and nowhere else: never in a URL, an error, or a log. Redirects are
/// followed within the origin only. TLS errors end the request. No cookies, no cache, no HTTP/2.
/// Loopback is asked without a proxy. Whatever listens there, a request ends at its deadline and
/// costs a few times maximumBodyBytes at most.
///
/// Thread: the one it lives in, which needs an event loop. Destroying it cancels what is under way:
/// those futures are cancelled and have no result, and their continuations do not run.
class StatsClient final : public QObject
{
    Q_OBJECT

public:
    /// Reads the file of certificates: once.
    StatsClient(GatewaySettings settings, const Clock &clock, QObject *parent = nullptr);
    ~StatsClient() override;

    [[nodiscard]] const GatewaySettings &settings() const { return m_settings; }

    /// How sentences about it begin.
    [[nodiscard]] QString name() const { return gatewayName(m_settings.baseUrl); }

    /// What an answer to /health tells about a lock that somebody holds: one sentence.
    [[nodiscard]] QString healthNote(qint64 latencyMs) const;

    /// Why this gateway must not be sent a key as configured, or cannot be asked:
    /// checkGatewayForKeys(), and a file without a certificate.
    [[nodiscard]] Result<> checkSettings() const;

    /// Sends nothing and fails with InvalidInput when checkSettings() does, or when the key is
    /// empty or cannot stand in a header.
    [[nodiscard]] QFuture<Result<StatsAnswer>> stats(const QString &key);
    /// /cache-stats, which needs a key that the gateway accepts. As stats(), but that a 200 which
    /// is no such answer has no sample rather than being an Error: another program's page says the
    /// same as a 404.
    [[nodiscard]] QFuture<Result<CacheAnswer>> cacheStats(const QString &key);
    /// Carries no key, so plain http is no obstacle; all else that checkSettings() says is. Any
    /// status but 200 is an Error.
    [[nodiscard]] QFuture<Result<HealthAnswer>> health();

private:
    [[nodiscard]] Result<> checkWithoutKey() const;
    [[nodiscard]] Result<HttpQuestion> questionWithKey(const QString &endpoint, const QString &key);
    [[nodiscard]] HttpQuestion question(const QString &endpoint);
    void get(HttpQuestion question, HttpExchange::Done done);
    [[nodiscard]] Error notAGateway(const Error &reason) const;
    [[nodiscard]] Result<StatsAnswer> statsAnswer(
        const HttpAnswer &answer, const QString &key) const;
    [[nodiscard]] Result<HealthAnswer> healthAnswer(const HttpAnswer &answer) const;

    GatewaySettings m_settings;
    const Clock &m_clock;
    Result<QList<QSslCertificate>> m_certificates; ///< of the file
    QFuture<QSslConfiguration> m_tls; ///< asked for with the first question that takes it
};

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::StatsAnswer)
Q_DECLARE_METATYPE(keydeck::HealthAnswer)
