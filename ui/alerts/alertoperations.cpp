#include "ui/alerts/alertoperations.h"

#include "core/base/retire.h"
#include "ui/widgets/messagebar.h"

#include <QWidget>

#include <algorithm>

namespace keydeck {

namespace {

bool isAboutKeys(AlertKind kind)
{
    return kind <= AlertKind::LimitReached;
}

/// The banner of the store says these as long as they hold.
bool isInBanner(AlertKind kind)
{
    return kind == AlertKind::LockStale || kind == AlertKind::StoreShrunk;
}

theme::Role roleOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Expiring:
        return theme::Role::Info;
    case AlertKind::NearLimit:
    case AlertKind::Expired:
        return theme::Role::Warning;
    default:
        return theme::Role::Danger;
    }
}

KeyStatus statusOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Expiring:
        return KeyStatus::Expiring;
    case AlertKind::Expired:
        return KeyStatus::Expired;
    case AlertKind::LimitReached:
        return KeyStatus::Blocked;
    default:
        return KeyStatus::NearLimit;
    }
}

} // namespace

AlertOperations::AlertOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    connect(&m_in.notifier, &Notifier::activated, this, &AlertOperations::helpWithKind);
}

void AlertOperations::setSession(StoreSession *session)
{
    if (m_session)
        m_session->alerts().disconnect(this);
    m_session = session;
    m_in.bar.dismiss();
    if (!session)
        return;
    connect(&session->alerts(), &AlertController::changed, this, &AlertOperations::update);
    connect(&session->alerts(), &AlertController::raised, this, &AlertOperations::notify);
}

void AlertOperations::update()
{
    QList<AlertGroup> groups = m_session->alerts().groups();
    groups.removeIf([](const AlertGroup &group) { return isInBanner(group.kind); });
    if (groups.isEmpty()) {
        m_in.bar.dismiss();
        return;
    }
    const AlertGroup worst = groups.first();
    QString text = worst.sentence(m_in.clock.nowMs());
    if (groups.size() > 1)
        text = tr("%1 (1 of %2)").arg(text).arg(groups.size());
    if (m_in.bar.isVisibleTo(m_in.bar.parentWidget()) && m_in.bar.text() == text)
        return;
    // What was said is what is acknowledged. There may be tens of thousands.
    const auto known = retiredOnWorker(std::make_unique<const QList<AlertGroup>>(groups));
    QList<MessageBar::Action> actions{{helpText(worst), [this, known] { help(known->first()); }},
        {tr("Acknowledge"), [this, known] { m_session->alerts().acknowledge(known->first()); }}};
    if (groups.size() > 1)
        actions.append({tr("Acknowledge all"), [this, known] {
                            for (const AlertGroup &group : *known)
                                m_session->alerts().acknowledge(group);
                        }});
    m_in.bar.showMessage({roleOf(worst.kind), text, actions, 0, false});
}

void AlertOperations::notify(const QList<AlertGroup> &fresh)
{
    if (!m_notifying || m_session->settings().isDemo) // made-up keys are nobody's alarm
        return;
    for (const AlertGroup &group : fresh)
        m_in.notifier.notify({group.kind, group.title(), group.sentence(m_in.clock.nowMs()),
            helpText(group), roleOf(group.kind) == theme::Role::Danger});
}

QString AlertOperations::helpText(const AlertGroup &group) const
{
    const bool isOne = group.alerts.size() == 1;
    const bool canEdit = m_session && !m_session->settings().readOnly;
    switch (group.kind) {
    case AlertKind::GatewayUnreachable:
        return tr("Check the address…");
    case AlertKind::GatewayClock:
        return tr("Check the gateway…");
    case AlertKind::GatewayBlind:
        return tr("Look at the file");
    case AlertKind::LockStale:
        return tr("Look at the lock");
    case AlertKind::StoreShrunk:
        return tr("Restore a backup…");
    case AlertKind::Expiring:
    case AlertKind::Expired:
        return !isOne ? tr("Show them") : canEdit ? tr("Extend…") : tr("Show it");
    default:
        return !isOne ? tr("Show them") : canEdit ? tr("Raise the limit…") : tr("Show it");
    }
}

void AlertOperations::help(const AlertGroup &group)
{
    if (group.kind == AlertKind::GatewayUnreachable || group.kind == AlertKind::GatewayClock)
        Q_EMIT gatewayRequested();
    else if (group.kind == AlertKind::LockStale || group.kind == AlertKind::GatewayBlind)
        Q_EMIT healthRequested();
    else if (group.kind == AlertKind::StoreShrunk)
        Q_EMIT restoreRequested();
    else if (group.alerts.size() > 1)
        Q_EMIT statusRequested(statusOf(group.kind));
    else if (m_session && m_session->settings().readOnly)
        Q_EMIT keyRequested({group.alerts.first().key, 0});
    else
        Q_EMIT editRequested({group.alerts.first().key, 0});
}

/// A notification may be clicked long after: what holds by now counts.
void AlertOperations::helpWithKind(AlertKind kind)
{
    m_in.window.show();
    m_in.window.raise();
    m_in.window.activateWindow();
    if (!m_session)
        return;
    const QList<AlertGroup> groups = m_session->alerts().groups();
    const auto group = std::find_if(
        groups.begin(), groups.end(), [kind](const AlertGroup &g) { return g.kind == kind; });
    if (group != groups.end())
        help(*group);
    else if (isAboutKeys(kind))
        Q_EMIT statusRequested(statusOf(kind));
}

} // namespace keydeck
