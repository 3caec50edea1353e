// A store with a little past, as reports take it.
#pragma once

#include "core/history/installationsecret.h"
#include "core/report/usagereport.h"
#include "core/store/keycodec.h"
#include "core/usage/storeusageview.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <map>
#include <numeric>

namespace keydeck::test {

inline constexpr qint64 ReportHourMs = 60LL * 60 * 1000;

/// Alice (glm-4.7), Bob (other) and Carol (glm-4.7, expired) in the last 24 hours: 1,000 tokens of
/// Alice, 300 of Bob, of which 100 nobody saw come in, none of Carol, and 50 of a key that is gone.
/// The 24 hours before: 400 of Alice. Somebody was recording all the time, for three days.
[[nodiscard]] inline ReportSource reportSource()
{
    SampleKey alice = sampleKey(0), bob = sampleKey(1), carol = sampleKey(2);
    alice.name = QStringLiteral("Alice");
    alice.model = QStringLiteral("glm-4.7");
    bob.name = QStringLiteral("Bob");
    bob.model = QStringLiteral("other");
    carol.name = QStringLiteral("Carol");
    carol.expiryDate = QStringLiteral("2026-01-01T00:00:00.000Z");

    ReportSource source;
    source.keys = decodeStore(storeBytes({alice, bob, carol}));
    source.nowMs = SomeNowMs;
    source.period = lastHours(24, SomeNowMs);
    source.records = {0, 1, 2};
    source.storePath = QStringLiteral("/srv/gateway/data/apikeys.json");
    source.gateway = QStringLiteral("http://127.0.0.1:3000");

    const TimeSpan &span = source.period.span;
    const qint64 noon = span.fromMs + 12 * ReportHourMs;
    const qint64 beganMs = span.fromMs - 48 * ReportHourMs;
    source.usage.span = span;
    source.usage.beganMs = beganMs;
    source.usage.watched = {{beganMs, SomeNowMs}};
    source.usage.keys = {
        {alice.key, 1000, 0, {{noon, ReportHourMs, 600}, {noon + ReportHourMs, ReportHourMs, 400}}},
        {bob.key, 200, 100, {{noon, ReportHourMs, 200}}},
        {QString(), 50, 0, {{noon, ReportHourMs, 50}}}};
    source.usage.all = {{noon, ReportHourMs, 850}, {noon + ReportHourMs, ReportHourMs, 400}};
    source.usage.unobserved = {{noon, noon + 2 * ReportHourMs, 100, true}};
    source.before.span = source.period.before;
    source.before.beganMs = beganMs;
    source.before.keys = {{alice.key, 400, 0, {}}};
    source.course = source.usage;
    source.histories[alice.key].windows = {{noon, 1000, 900, 0, 0}, // over its limit
        {span.fromMs - ReportHourMs, 5000, 900, 0, 0}}; // began before the period
    source.histories[bob.key].windows = {{noon, 200, qQNaN(), 100, 0}};
    return source;
}

/// What a store's usage tells of the keys that it has buckets of, as UsageHistory::usageOf() does.
[[nodiscard]] inline StoreUsage onlyNamed(StoreUsage usage)
{
    usage.keys.removeIf([](const KeyUsage &key) { return key.key.isEmpty(); });
    usage.unobserved.clear(); // known of all keys together only
    std::map<qint64, UsageBucket> all;
    for (const KeyUsage &key : usage.keys) {
        for (const UsageBucket &bucket : key.buckets) {
            UsageBucket &sum
                = all.try_emplace(bucket.startMs, UsageBucket{bucket.startMs, bucket.lengthMs, 0})
                      .first->second;
            sum.tokens += bucket.tokens;
        }
    }
    usage.all.clear();
    for (const auto &[start, bucket] : all)
        usage.all.append(bucket);
    for (qsizetype key = StackedKeys; key < usage.keys.size(); ++key)
        usage.keys[key].buckets.clear(); // these are the chart's others
    return usage;
}

} // namespace keydeck::test
