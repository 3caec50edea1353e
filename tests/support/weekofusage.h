// A week of a store's usage, made up the same way every time, for the tests of the Usage page.
#pragma once

#include "core/store/keycodec.h"
#include "core/usage/storeusageview.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <algorithm>

namespace keydeck::test {

inline constexpr int WeekKeys = 13;
inline constexpr qint64 WeekHourMs = 60LL * 60 * 1000;
inline constexpr double WeekUnobserved = 300'000;

/// Of three models, one expired, one near its limit.
[[nodiscard]] inline KeySet weekKeys()
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < WeekKeys; ++n) {
        SampleKey key = sampleKey(n);
        key.model
            = QStringList{{}, QStringLiteral("glm-4.6"), QStringLiteral("glm-4.5-air")}[n % 3];
        keys.push_back(key);
    }
    keys[2].expiryDate = QStringLiteral("2026-01-10T00:00:00.000Z");
    keys[4].usageWindows.back().tokensUsed = 90'000;
    return decodeStore(storeBytes(keys));
}

/// What the n-th key used in an hour of the day: the lower its number, the more; less at night.
[[nodiscard]] inline double weekTokens(int n, int hour)
{
    const int daily = hour >= 8 && hour < 19 ? 900 : 120;
    return double(daily * (1 + (n * 5 + hour * 3) % 7) / (n + 1));
}

/// In period.span up to SomeNowMs, with a night in which nobody recorded and WeekUnobserved tokens
/// came in.
[[nodiscard]] inline StoreUsage weekUsage(const ReportPeriod &period)
{
    const TimeSpan span = period.span;
    const TimeSpan gap{span.fromMs + 40 * WeekHourMs, span.fromMs + 50 * WeekHourMs};
    StoreUsage usage{span};
    usage.beganMs = 1;
    usage.watched = {{span.fromMs, gap.fromMs}, {gap.toMs, SomeNowMs}};
    usage.unobserved = {{gap.fromMs, gap.toMs, WeekUnobserved, false}};
    QHash<qint64, double> sums;
    for (int n = 0; n < WeekKeys; ++n) {
        KeyUsage key{sampleKeyText(n)};
        for (qint64 ms = span.fromMs; ms + WeekHourMs <= SomeNowMs; ms += WeekHourMs) {
            const double tokens = weekTokens(n, int(ms / WeekHourMs % 24));
            if (tokens <= 0 || (ms >= gap.fromMs && ms < gap.toMs))
                continue;
            key.buckets.append({ms, WeekHourMs, tokens});
            key.tokens += tokens;
            sums[ms] += tokens;
        }
        key.unobserved = n == 1 ? WeekUnobserved : 0;
        usage.keys.append(key);
    }
    std::sort(usage.keys.begin(), usage.keys.end(),
        [](const KeyUsage &a, const KeyUsage &b) { return a.total() > b.total(); });
    for (qsizetype n = StackedKeys; n < usage.keys.size(); ++n)
        usage.keys[n].buckets.clear();
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum)
        usage.all.append({sum.key(), WeekHourMs, *sum});
    std::sort(usage.all.begin(), usage.all.end(),
        [](const UsageBucket &a, const UsageBucket &b) { return a.startMs < b.startMs; });
    return usage;
}

[[nodiscard]] inline StoreUsageView weekView(
    const PeriodChoice &choice = {PeriodChoice::Kind::Week})
{
    const ReportPeriod period = periodOf(choice, SomeNowMs);
    StoreUsage before{period.before};
    before.beganMs = 1;
    for (int n = 0; n < WeekKeys; n += 2)
        before.keys.append({sampleKeyText(n), double(300'000 / (n + 1)), 0});
    return storeUsageView(period, weekUsage(period), before, weekKeys(), SomeNowMs);
}

} // namespace keydeck::test
