// An address at which a connection is refused.
#pragma once

#include <QTcpSocket>
#include <QUrl>

namespace keydeck::test {

/// A port of loopback that is taken, and that nobody listens on: a free one might be given to
/// another program meanwhile.
class SilentPort final
{
public:
    SilentPort()
    {
        if (!m_socket.bind(QHostAddress::LocalHost))
            qFatal("No port could be taken.");
    }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_socket.localPort()));
    }

private:
    QTcpSocket m_socket;
};

} // namespace keydeck::test
