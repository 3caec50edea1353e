#include "core/alert/alertrules.h"

#include "core/gateway/drift.h"

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

std::optional<Alert> limitAlert(const KeyState &state, qint64 nowMs)
{
    const RateLimit &rate = state.rate;
    if (!rate.started || !(rate.limit > 0))
        return std::nullopt;
    Alert alert;
    if (rate.used >= rate.limit)
        alert.kind = AlertKind::LimitReached;
    else if (rate.usedPercent() >= NearLimitPercent)
        alert.kind = AlertKind::NearLimit;
    else
        return std::nullopt;
    alert.periodMs = rate.startMs(nowMs);
    alert.momentMs = rate.endMs(nowMs);
    return alert;
}

std::optional<Alert> expiryAlert(const KeyState &state, qint64 nowMs)
{
    const bool expired = state.all.contains(KeyStatus::Expired);
    if (!state.expiresMs || (!expired && !state.all.contains(KeyStatus::Expiring))
        || nowMs - *state.expiresMs > ExpiryNewsMs)
        return std::nullopt;
    Alert alert;
    alert.kind = expired ? AlertKind::Expired : AlertKind::Expiring;
    alert.periodMs = *state.expiresMs;
    alert.momentMs = *state.expiresMs;
    return alert;
}

} // namespace

QList<Alert> keyAlerts(const KeySet &keys, const std::vector<KeyRef> &refs,
    const std::vector<KeyState> &states, qint64 nowMs)
{
    QList<Alert> alerts;
    for (size_t i = 0; i < states.size(); ++i) {
        const KeyState &state = states[i];
        if (state.status == KeyStatus::Active || refs[i].occurrence > 0 || refs[i].key.isEmpty())
            continue;
        // An expired key gets a 403 whatever is left of its limit.
        const auto limit
            = state.all.contains(KeyStatus::Expired) ? std::nullopt : limitAlert(state, nowMs);
        const auto expiry = expiryAlert(state, nowMs);
        for (std::optional<Alert> alert : {limit, expiry}) {
            if (!alert)
                continue;
            alert->key = refs[i].key;
            alert->name = keys.at(qsizetype(i)).name();
            alerts.append(*alert);
        }
    }
    return alerts;
}

std::optional<Alert> gatewayAlert(const QString &failure, qint64 sinceMs, qint64 nowMs)
{
    if (failure.isEmpty() || nowMs - sinceMs < GatewaySilenceMs)
        return std::nullopt;
    Alert alert;
    alert.kind = AlertKind::GatewayUnreachable;
    alert.periodMs = sinceMs;
    alert.text = failure;
    return alert;
}

std::optional<Alert> sightAlert(const QString &blindness, qint64 sinceMs)
{
    if (blindness.isEmpty())
        return std::nullopt;
    Alert alert;
    alert.kind = AlertKind::GatewayBlind;
    alert.periodMs = sinceMs;
    alert.text = blindness;
    return alert;
}

std::optional<Alert> clockAlert(qint64 skewMs, qint64 sinceMs)
{
    if (std::abs(skewMs) < AlarmingSkewMs)
        return std::nullopt;
    Alert alert;
    alert.kind = AlertKind::GatewayClock;
    alert.periodMs = sinceMs;
    alert.text = u"%1 Until then it ends windows and keys at other times than Keydeck says."_s.arg(
        skewText(skewMs));
    return alert;
}

std::optional<Alert> lockAlert(const LockReport &report)
{
    if (report.condition != LockCondition::Stale)
        return std::nullopt;
    Alert alert;
    alert.kind = AlertKind::LockStale;
    alert.periodMs = report.lock.createdMs;
    alert.text = report.gatewayEffect();
    return alert;
}

std::optional<Alert> shrinkageAlert(const Shrinkage &shrinkage)
{
    if (!shrinkage.isSuspicious())
        return std::nullopt;
    Alert alert;
    alert.kind = AlertKind::StoreShrunk;
    alert.periodMs = shrinkage.before; // the same loss is the same alert
    alert.text = shrinkage.sentence();
    return alert;
}

} // namespace keydeck
