#include "core/history/usagelook.h"

#include "core/rules/jsdate.h"

#include <cmath>

namespace keydeck {

namespace {

constexpr double GreatestCount = 1LL << 53; // JavaScript counts no further

std::optional<double> usable(double tokens)
{
    return std::abs(tokens) <= GreatestCount ? std::optional(tokens) : std::nullopt;
}

} // namespace

UsageLook usageLook(const ApiKey &key, qint64 seenMs)
{
    UsageLook look{seenMs, parseJsDate(key.value(KeyField::LastUsed).toString()),
        usable(key.value(KeyField::TotalLifetimeTokens).toNumber()),
        key.value(KeyField::TokenLimitPer5h).toNumber()};
    const std::optional<UsageWindows> entries = key.usageWindows();
    if (!entries)
        return look;
    look.hasAllWindows = true;
    for (const UsageWindow &entry : *entries) {
        const std::optional<double> tokens = usable(entry.tokensUsed.toNumber());
        const std::optional<qint64> start = parseJsDate(entry.windowStart.toString());
        if (start && tokens)
            look.windows[*start] += *tokens;
    }
    return look;
}

UsageLook usageLook(const StatsSample &sample, qint64 seenMs)
{
    UsageLook look{seenMs, parseJsDate(sample.lastUsed), usable(sample.totalLifetimeTokens),
        sample.tokenLimitPer5h};
    const std::optional<qint64> start = parseJsDate(sample.windowStartedAt);
    const std::optional<double> tokens = usable(sample.tokensUsedInCurrentWindow);
    if (start && tokens && *tokens > 0) // without one, the gateway says that it begins now
        look.windows[*start] = *tokens;
    return look;
}

} // namespace keydeck
