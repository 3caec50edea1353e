#include "ui/privacy/screenlockwatch.h"

#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const auto Login = u"org.freedesktop.login1"_s;
/// logind's name for the session of whoever asks, or else the one that this user looks at.
const auto OwnSession = u"auto"_s;

struct SaverName
{
    const char *interface;
    QString path;
};

} // namespace

LoginSession::LoginSession(const QDBusConnection &bus, const QString &path, QObject *parent)
    : QDBusAbstractInterface(Login, path, "org.freedesktop.login1.Session", bus, parent)
{ }

ObjectProperties::ObjectProperties(
    const QDBusConnection &bus, const QString &service, const QString &path, QObject *parent)
    : QDBusAbstractInterface(service, path, "org.freedesktop.DBus.Properties", bus, parent)
{ }

ScreenSaver::ScreenSaver(
    const QDBusConnection &bus, const char *interface, const QString &path, QObject *parent)
    : QDBusAbstractInterface(QString::fromLatin1(interface), path, interface, bus, parent)
{ }

ScreenLockWatch::ScreenLockWatch(const QString &sessionId, const QDBusConnection &systemBus,
    const QDBusConnection &sessionBus, QObject *parent)
    : QObject(parent)
    , m_systemBus(systemBus)
    , m_manager(systemBus)
{
    const SaverName savers[] = {{"org.freedesktop.ScreenSaver", u"/org/freedesktop/ScreenSaver"_s},
        {"org.freedesktop.ScreenSaver", u"/ScreenSaver"_s},
        {"org.gnome.ScreenSaver", u"/org/gnome/ScreenSaver"_s}};
    for (const SaverName &name : savers) {
        auto *saver = new ScreenSaver(sessionBus, name.interface, name.path, this);
        connect(saver, &ScreenSaver::ActiveChanged, this, [this](bool isActive) {
            if (isActive)
                Q_EMIT locked();
        });
    }
    if (m_systemBus.isConnected())
        askForSession(
            sessionId.isEmpty() ? QStringList{OwnSession} : QStringList{sessionId, OwnSession});
}

/// The first of them that logind knows.
void ScreenLockWatch::askForSession(const QStringList &ids)
{
    auto *watcher
        = new QDBusPendingCallWatcher(m_manager.asyncCall(u"GetSession"_s, ids.constFirst()), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, ids] {
        const QDBusPendingReply<QDBusObjectPath> session = *watcher;
        if (session.isValid())
            followSession(session.value().path());
        else if (ids.size() > 1)
            askForSession(ids.mid(1));
        watcher->deleteLater();
    });
}

void ScreenLockWatch::followSession(const QString &path)
{
    auto *session = new LoginSession(m_systemBus, path, this);
    connect(session, &LoginSession::Lock, this, &ScreenLockWatch::locked);
    auto *properties = new ObjectProperties(m_systemBus, Login, path, this);
    connect(properties, &ObjectProperties::PropertiesChanged, this,
        [this](const QString &, const QVariantMap &changed) {
            if (changed.value(u"LockedHint"_s).toBool())
                Q_EMIT locked();
        });
}

} // namespace keydeck
