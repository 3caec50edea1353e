#include "core/rules/keystatus.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

bool isTruthy(const JsonValue &value)
{
    switch (value.kind()) {
    case JsonKind::Missing:
    case JsonKind::Null:
        return false;
    case JsonKind::Bool:
    case JsonKind::Number: {
        const double number = value.toNumber();
        return number != 0 && !std::isnan(number);
    }
    case JsonKind::String:
        return !value.toString().isEmpty();
    default:
        return true;
    }
}

struct StatusName
{
    KeyStatus status;
    QLatin1StringView id;
    QLatin1StringView word;
};
constexpr StatusName StatusNames[] = {
    {KeyStatus::Active, "active"_L1, "Active"_L1},
    {KeyStatus::Expiring, "expiring"_L1, "Expiring"_L1},
    {KeyStatus::NearLimit, "near_limit"_L1, "Near limit"_L1},
    {KeyStatus::Blocked, "blocked"_L1, "Blocked"_L1},
    {KeyStatus::Expired, "expired"_L1, "Expired"_L1},
    {KeyStatus::Failing, "failing"_L1, "Failing"_L1},
};

const StatusName &statusName(KeyStatus status)
{
    return *std::ranges::find(StatusNames, status, &StatusName::status);
}

// "16:05 (in 1 h 12 min)"
QString moment(qint64 atMs, qint64 nowMs)
{
    return u"%1 (%2)"_s.arg(formatMoment(atMs, nowMs), formatRelative(atMs, nowMs));
}

// The gateway looks at the expiry first.
QString failingAdvice(const KeyState &state, qint64 nowMs)
{
    if (state.all.contains(KeyStatus::Expired))
        return u"Failing: expired %1, so the gateway answers 403; with a later expiry it would "
               "answer 500, because it cannot read the usage_windows. Correct them in the store."_s
                   .arg(moment(*state.expiresMs, nowMs));
    return u"Failing: the gateway answers 500 to every request with this key, because it cannot "
           "read its usage_windows. Correct them in the store."_s;
}

QString blockedAdvice(const RateLimit &rate, qint64 nowMs)
{
    if (rate.limit < 0)
        return u"Blocked for good: the limit is negative, so the gateway answers 429 to every "
               "request. Set a limit of 0 or more."_s;
    if (rate.endMs(nowMs) <= nowMs)
        return u"Blocked: the gateway answers 429, although the window should have ended %1. "
               "Raise the limit, and see what the checks say about the window's start."_s.arg(
                   formatRelative(rate.endMs(nowMs), nowMs));
    return u"Blocked until %1: the gateway answers 429. Raise the limit or wait."_s.arg(
        moment(rate.endMs(nowMs), nowMs));
}

QString activeAdvice(const RateLimit &rate, qint64 nowMs)
{
    if (std::isnan(rate.limit))
        return u"Active and never blocked: the record has no limit that the gateway can compare "
               "with. Set one."_s;
    if (std::isnan(rate.used))
        return u"Active and never blocked: what it used cannot be added up, so the gateway does "
               "not limit it. Correct tokens_used in the store."_s;
    if (!rate.started)
        return u"Active: all of %1 tokens are free; the window of 5 hours starts with the next "
               "use."_s.arg(formatCount(rate.limit));
    return u"Active: %1 of %2 tokens remain until %3."_s.arg(
        formatCount(rate.remaining()), formatCount(rate.limit), moment(rate.endMs(nowMs), nowMs));
}

} // namespace

KeyState keyState(const ApiKey &key, qint64 nowMs)
{
    KeyState state;
    state.rate = checkRateLimit(key, nowMs);
    state.expiresMs = jsDateMs(key.value(KeyField::ExpiryDate));

    if (state.rate.gatewayFails)
        state.all.insert(KeyStatus::Failing);
    const bool expired = state.expiresMs && *state.expiresMs < nowMs;
    if (expired)
        state.all.insert(KeyStatus::Expired);
    if (state.rate.blocked)
        state.all.insert(KeyStatus::Blocked);
    else if (state.rate.usedPercent() >= NearLimitPercent)
        state.all.insert(KeyStatus::NearLimit);
    if (!expired && state.expiresMs && *state.expiresMs - nowMs <= ExpiringMs)
        state.all.insert(KeyStatus::Expiring);
    if (state.all.isEmpty())
        state.all.insert(KeyStatus::Active);
    state.status = state.all.worst();
    return state;
}

bool isKeyExpired(const ApiKey &key, qint64 nowMs)
{
    const std::optional<qint64> expires = jsDateMs(key.value(KeyField::ExpiryDate));
    return expires && *expires < nowMs;
}

bool hasOwnModel(const ApiKey &key)
{
    return isTruthy(key.value(KeyField::Model));
}

QString effectiveModel(const ApiKey &key, const QString &defaultModel)
{
    return hasOwnModel(key) ? jsString(key.value(KeyField::Model)) : defaultModel;
}

std::optional<qint64> lastUsedMs(const ApiKey &key)
{
    if (key.value(KeyField::TotalLifetimeTokens).toNumber() == 0)
        return std::nullopt;
    return parseJsDate(key.value(KeyField::LastUsed).toString());
}

QString statusId(KeyStatus status)
{
    return statusName(status).id;
}

std::optional<KeyStatus> statusFromId(QStringView id)
{
    const auto *found
        = std::ranges::find_if(StatusNames, [id](const StatusName &name) { return name.id == id; });
    return found == std::end(StatusNames) ? std::nullopt : std::optional(found->status);
}

QString statusWord(KeyStatus status)
{
    return statusName(status).word;
}

QString statusAdvice(const KeyState &state, qint64 nowMs)
{
    const RateLimit &rate = state.rate;
    switch (state.status) {
    case KeyStatus::Failing:
        return failingAdvice(state, nowMs);
    case KeyStatus::Expired:
        return u"Expired %1: the gateway answers 403. Set a later expiry to let it in again."_s.arg(
            moment(*state.expiresMs, nowMs));
    case KeyStatus::Blocked:
        return blockedAdvice(rate, nowMs);
    case KeyStatus::NearLimit:
        return u"%1 % of the limit is used: %2 tokens remain until %3."_s.arg(
            formatCount(std::floor(rate.usedPercent())), formatCount(rate.remaining()),
            moment(rate.endMs(nowMs), nowMs));
    case KeyStatus::Expiring:
        return u"Expires %1: from then on the gateway answers 403. Extend it in time."_s.arg(
            moment(*state.expiresMs, nowMs));
    case KeyStatus::Active:
        break;
    }
    return activeAdvice(rate, nowMs);
}

} // namespace keydeck
