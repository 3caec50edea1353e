// Whether the screen is being locked.
#pragma once

#include "ui/session/sleepwatch.h"

#include <QDBusAbstractInterface>
#include <QDBusConnection>
#include <QObject>

namespace keydeck {

/// A session of systemd-logind: org.freedesktop.login1.Session.
class LoginSession final : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    LoginSession(const QDBusConnection &bus, const QString &path, QObject *parent);

Q_SIGNALS:
    void Lock(); // NOLINT: the name is the interface's
};

/// What becomes of an object's properties: org.freedesktop.DBus.Properties.
class ObjectProperties final : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    ObjectProperties(
        const QDBusConnection &bus, const QString &service, const QString &path, QObject *parent);

Q_SIGNALS:
    // NOLINTNEXTLINE: the name is the interface's
    void PropertiesChanged(
        const QString &interface, const QVariantMap &changed, const QStringList &invalidated);
};

/// A desktop's screen saver, of which several are alike but for their names.
class ScreenSaver final : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    /// interface: also the service's name; must live as long as the object.
    ScreenSaver(
        const QDBusConnection &bus, const char *interface, const QString &path, QObject *parent);

Q_SIGNALS:
    void ActiveChanged(bool isActive); // NOLINT: the name is the interface's
};

/// Listens to logind about the session that the program runs in, and to the desktop's screen saver.
/// Where nobody says it on either bus, nothing happens.
///
/// Thread: the GUI's; never waits for an answer of a service.
class ScreenLockWatch final : public QObject
{
    Q_OBJECT

public:
    /// sessionId: as logind knows the session (XDG_SESSION_ID); empty: logind finds it.
    explicit ScreenLockWatch(const QString &sessionId = {},
        const QDBusConnection &systemBus = QDBusConnection::systemBus(),
        const QDBusConnection &sessionBus = QDBusConnection::sessionBus(),
        QObject *parent = nullptr);

Q_SIGNALS:
    /// Maybe several times for one lock, since several programs tell of it.
    void locked();

private:
    void askForSession(const QStringList &ids);
    void followSession(const QString &path);

    QDBusConnection m_systemBus;
    LoginManager m_manager;
};

} // namespace keydeck
