#include "ui/alerts/desktopnotifier.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const auto DefaultAction = u"default"_s;
/// The file in resources, which names the icon as well.
const auto DesktopEntry = u"io.github.keydeck.Keydeck"_s;

constexpr int ServersOwnTime = -1;
constexpr uchar Normal = 1, Critical = 2; // the specification's urgencies

} // namespace

DesktopNotifier::DesktopNotifier(const QDBusConnection &bus, QObject *parent)
    : Notifier(parent)
    , m_service(bus)
{
    connect(&m_service, &NotificationService::ActionInvoked, this, &DesktopNotifier::noteAction);
    connect(&m_service, &NotificationService::NotificationClosed, this,
        [this](uint id) { m_shown.remove(id); });
}

void DesktopNotifier::notify(const Notification &notification)
{
    const uint replaced = m_shown.key(notification.kind, 0);
    const QVariantMap hints{
        {u"urgency"_s, QVariant::fromValue(notification.isUrgent ? Critical : Normal)},
        {u"desktop-entry"_s, DesktopEntry}};
    // A server may read the text as markup, and names are somebody else's.
    const auto call = m_service.asyncCall(u"Notify"_s, u"Keydeck"_s, replaced, DesktopEntry,
        notification.title, notification.text.toHtmlEscaped(),
        QStringList{DefaultAction, notification.action}, hints, ServersOwnTime);
    auto *watcher = new QDBusPendingCallWatcher(call, this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
        [this, watcher, kind = notification.kind] {
            const QDBusPendingReply<uint> id = *watcher;
            if (id.isValid())
                m_shown.insert(id.value(), kind);
            watcher->deleteLater();
        });
}

void DesktopNotifier::noteAction(uint id, const QString &action)
{
    if (const auto shown = m_shown.constFind(id);
        shown != m_shown.constEnd() && action == DefaultAction)
        Q_EMIT activated(*shown);
}

} // namespace keydeck
