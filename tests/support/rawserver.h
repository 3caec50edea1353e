// A server that says whatever a test wants, byte for byte.
#pragma once

#include <QByteArrayList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>

namespace keydeck::test {

/// Listens on loopback. Hands each connection over once the headers of a request are complete; what
/// the answer writes is up to it.
class RawServer final
{
public:
    /// Called for each request, on this thread. The socket is deleted when it disconnects.
    using Answer = std::function<void(QTcpSocket &socket)>;

    explicit RawServer(Answer answer);
    /// At that port of loopback.
    RawServer(Answer answer, quint16 port);
    /// Through a server of another kind, such as QSslServer.
    RawServer(std::unique_ptr<QTcpServer> server, Answer answer, quint16 port = 0);

    [[nodiscard]] QUrl url(const QString &path = {}) const;
    [[nodiscard]] quint16 port() const { return m_server->serverPort(); }
    /// The heads of the requests so far, as they came.
    [[nodiscard]] const QByteArrayList &requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    void serve(QTcpSocket *socket);

    std::unique_ptr<QTcpServer> m_server;
    Answer m_answer;
    QByteArrayList m_requests;
    int m_connections = 0;
};

/// Writes the bytes and closes.
[[nodiscard]] RawServer::Answer saying(const QByteArray &bytes);

/// Says the first bytes, then the repeated ones every pauseMs, for as long as anybody listens.
[[nodiscard]] RawServer::Answer trickling(
    const QByteArray &first, const QByteArray &repeated, int pauseMs);

/// Says the first bytes, then the repeated ones as fast as they are taken.
[[nodiscard]] RawServer::Answer pouring(const QByteArray &first, const QByteArray &repeated);

/// "HTTP/1.1 200 OK" with a length and these headers ("Name: value\r\n"), closing after it.
[[nodiscard]] QByteArray httpAnswer(
    const QByteArray &status, const QByteArray &body, const QByteArray &headers = {});

} // namespace keydeck::test
