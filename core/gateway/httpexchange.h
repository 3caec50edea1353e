// One GET, bounded in time and size.
#pragma once

#include "core/base/result.h"
#include "core/gateway/httpreader.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace keydeck {

struct HttpQuestion
{
    QUrl url; ///< http or https
    QByteArray headers; ///< besides Host and Connection: "Name: value\r\n" each
    QFuture<QSslConfiguration> tls; ///< for https
    bool avoidsProxy = false;
};

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
    int deadlineMs = 0; ///< for all of it: look-up, connection, redirects, headers, body
    qint64 maximumBodyBytes = 0;
};

/// Asks until the answer is complete, fails, or exceeds a limit; then hands over the outcome, once,
/// and deletes itself. Redirects are followed within the origin only, and a few of them. Each
/// request has a connection of its own: a gateway is asked every few seconds at most, about as long
/// as servers keep one, and none is closed under a question that way. Heads are bounded, too.
///
/// Errors name the gateway by the given text and quote nothing that was sent or received, but for
/// the origin of a redirect. Deleted early, it closes the connection and hands over nothing.
///
/// Thread: the one it lives in, which needs an event loop and does all of the work.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<HttpAnswer>)>;

    HttpExchange(HttpQuestion question, const HttpLimits &limits, QString gateway, Done done,
        QObject *parent);
    ~HttpExchange() override;

private:
    void connectToServer();
    void connectEncrypted(const QSslConfiguration &tls);
    void prepare(QTcpSocket *socket);
    void dropConnection();
    void ask();
    void takeBytes();
    void takeRest();
    void lookAtResponse();
    void follow();
    void networkFailed(QAbstractSocket::SocketError error);
    void fail(const QString &why);
    void end(const Result<HttpAnswer> &outcome);
    [[nodiscard]] HttpReader newReader() const;
    [[nodiscard]] QString faultText() const;
    [[nodiscard]] QString networkText(QAbstractSocket::SocketError error) const;
    [[nodiscard]] QString redirectText(const QUrl &target) const;

    HttpQuestion m_question;
    HttpLimits m_limits;
    QString m_gateway;
    Done m_done;
    QTimer m_deadline;
    QElapsedTimer m_elapsed;
    QTcpSocket *m_socket = nullptr; ///< ours; nullptr: none yet, or any more
    HttpReader m_reader;
    int m_redirects = 0;
    bool m_ended = false;
    QString m_tlsError;
};

} // namespace keydeck
