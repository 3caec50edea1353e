#pragma once

#include "ui/alerts/notificationservice.h"
#include "ui/alerts/notifier.h"

#include <QHash>

namespace keydeck {

/// Where nobody serves notifications on the bus, nothing happens: the message bar says everything
/// as well.
///
/// Thread: the GUI's; never waits for the bus.
class DesktopNotifier final : public Notifier
{
    Q_OBJECT

public:
    explicit DesktopNotifier(
        const QDBusConnection &bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);

    void notify(const Notification &notification) override;

private:
    void noteAction(uint id, const QString &action);

    NotificationService m_service;
    QHash<uint, AlertKind> m_shown;
};

} // namespace keydeck
