#include "core/report/keyjson.h"

#include "core/base/fingerprint.h"
#include "core/rules/jsdate.h"

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QJsonValue numberJson(double value)
{
    constexpr double LargestSafe = 9'007'199'254'740'991.0;
    if (!std::isfinite(value))
        return QJsonValue::Null;
    if (value == std::floor(value) && std::abs(value) <= LargestSafe)
        return qint64(value);
    return value;
}

QString severityId(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Info:
        return u"info"_s;
    case FindingSeverity::Warning:
        return u"warning"_s;
    case FindingSeverity::Danger:
        break;
    }
    return u"danger"_s;
}

QJsonObject windowJson(const ApiKey &key, const RateLimit &rate, qint64 nowMs)
{
    if (rate.gatewayFails)
        return {{u"tokens_used"_s, {}}, {u"started_at"_s, {}}, {u"ends_at"_s, {}},
            {u"remaining_tokens"_s, {}}, {u"retry_after_s"_s, {}}};
    return {
        {u"tokens_used"_s, numberJson(rate.used)},
        {u"started_at"_s, rate.started ? QJsonValue(windowStartedAt(key, nowMs)) : QJsonValue()},
        {u"ends_at"_s, rate.started ? QJsonValue(toIsoString(rate.endMs(nowMs))) : QJsonValue()},
        {u"remaining_tokens"_s, numberJson(rate.remaining())},
        {u"retry_after_s"_s, rate.blocked ? rate.retryAfterS(nowMs) : 0},
    };
}

QJsonArray findingsJson(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array.append(findingJson(finding));
    return array;
}

} // namespace

QJsonObject keyJson(const ApiKey &key, const QList<Finding> &findings, qint64 nowMs, bool reveal)
{
    const KeyState state = keyState(key, nowMs);
    const auto stored = [&key](KeyField field) { return key.value(field).toQJson(); };
    QJsonObject json{
        {u"id"_s, fingerprint(key.key())},
        {u"name"_s, stored(KeyField::Name)},
        {u"masked_key"_s, maskedKey(key.key())},
        {u"model"_s, stored(KeyField::Model)},
        {u"effective_model"_s, effectiveModel(key)},
        {u"token_limit_per_5h"_s, stored(KeyField::TokenLimitPer5h)},
        {u"expiry_date"_s, stored(KeyField::ExpiryDate)},
        {u"created_at"_s, stored(KeyField::CreatedAt)},
        {u"last_used"_s, stored(KeyField::LastUsed)},
        {u"total_lifetime_tokens"_s, stored(KeyField::TotalLifetimeTokens)},
        {u"status"_s, statusId(state.status)},
        {u"is_expired"_s, isKeyExpired(key, nowMs)},
        {u"blocked"_s, state.rate.blocked},
        {u"window"_s, windowJson(key, state.rate, nowMs)},
        {u"findings"_s, findingsJson(findings)},
    };
    if (reveal)
        json.insert(u"key"_s, stored(KeyField::Key));
    return json;
}

QJsonObject findingJson(const Finding &finding)
{
    return {{u"id"_s, finding.id}, {u"severity"_s, severityId(finding.severity)},
        {u"message"_s, finding.message}};
}

QJsonArray keysJson(const KeySet &keys, qint64 nowMs, bool reveal)
{
    const std::vector<QList<Finding>> findings = lintKeys(keys, nowMs);
    QJsonArray array;
    for (qsizetype i = 0; i < keys.size(); ++i)
        array.append(keyJson(keys.at(i), findings[size_t(i)], nowMs, reveal));
    return array;
}

} // namespace keydeck
