// A D-Bus of a test's own.
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QTest>

namespace keydeck::test {

/// Runs until it is destroyed. Its connections are to be closed before that.
class PrivateBus final
{
public:
    PrivateBus()
    {
        m_process.start(QStringLiteral("dbus-daemon"),
            {QStringLiteral("--session"), QStringLiteral("--nofork"),
                QStringLiteral("--print-address")});
        if (m_process.waitForStarted() && m_process.waitForReadyRead())
            m_address = QString::fromUtf8(m_process.readLine()).trimmed();
        if (m_address.isEmpty())
            QTest::qFail("dbus-daemon is missing, or does not start", __FILE__, __LINE__);
    }
    ~PrivateBus()
    {
        m_process.terminate();
        if (!m_process.waitForFinished())
            m_process.kill();
    }

    [[nodiscard]] QDBusConnection connection(const QString &name) const
    {
        return QDBusConnection::connectToBus(m_address, name);
    }

private:
    QProcess m_process;
    QString m_address;
};

} // namespace keydeck::test
