#include "core/history/historyfigures.h"

#include <algorithm>
#include <numeric>

namespace keydeck {

namespace {

template <typename Value, typename Touches>
QList<Value> those(const QList<Value> &values, Touches touches)
{
    QList<Value> found;
    std::copy_if(values.begin(), values.end(), std::back_inserter(found), touches);
    return found;
}

QList<LifetimeSample> samplesWithin(const QList<LifetimeSample> &samples, const TimeSpan &span)
{
    const auto byTime = [](const LifetimeSample &sample, qint64 ms) { return sample.atMs < ms; };
    auto begin = std::lower_bound(samples.begin(), samples.end(), span.fromMs, byTime);
    const auto end = std::lower_bound(begin, samples.end(), span.toMs, byTime);
    if (begin != samples.begin())
        --begin;
    return {begin, end};
}

} // namespace

KeyHistory historyWithin(const KeyHistory &history, const TimeSpan &span)
{
    const auto overlaps
        = [&span](qint64 fromMs, qint64 toMs) { return toMs > span.fromMs && fromMs < span.toMs; };
    const auto isIn = [&span](qint64 atMs) { return atMs > span.fromMs && atMs <= span.toMs; };
    KeyHistory part;
    part.windows = those(history.windows,
        [&](const RecordedWindow &window) { return overlaps(window.startMs, window.endMs()); });
    part.lifetime = samplesWithin(history.lifetime, span);
    part.buckets = those(history.buckets,
        [&](const UsageBucket &bucket) { return overlaps(bucket.startMs, bucket.endMs()); });
    part.unobserved = those(
        history.unobserved, [&](const UnobservedGrowth &growth) { return isIn(growth.toMs); });
    part.falls = those(history.falls, [&](const TotalFall &fall) { return isIn(fall.atMs); });
    for (const TimeSpan &watched : history.watched) {
        if (overlaps(watched.fromMs, watched.toMs))
            part.watched.append(
                {std::max(watched.fromMs, span.fromMs), std::min(watched.toMs, span.toMs)});
    }
    return part;
}

double observedTokens(const KeyHistory &history)
{
    return std::accumulate(history.buckets.begin(), history.buckets.end(), 0.0,
        [](double sum, const UsageBucket &bucket) { return sum + bucket.tokens; });
}

double unobservedTokens(const KeyHistory &history)
{
    return std::accumulate(history.unobserved.begin(), history.unobserved.end(), 0.0,
        [](double sum, const UnobservedGrowth &growth) { return sum + growth.tokens; });
}

std::optional<HistorySum> sumOf(const KeyHistory &history)
{
    if (history.lifetime.isEmpty())
        return std::nullopt;
    const double fallen = std::accumulate(history.falls.begin(), history.falls.end(), 0.0,
        [](double sum, const TotalFall &fall) { return sum + fall.before - fall.after; });
    return HistorySum{history.lifetime.first(), observedTokens(history), unobservedTokens(history),
        fallen, history.lifetime.last()};
}

QList<TimeSpan> unwatched(const QList<TimeSpan> &watched, const TimeSpan &span)
{
    QList<TimeSpan> gaps;
    qint64 fromMs = span.fromMs;
    for (const TimeSpan &seen : watched) {
        if (seen.fromMs > fromMs)
            gaps.append({fromMs, std::min(seen.fromMs, span.toMs)});
        fromMs = std::max(fromMs, seen.toMs);
        if (fromMs >= span.toMs)
            return gaps;
    }
    if (fromMs < span.toMs)
        gaps.append({fromMs, span.toMs});
    return gaps;
}

} // namespace keydeck
