#include "ui/session/sleepwatch.h"

namespace keydeck {

using namespace Qt::StringLiterals;

LoginManager::LoginManager(const QDBusConnection &bus, QObject *parent)
    : QDBusAbstractInterface(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
        "org.freedesktop.login1.Manager", bus, parent)
{ }

SleepWatch::SleepWatch(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_manager(bus)
{
    connect(&m_manager, &LoginManager::PrepareForSleep, this, &SleepWatch::sleeping);
}

} // namespace keydeck
