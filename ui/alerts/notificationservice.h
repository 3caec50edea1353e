#pragma once

#include <QDBusAbstractInterface>

namespace keydeck {

/// The signals of org.freedesktop.Notifications, and calls of it (Desktop Notifications
/// Specification 1.2). Their names are the specification's.
///
/// Thread: the GUI's; calls are not waited for.
class NotificationService final : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    explicit NotificationService(const QDBusConnection &bus, QObject *parent = nullptr);

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

} // namespace keydeck
