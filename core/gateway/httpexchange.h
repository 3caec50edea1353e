// One GET, bounded in time and size.
#pragma once

#include "core/base/result.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>

namespace keydeck {

/// A complete answer, whatever its status.
struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    int retryAfterS = 0; ///< 0: not said, or said as a date
    qint64 latencyMs = 0; ///< from the question to the last byte
};

struct HttpLimits
{
    int deadlineMs = 0; ///< for all of it: look-up, connection, headers, body
    qint64 maximumBodyBytes = 0;
};

/// Watches one reply until it is complete, fails, or exceeds a limit; then hands over the outcome,
/// once, and deletes itself and the reply. QNetworkRequest's own transfer timeout starts anew with
/// every byte, so it would wait for ever on a body that trickles.
///
/// Errors name the gateway by the given text and quote nothing that was sent or received.
/// Deleted early, it aborts the reply and hands over nothing.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<HttpAnswer>)>;

    HttpExchange(QNetworkReply *reply, const HttpLimits &limits, QString gateway, Done done,
        QObject *parent);
    ~HttpExchange() override;

private:
    void takeBody();
    void giveUp(const QString &why);
    void finish();
    [[nodiscard]] Result<HttpAnswer> outcome() const;
    [[nodiscard]] QString networkError() const;
    [[nodiscard]] QString redirectError() const;

    QPointer<QNetworkReply> m_reply;
    HttpLimits m_limits;
    QString m_gateway;
    Done m_done;
    QTimer m_deadline;
    QElapsedTimer m_elapsed;
    qint64 m_latencyMs = 0;
    QByteArray m_body;
    QString m_tlsError;
    QString m_gaveUp; ///< why we ended it ourselves
};

} // namespace keydeck
