#include "core/alert/alertgroup.h"

#include "core/base/format.h"
#include "core/rules/keystatus.h"

#include <QMap>
#include <QStringList>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype NamesShown = 3;

QString quoted(const Alert &alert)
{
    return alert.name.isEmpty() ? u"a key without a name"_s
                                : u"“%1”"_s.arg(displayText(alert.name));
}

QString capitalised(QString text)
{
    text[0] = text[0].toUpper();
    return text;
}

/// "“Alice”, “Bob” and 3 more".
QString names(const QList<Alert> &alerts)
{
    QStringList shown;
    for (const Alert &alert : alerts.first(std::min(alerts.size(), NamesShown)))
        shown << quoted(alert);
    if (const qsizetype more = alerts.size() - shown.size(); more > 0)
        shown << u"%1 more"_s.arg(formatCount(double(more)));
    const QString last = shown.takeLast();
    return shown.join(u", "_s) + u" and "_s + last;
}

QString oneKey(const Alert &alert, qint64 nowMs)
{
    const QString name = capitalised(quoted(alert));
    const QString moment = formatMoment(alert.momentMs, nowMs);
    switch (alert.kind) {
    case AlertKind::LimitReached:
        return u"%1 has used up its limit: the gateway refuses it until %2."_s.arg(name, moment);
    case AlertKind::NearLimit:
        return u"%1 has used over %2 % of its limit, which resets at %3."_s.arg(
            name, QString::number(NearLimitPercent), moment);
    case AlertKind::Expired:
        return u"%1 expired at %2: the gateway refuses it."_s.arg(name, moment);
    case AlertKind::Expiring:
        return u"%1 expires at %2."_s.arg(name, moment);
    default:
        Q_UNREACHABLE();
    }
}

QString manyKeys(AlertKind kind, const QList<Alert> &alerts)
{
    const QString count = formatCount(double(alerts.size()));
    switch (kind) {
    case AlertKind::LimitReached:
        return u"%1 keys have used up their limit: %2."_s.arg(count, names(alerts));
    case AlertKind::NearLimit:
        return u"%1 keys have used over %2 % of their limit: %3."_s.arg(
            count, QString::number(NearLimitPercent), names(alerts));
    case AlertKind::Expired:
        return u"%1 keys have expired: %2."_s.arg(count, names(alerts));
    case AlertKind::Expiring:
        return u"%1 keys expire within %2 days: %3."_s.arg(
            count, QString::number(ExpiringDays), names(alerts));
    default:
        Q_UNREACHABLE();
    }
}

} // namespace

QString AlertGroup::sentence(qint64 nowMs) const
{
    const Alert &first = alerts.first();
    switch (kind) {
    case AlertKind::GatewayUnreachable:
        return u"The gateway has not answered since %1. %2"_s.arg(
            formatMoment(first.periodMs, nowMs), first.text);
    case AlertKind::LockStale:
        return u"The store's lock seems to be left behind. %1"_s.arg(first.text);
    case AlertKind::GatewayClock:
    case AlertKind::GatewayBlind:
    case AlertKind::StoreShrunk:
        return first.text;
    default:
        return alerts.size() == 1 ? oneKey(first, nowMs) : manyKeys(kind, alerts);
    }
}

QString AlertGroup::title() const
{
    switch (kind) {
    case AlertKind::LimitReached:
        return u"Limit used up"_s;
    case AlertKind::NearLimit:
        return u"Near the limit"_s;
    case AlertKind::Expired:
        return u"Expired"_s;
    case AlertKind::Expiring:
        return u"Expiring soon"_s;
    case AlertKind::GatewayUnreachable:
        return u"The gateway does not answer"_s;
    case AlertKind::GatewayClock:
        return u"The gateway's clock is wrong"_s;
    case AlertKind::GatewayBlind:
        return u"The gateway sees no keys"_s;
    case AlertKind::LockStale:
        return u"The lock seems left behind"_s;
    case AlertKind::StoreShrunk:
        return u"The store lost keys"_s;
    }
    Q_UNREACHABLE();
}

QList<AlertGroup> alertGroups(const QList<Alert> &alerts)
{
    QMap<AlertKind, QList<Alert>> byKind;
    for (const Alert &alert : alerts)
        byKind[alert.kind].append(alert);
    QList<AlertGroup> groups;
    for (auto it = byKind.begin(); it != byKind.end(); ++it) {
        std::stable_sort(it->begin(), it->end(),
            [](const Alert &a, const Alert &b) { return a.momentMs < b.momentMs; });
        groups.prepend({it.key(), *it});
    }
    return groups;
}

} // namespace keydeck
