// What may be found where a gateway was expected.
#pragma once

#include <QByteArrayList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>
#include <memory>
#include <vector>

namespace keydeck::test {

/// An address, and whatever is behind it for as long as this lives.
class HostilePlace
{
public:
    explicit HostilePlace(QUrl url) : m_url(std::move(url)) { }
    virtual ~HostilePlace() = default;
    Q_DISABLE_COPY_MOVE(HostilePlace)

    [[nodiscard]] const QUrl &url() const { return m_url; }
    /// All that was said to it, decrypted: by connection, without those that said nothing.
    [[nodiscard]] const QByteArrayList &received() const { return m_received; }

protected:
    QUrl m_url;
    QByteArrayList m_received;
};

/// A server on loopback that speaks when it likes and remembers what it was told.
class HostileServer final : public HostilePlace
{
public:
    using Answer = std::function<void(QTcpSocket &socket)>;
    enum class Moment
    {
        Connected,
        FirstBytes,
        Request, ///< each, once its head is complete
    };

    explicit HostileServer(Answer answer, Moment moment = Moment::Request);
    /// Through a listener of another kind, such as one for TLS.
    HostileServer(
        std::unique_ptr<QTcpServer> listener, Answer answer, Moment moment = Moment::Request);

    [[nodiscard]] int connections() const { return m_connections; }

    /// Whether it understands TLS or not.
    void callItselfHttps() { m_url.setScheme(QStringLiteral("https")); }

private:
    void serve(QTcpSocket *socket);
    [[nodiscard]] qsizetype answersDue(const QByteArray &heard) const;

    std::unique_ptr<QTcpServer> m_listener;
    Answer m_answer;
    Moment m_moment;
    int m_connections = 0;
};

/// Listens, accepts nothing, and has as many waiting as may wait: further connections hang.
class FullServer final : public HostilePlace
{
public:
    FullServer();
    ~FullServer() override;

private:
    int newSocket();

    std::vector<int> m_sockets;
};

} // namespace keydeck::test
