// The gateway, small: for people who want to see Keydeck move, and for tests.
#pragma once

#include "core/rules/keystatus.h"
#include "core/store/keystore.h"

#include <QHttpServer>
#include <QObject>
#include <QUrl>

namespace keydeck {

/// Serves the gateway's contract on loopback over a store: /health, /stats, /cache-stats and
/// POST /v1/chat/completions, which answers something canned and books its tokens through
/// KeyStore::updateApiKeyUsage. Every decision about a key is the core's own rule, so the demo
/// proves the core end to end.
///
/// Answers are the gateway's: 401, 403, 429 (with Retry-After when it is not 0), and 500 when the
/// lock could not be had or the gateway would throw; 404 and 405 for everything else.
///
/// Thread: the one it lives in, which needs an event loop. A request blocks it for as long as the
/// store's lock takes (the gateway's 450 ms, if the store was made with LockPatience::gateway()),
/// so beside a window it belongs on a thread of its own (demogatewaythread.h).
class DemoGateway final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        quint16 port = 0; ///< 0: any that is free
        QString defaultModel = QString::fromUtf16(DefaultModel);
    };

    /// The store and the clock outlive it.
    DemoGateway(KeyStore &store, const Clock &clock, QObject *parent = nullptr);
    DemoGateway(
        KeyStore &store, const Clock &clock, const Settings &settings, QObject *parent = nullptr);

    /// Listens on 127.0.0.1 and returns the port. Call it once, on its own thread.
    [[nodiscard]] Result<quint16> start();

private:
    struct Answer
    {
        int status = 200;
        QByteArray body;
        qint64 retryAfterS = 0; ///< 0: no such header
    };
    using Handler = Answer (DemoGateway::*)(const ApiKey &, const QHttpServerRequest &);

    void addRoutes();
    [[nodiscard]] QHttpServerResponse answerFor(const QHttpServerRequest &request, Handler handler);
    [[nodiscard]] Answer authenticated(const QHttpServerRequest &request, Handler handler);
    [[nodiscard]] Answer stats(const ApiKey &key, const QHttpServerRequest &request);
    [[nodiscard]] Answer cacheStats(const ApiKey &key, const QHttpServerRequest &request);
    [[nodiscard]] Answer complete(const ApiKey &key, const QHttpServerRequest &request);
    [[nodiscard]] QString modelOf(const ApiKey &key) const;

    KeyStore &m_store;
    const Clock &m_clock;
    Settings m_settings;
    QHttpServer *m_server; ///< a child, so that it follows to another thread
};

} // namespace keydeck
