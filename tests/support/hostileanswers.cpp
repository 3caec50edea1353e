#include "tests/support/hostileanswers.h"

#include "tests/support/rawserver.h"

#include <QSslSocket>
#include <QTimer>

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

HostileServer::Answer dripping(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket) {
        auto *timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket, bytes, at = 0]() mutable {
            if (at < bytes.size())
                socket.write(bytes.mid(at++, 1));
        });
        timer->start(1000);
    };
}

HostileServer::Answer keepingOpen(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket) { socket.write(bytes); };
}

HostileServer::Answer sayingAfter(int ms, const QByteArray &bytes)
{
    return [=](QTcpSocket &socket) {
        QTimer::singleShot(ms, &socket, [&socket, bytes] {
            socket.write(bytes);
            socket.disconnectFromHost();
        });
    };
}

HostileServer::Answer resettingAfter(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket) {
        socket.write(bytes);
        socket.flush();
        const linger noTime{1, 0};
        ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &noTime, sizeof noTime);
        socket.abort();
    };
}

HostileServer::Answer resettingSoon()
{
    return [](QTcpSocket &socket) {
        QTimer::singleShot(100, &socket, [&socket] { resettingAfter({})(socket); });
    };
}

HostileServer::Answer pouringInTls(const QByteArray &first, const QByteArray &repeated)
{
    return [=](QTcpSocket &socket) {
        auto *const tls = qobject_cast<QSslSocket *>(&socket);
        const auto pour = [tls, repeated] {
            if (tls->encryptedBytesToWrite() + tls->bytesToWrite() < repeated.size())
                tls->write(repeated);
        };
        auto *timer = new QTimer(tls);
        QObject::connect(timer, &QTimer::timeout, tls, pour);
        tls->write(first);
        timer->start(1);
    };
}

QByteArray redirectTo(const QByteArray &location)
{
    return httpAnswer("302 Found"_ba, {}, "Location: "_ba + location + "\r\n"_ba);
}

QByteArray gzipBomb()
{
    const QByteArray packed = qCompress(QByteArray(32 * 1024 * 1024, '\0'), 9);
    constexpr qsizetype ZlibHead = 4 + 2; // with qCompress()'s own length
    return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10) + packed.sliced(ZlibHead)
        + QByteArray(8, '\0');
}

} // namespace keydeck::test
