// The expressions are the gateway's TypeScript, spelled out where JavaScript's types matter:
//   active  = usage_windows.filter(w => w.window_start >= cutoff)
//   used    = active.reduce((sum, w) => sum + w.tokens_used, 0)
//   end     = new Date(new Date(active[0].window_start).getTime() + 5 h).toISOString()
//   blocked = used > token_limit_per_5h
#include "core/rules/usagewindow.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

// JavaScript's + adds only until one side is text; from there on it joins.
class JsSum final
{
public:
    void add(const JsonValue &value)
    {
        if (m_text.isNull() && !isTextual(value))
            m_number += value.toNumber();
        else
            m_text = text() + jsString(value);
    }

    [[nodiscard]] double number() const
    {
        if (m_text.isNull())
            return m_number;
        const QByteArray literal = jsonStringText(m_text);
        return JsonValue(literal).toNumber();
    }

    // Two texts are compared as texts, anything else as numbers.
    [[nodiscard]] bool isGreaterThan(const JsonValue &limit) const
    {
        return m_text.isNull() || !isTextual(limit) ? number() > jsNumber(limit)
                                                    : m_text > jsString(limit);
    }

private:
    static bool isTextual(const JsonValue &value)
    {
        return value.kind() == JsonKind::String || value.kind() == JsonKind::Array
            || value.kind() == JsonKind::Object;
    }

    [[nodiscard]] QString text() const { return m_text.isNull() ? jsString(m_number) : m_text; }

    double m_number = 0;
    QString m_text; ///< null while the sum is still a number
};

RateLimit failingGateway()
{
    RateLimit rate;
    rate.gatewayFails = true;
    return rate;
}

} // namespace

double RateLimit::remaining() const
{
    const double left = limit - used;
    return std::isnan(left) ? left : std::max(0.0, left);
}

double RateLimit::usedPercent() const
{
    return limit > 0 && std::isfinite(limit) && !std::isnan(used) ? 100 * used / limit : 0;
}

qint64 RateLimit::retryAfterS(qint64 nowMs) const
{
    return std::max<qint64>(0, (endMs(nowMs) - nowMs) / 1000);
}

RateLimit checkRateLimit(const ApiKey &key, qint64 nowMs)
{
    const std::optional<UsageWindows> windows = key.usageWindows();
    if (!windows)
        return failingGateway();

    const QString cutoff = usageCutoff(nowMs);
    const JsonValue limit = key.value(KeyField::TokenLimitPer5h);
    RateLimit rate;
    std::optional<qint64> start = nowMs;
    JsSum used;
    for (const UsageWindow &window : *windows) {
        if (!isActiveWindow(window, cutoff))
            continue;
        used.add(window.tokensUsed);
        if (std::exchange(rate.started, true))
            continue;
        start = jsDateMs(window.windowStart);
    }
    if (!start || *start + UsageWindowMs > MaximumJsDateMs)
        return failingGateway();
    rate.beganMs = rate.started ? *start : 0;
    rate.used = used.number();
    rate.limit = jsNumber(limit);
    rate.blocked = used.isGreaterThan(limit);
    return rate;
}

QString windowStartedAt(const ApiKey &key, qint64 nowMs)
{
    const QString cutoff = usageCutoff(nowMs);
    for (const UsageWindow &window : key.usageWindows().value_or(UsageWindows())) {
        if (isActiveWindow(window, cutoff))
            return jsString(window.windowStart);
    }
    return toIsoString(nowMs);
}

QString usageCutoff(qint64 nowMs)
{
    return toIsoString(nowMs - UsageWindowMs);
}

bool isActiveWindow(const UsageWindow &window, const QString &cutoff)
{
    switch (window.windowStart.kind()) {
    case JsonKind::String:
        if (const auto plain = window.windowStart.plainText())
            return *plain >= cutoff;
        [[fallthrough]];
    case JsonKind::Array:
    case JsonKind::Object:
        return jsString(window.windowStart) >= cutoff;
    default:
        return false; // compared as numbers, and the cutoff's number is NaN
    }
}

bool isTokenCount(const JsonValue &value)
{
    const double count = value.toNumber();
    return value.kind() == JsonKind::Number && std::isfinite(count) && count >= 0
        && count == std::floor(count);
}

double countedTokens(const JsonValue &tokensUsed)
{
    JsSum sum;
    sum.add(tokensUsed);
    return sum.number();
}

} // namespace keydeck
