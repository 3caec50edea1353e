#include "tests/support/hostileserver.h"

#include <QHostAddress>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

HostileServer::HostileServer(Answer answer, Moment moment)
    : HostileServer(std::make_unique<QTcpServer>(), std::move(answer), moment)
{ }

HostileServer::HostileServer(std::unique_ptr<QTcpServer> listener, Answer answer, Moment moment)
    : HostilePlace({})
    , m_listener(std::move(listener))
    , m_answer(std::move(answer))
    , m_moment(moment)
{
    QObject::connect(
        m_listener.get(), &QTcpServer::pendingConnectionAvailable, m_listener.get(), [this] {
            ++m_connections;
            serve(m_listener->nextPendingConnection());
        });
    if (!m_listener->listen(QHostAddress::LocalHost))
        qFatal("cannot listen on loopback");
    m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(m_listener->serverPort()));
}

void HostileServer::serve(QTcpSocket *socket)
{
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    struct Dialogue
    {
        qsizetype index = -1; // where it is noted, once anything was said
        qsizetype answered = 0;
    };
    const auto listen = [this, socket, dialogue = std::make_shared<Dialogue>()] {
        const QByteArray bytes = socket->readAll();
        if (dialogue->index < 0 && !bytes.isEmpty()) {
            dialogue->index = m_received.size();
            m_received.append(QByteArray());
        }
        if (!bytes.isEmpty())
            m_received[dialogue->index] += bytes;
        const QByteArray heard = m_received.value(dialogue->index);
        while (dialogue->answered < answersDue(heard)) {
            ++dialogue->answered;
            m_answer(*socket);
        }
    };
    QObject::connect(socket, &QTcpSocket::readyRead, m_listener.get(), listen);
    listen();
}

qsizetype HostileServer::answersDue(const QByteArray &heard) const
{
    switch (m_moment) {
    case Moment::Connected:
        return 1;
    case Moment::FirstBytes:
        return heard.isEmpty() ? 0 : 1;
    case Moment::Request:
        break;
    }
    return heard.count("\r\n\r\n");
}

FullServer::FullServer() : HostilePlace({})
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *const name = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    const int listener = newSocket();
    if (::bind(listener, name, size) != 0 || ::listen(listener, 0) != 0
        || ::getsockname(listener, name, &size) != 0)
        qFatal("cannot listen on loopback");
    constexpr int MoreThanMayWait = 8;
    for (int i = 0; i < MoreThanMayWait; ++i)
        ::connect(newSocket(), name, size);
    m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(ntohs(address.sin_port)));
}

FullServer::~FullServer()
{
    for (const int socket : m_sockets)
        ::close(socket);
}

int FullServer::newSocket()
{
    m_sockets.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    return m_sockets.back();
}

} // namespace keydeck::test
