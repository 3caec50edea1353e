// Asks the gateway, without ever harming it or giving a key away.
#pragma once

#include "core/base/clock.h"
#include "core/gateway/httpexchange.h"
#include "core/gateway/statscodec.h"

#include <QFuture>
#include <QNetworkAccessManager>
#include <QUrl>

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

struct HealthAnswer
{
    HealthSample sample;
    qint64 latencyMs = 0;
    qint64 receivedMs = 0;
};

struct GatewaySettings
{
    QUrl baseUrl; ///< http or https; a path is a prefix: "http://host/gateway"
    int deadlineMs = 10'000; ///< for a whole request, a body that trickles included
    qint64 maximumBodyBytes = 1024 * 1024;
    /// A key goes over plain http to loopback only, unless the person said yes.
    bool allowPlainHttp = false;
};

/// The key travels in a header and nowhere else: never in a URL, an error, or a log. Redirects are
/// followed within the origin only. TLS errors end the request. No cookies, no cache, no HTTP/2.
/// Loopback is asked without a proxy.
///
/// Thread: the one it lives in, which needs an event loop. Destroying it cancels what is under way:
/// those futures are cancelled and have no result, and their continuations do not run.
class StatsClient final : public QObject
{
    Q_OBJECT

public:
    StatsClient(GatewaySettings settings, const Clock &clock, QObject *parent = nullptr);
    ~StatsClient() override;

    [[nodiscard]] const GatewaySettings &settings() const { return m_settings; }

    /// "The gateway at http://127.0.0.1:3000": how sentences begin, without user or query.
    [[nodiscard]] QString gatewayName() const;

    /// What an answer to /health tells about a lock that somebody holds: one sentence.
    [[nodiscard]] QString healthNote(qint64 latencyMs) const;

    /// Why this gateway must not be sent a key as configured (no URL, not http, a user or password
    /// in the URL, plain http to elsewhere).
    [[nodiscard]] Result<> checkSettings() const;

    /// Sends nothing and fails with InvalidInput when checkSettings() does, or when the key is
    /// empty or cannot stand in a header.
    [[nodiscard]] QFuture<Result<StatsAnswer>> stats(const QString &key);
    /// Carries no key, so plain http is no obstacle. Any status but 200 is an Error.
    [[nodiscard]] QFuture<Result<HealthAnswer>> health();

private:
    [[nodiscard]] Result<> checkUrl() const;
    [[nodiscard]] QNetworkRequest request(const QString &endpoint) const;
    void get(const QNetworkRequest &request, HttpExchange::Done done);
    [[nodiscard]] Error notAGateway(const Error &reason) const;
    [[nodiscard]] Result<StatsAnswer> statsAnswer(
        const HttpAnswer &answer, const QString &key) const;
    [[nodiscard]] Result<HealthAnswer> healthAnswer(const HttpAnswer &answer) const;

    GatewaySettings m_settings;
    const Clock &m_clock;
    QNetworkAccessManager m_network;
};

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::StatsAnswer)
Q_DECLARE_METATYPE(keydeck::HealthAnswer)
