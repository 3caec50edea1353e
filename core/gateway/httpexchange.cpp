#include "core/gateway/httpexchange.h"

#include "core/base/format.h"
#include "core/base/whendone.h"

#include <QLocale>
#include <QMetaEnum>
#include <QNetworkProxy>
#include <QSslError>
#include <QSslSocket>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int MaximumRedirects = 5;
constexpr qsizetype MaximumHeadBytes = 64 * 1024; // a gateway's has a few hundred
constexpr qint64 ReadBytes = 64 * 1024; // at a time
constexpr qsizetype MaximumOriginCharacters = 80;

QString seconds(int ms)
{
    return ms % 1000 == 0 ? u"%1 s"_s.arg(ms / 1000) : u"%1 ms"_s.arg(ms);
}

int retryAfterSeconds(const QByteArray &header)
{
    const bool isNumber = !header.isEmpty()
        && std::all_of(header.begin(), header.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isNumber)
        return 0;
    bool ok = false;
    const qlonglong value = header.toLongLong(&ok);
    constexpr qlonglong Most = std::numeric_limits<int>::max();
    return int(ok ? std::min(value, Most) : Most);
}

bool isHttps(const QUrl &url)
{
    return url.scheme() == "https"_L1;
}

quint16 portOf(const QUrl &url)
{
    return quint16(url.port(isHttps(url) ? 443 : 80));
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

QByteArray requestFor(const HttpQuestion &question)
{
    const QUrl url = question.url.adjusted(QUrl::RemoveUserInfo);
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/"_ba;
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return "GET "_ba + target + " HTTP/1.1\r\nHost: "_ba
        + url.authority(QUrl::FullyEncoded).toLatin1() + "\r\nConnection: close\r\n"_ba
        + question.headers + "\r\n"_ba;
}

} // namespace

HttpExchange::HttpExchange(
    HttpQuestion question, const HttpLimits &limits, QString gateway, Done done, QObject *parent)
    : QObject(parent)
    , m_question(std::move(question))
    , m_limits(limits)
    , m_gateway(std::move(gateway))
    , m_done(std::move(done))
    , m_reader(newReader())
{
    m_elapsed.start();
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(u"%1 did not finish answering within %2. Is it overloaded, or is something else "
             "listening there?"_s.arg(m_gateway, seconds(m_limits.deadlineMs)));
    });
    m_deadline.start(m_limits.deadlineMs);
    connectToServer();
}

HttpExchange::~HttpExchange()
{
    if (m_socket)
        m_socket->disconnect(this);
}

HttpReader HttpExchange::newReader() const
{
    return {MaximumHeadBytes, qsizetype(m_limits.maximumBodyBytes)};
}

void HttpExchange::connectToServer()
{
    if (!isHttps(m_question.url)) {
        auto *socket = new QTcpSocket(this);
        connect(socket, &QTcpSocket::connected, this, &HttpExchange::ask);
        prepare(socket);
        socket->connectToHost(m_question.url.host(QUrl::FullyEncoded), portOf(m_question.url));
        return;
    }
    whenDone(m_question.tls, this, [this](const QSslConfiguration &tls) {
        if (!m_ended)
            connectEncrypted(tls);
    });
}

void HttpExchange::connectEncrypted(const QSslConfiguration &tls)
{
    auto *socket = new QSslSocket(this);
    connect(socket, &QSslSocket::encrypted, this, &HttpExchange::ask);
    connect(socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_tlsError = errors.isEmpty() ? QString() : errors.constFirst().errorString();
    });
    socket->setSslConfiguration(tls);
    prepare(socket);
    socket->connectToHostEncrypted(m_question.url.host(QUrl::FullyEncoded), portOf(m_question.url));
}

void HttpExchange::prepare(QTcpSocket *socket)
{
    m_socket = socket;
    // A server that pours waits for us.
    socket->setReadBufferSize(ReadBytes);
    if (m_question.avoidsProxy)
        socket->setProxy(QNetworkProxy::NoProxy);
    connect(socket, &QTcpSocket::readyRead, this, &HttpExchange::takeBytes);
    connect(socket, &QTcpSocket::errorOccurred, this, &HttpExchange::networkFailed);
}

/// From within its own signals, too.
void HttpExchange::dropConnection()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->deleteLater();
    m_socket = nullptr;
}

void HttpExchange::ask()
{
    m_socket->write(requestFor(m_question));
}

/// A bounded amount, so that a server that pours leaves the thread time for other things.
void HttpExchange::takeBytes()
{
    if (!m_socket || m_socket->bytesAvailable() == 0)
        return;
    m_reader.take(m_socket->read(ReadBytes));
    lookAtResponse();
    if (m_socket && m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpExchange::takeBytes, Qt::QueuedConnection);
}

/// The connection has ended: what came before that is at most what its buffer holds.
void HttpExchange::takeRest()
{
    m_reader.take(m_socket->readAll());
    m_reader.end();
    lookAtResponse();
}

