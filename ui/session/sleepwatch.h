// Whether the computer is about to sleep.
#pragma once

#include <QDBusAbstractInterface>
#include <QDBusConnection>
#include <QObject>

namespace keydeck {

/// The part of systemd-logind that we listen to: org.freedesktop.login1.Manager.
class LoginManager final : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    explicit LoginManager(const QDBusConnection &bus, QObject *parent = nullptr);

Q_SIGNALS:
    void PrepareForSleep(bool isStarting); // NOLINT: the name is the interface's
};

/// Where nobody says it on the bus, nothing happens.
///
/// Thread: the GUI's; never waits for the bus.
class SleepWatch final : public QObject
{
    Q_OBJECT

public:
    explicit SleepWatch(
        const QDBusConnection &bus = QDBusConnection::systemBus(), QObject *parent = nullptr);

Q_SIGNALS:
    /// True right before it sleeps, false once it is awake again.
    void sleeping(bool isAsleep);

private:
    LoginManager m_manager;
};

} // namespace keydeck
