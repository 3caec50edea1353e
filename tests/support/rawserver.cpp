#include "tests/support/rawserver.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace keydeck::test {

RawServer::RawServer(Answer answer) : RawServer(std::make_unique<QTcpServer>(), std::move(answer))
{ }

RawServer::RawServer(Answer answer, quint16 port)
    : RawServer(std::make_unique<QTcpServer>(), std::move(answer), port)
{ }

RawServer::RawServer(std::unique_ptr<QTcpServer> server, Answer answer, quint16 port)
    : m_server(std::move(server))
    , m_answer(std::move(answer))
{
    QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, m_server.get(),
        [this] { serve(m_server->nextPendingConnection()); });
    if (!m_server->listen(QHostAddress::LocalHost, port))
        qFatal("cannot listen on loopback");
}

QUrl RawServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(port()).arg(path));
}

void RawServer::serve(QTcpSocket *socket)
{
    ++m_connections;
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    const auto takeRequests = [this, socket] {
        while (true) {
            const QByteArray pending = socket->peek(64 * 1024);
            const qsizetype end = pending.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            m_requests += socket->read(end + 4);
            m_answer(*socket);
        }
    };
    QObject::connect(socket, &QTcpSocket::readyRead, m_server.get(), takeRequests);
    takeRequests();
}

RawServer::Answer saying(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket) {
        socket.write(bytes);
        socket.disconnectFromHost();
    };
}

RawServer::Answer trickling(const QByteArray &first, const QByteArray &repeated, int pauseMs)
{
    return [=](QTcpSocket &socket) {
        socket.write(first);
        auto *timer = new QTimer(&socket);
        QObject::connect(
            timer, &QTimer::timeout, &socket, [&socket, repeated] { socket.write(repeated); });
        timer->start(pauseMs);
    };
}

RawServer::Answer pouring(const QByteArray &first, const QByteArray &repeated)
{
    return [=](QTcpSocket &socket) {
        const auto pour = [&socket, repeated] {
            if (socket.bytesToWrite() < repeated.size())
                socket.write(repeated);
        };
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, pour);
        socket.write(first);
        pour();
    };
}

QByteArray httpAnswer(const QByteArray &status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 "_ba + status + "\r\nContent-Type: application/json\r\nContent-Length: "_ba
        + QByteArray::number(body.size()) + "\r\nConnection: close\r\n"_ba + headers + "\r\n"_ba
        + body;
}

} // namespace keydeck::test
