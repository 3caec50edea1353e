#include "ui/alerts/notificationservice.h"

namespace keydeck {

using namespace Qt::StringLiterals;

NotificationService::NotificationService(const QDBusConnection &bus, QObject *parent)
    : QDBusAbstractInterface(u"org.freedesktop.Notifications"_s,
        u"/org/freedesktop/Notifications"_s, "org.freedesktop.Notifications", bus, parent)
{ }

} // namespace keydeck
