// Asks the gateway, without ever harming it or giving a key away.
#pragma once

#include "core/base/clock.h"
#include "core/gateway/statscodec.h"

#include <QFuture>
#include <QNetworkAccessManager>
#include <QUrl>

namespace keydeck {

/// What became of one request. An answer with a status that the gateway means (401, 403, 429) is an
/// answer; only what prevents one is an Error.
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
    QUrl baseUrl; ///< http or https
    int deadlineMs = 10'000; ///< for a whole request, a body that trickles included
    qint64 maximumBodyBytes = 1024 * 1024;
    /// A key goes over plain http to loopback only, unless the person said yes.
    bool allowPlainHttp = false;
};

/// The key travels in a header and nowhere else: never in a URL, an error, or a log. Redirects are
/// followed within the origin only. TLS errors end the request.
///
/// Thread: the one it lives in, which needs an event loop. Destroying it cancels what is under way.
class StatsClient final : public QObject
{
    Q_OBJECT

public:
    StatsClient(GatewaySettings settings, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const GatewaySettings &settings() const { return m_settings; }

    /// Why this gateway cannot be asked as configured (no URL, not http, plain http to elsewhere).
    [[nodiscard]] Result<> checkSettings() const;

    [[nodiscard]] QFuture<Result<StatsAnswer>> stats(const QString &key);
    [[nodiscard]] QFuture<Result<HealthAnswer>> health();

private:
    GatewaySettings m_settings;
    const Clock &m_clock;
    QNetworkAccessManager m_network;
};

} // namespace keydeck