void HttpExchange::lookAtResponse()
{
    if (m_reader.hasHead() && isRedirect(m_reader.status())) {
        follow();
    } else if (m_reader.hasFault()) {
        fail(faultText());
    } else if (m_reader.isComplete()) {
        end(HttpAnswer{m_reader.status(), m_reader.body(), retryAfterSeconds(m_reader.retryAfter()),
            m_elapsed.elapsed()});
    }
}

void HttpExchange::follow()
{
    if (m_reader.location().isEmpty()) {
        fail(u"%1 redirected without saying where to. Is this the gateway's address?"_s.arg(
            m_gateway));
        return;
    }
    const QUrl target = m_question.url.resolved(QUrl::fromEncoded(m_reader.location()));
    if (!target.isValid() || !isSameOrigin(target, m_question.url)) {
        fail(redirectText(target));
    } else if (++m_redirects > MaximumRedirects) {
        fail(u"%1 redirected again and again without an answer. Is this the gateway's address?"_s
                 .arg(m_gateway));
    } else {
        dropConnection();
        m_question.url = target;
        m_reader = newReader();
        connectToServer();
    }
}

void HttpExchange::networkFailed(QAbstractSocket::SocketError error)
{
    const bool isRefused = error == QAbstractSocket::ConnectionRefusedError;
    if (error == QAbstractSocket::RemoteHostClosedError)
        takeRest();
    else
        end(failure(isRefused ? ErrorCode::Refused : ErrorCode::Failed, networkText(error)));
}

void HttpExchange::fail(const QString &why)
{
    end(failure(ErrorCode::Failed, why));
}

void HttpExchange::end(const Result<HttpAnswer> &outcome)
{
    m_ended = true;
    m_deadline.stop();
    dropConnection();
    // Later: whoever takes the outcome may delete all of us, which must not happen inside the
    // socket's own signal.
    const auto handOver = [this, outcome] {
        const Done done = std::move(m_done);
        deleteLater();
        done(outcome); // may delete this
    };
    QMetaObject::invokeMethod(this, handOver, Qt::QueuedConnection);
}

QString HttpExchange::faultText() const
{
    switch (m_reader.fault()) {
    case HttpReader::Fault::HeadTooLong:
        return u"%1 sent headers without end, which is no answer of a gateway. Is this the "
               "gateway's address?"_s.arg(m_gateway);
    case HttpReader::Fault::BodyTooLong:
        return u"%1 answers with more than %2, which is no answer of a gateway. Is this the "
               "gateway's address?"_s.arg(
                   m_gateway, QLocale::c().formattedDataSize(m_limits.maximumBodyBytes, 0));
    case HttpReader::Fault::CutShort:
        return u"%1 closed the connection without a complete HTTP answer. Is this the gateway's "
               "address?"_s.arg(m_gateway);
    case HttpReader::Fault::NotHttp:
    case HttpReader::Fault::None:
        break;
    }
    return u"%1 answered something that is not HTTP. Is this the gateway's address?"_s.arg(
        m_gateway);
}

QString HttpExchange::networkText(QAbstractSocket::SocketError error) const
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return u"%1 could not be reached: connection refused. Is it running?"_s.arg(m_gateway);
    case QAbstractSocket::HostNotFoundError:
        return u"%1 could not be reached: there is no host of that name. Check the address."_s.arg(
            m_gateway);
    case QAbstractSocket::SslHandshakeFailedError:
        return u"%1 could not be trusted, and nothing was sent to it: %2. Check its address and "
               "its certificate."_s.arg(
                   m_gateway, m_tlsError.isEmpty() ? u"the TLS handshake failed"_s : m_tlsError);
    case QAbstractSocket::ProxyAuthenticationRequiredError:
    case QAbstractSocket::ProxyConnectionRefusedError:
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::ProxyConnectionTimeoutError:
    case QAbstractSocket::ProxyNotFoundError:
    case QAbstractSocket::ProxyProtocolError:
        return u"%1 could not be reached through the system's proxy. Check the proxy, or let it "
               "leave this host out."_s.arg(m_gateway);
    default:
        // Not errorString(), which speaks of sockets.
        return u"%1 could not be asked: %2. Check the network and the address."_s.arg(m_gateway,
            QString::fromLatin1(
                QMetaEnum::fromType<QAbstractSocket::SocketError>().valueToKey(error)));
    }
}

QString HttpExchange::redirectText(const QUrl &target) const
{
    const QUrl origin = target.adjusted(
        QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    QString shown = displayText(origin.toDisplayString());
    if (shown.isEmpty())
        shown = u"something that is no address"_s;
    else if (shown.size() > MaximumOriginCharacters)
        shown = shown.left(MaximumOriginCharacters - 1) + u'…';
    return u"%1 redirected to %2, which was not followed and was told nothing. If the gateway "
           "moved, enter its new address."_s.arg(m_gateway, shown);
}

} // namespace keydeck
