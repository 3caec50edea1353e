#include "tests/support/historysums.h"

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

template <typename List>
double sumOf(const List &list)
{
    return std::accumulate(list.begin(), list.end(), 0.0,
        [](double sum, const auto &item) { return sum + item.tokens; });
}

template <typename List, typename Time>
bool isInOrder(const List &list, Time time)
{
    return std::is_sorted(
        list.begin(), list.end(), [&](const auto &a, const auto &b) { return time(a) < time(b); });
}

} // namespace

double tokensOf(const QList<UsageBucket> &buckets)
{
    return sumOf(buckets);
}

double tokensOf(const QList<UnobservedGrowth> &growths)
{
    return sumOf(growths);
}

double tokensOf(const QList<RecordedWindow> &windows)
{
    return std::accumulate(windows.begin(), windows.end(), 0.0,
        [](double sum, const RecordedWindow &window) { return sum + window.used(); });
}

double growthOf(const KeyHistory &history)
{
    return tokensOf(history.buckets) + tokensOf(history.unobserved);
}

double missingIn(const KeyHistory &history)
{
    if (history.lifetime.isEmpty())
        return growthOf(history);
    const double fallen = std::accumulate(history.falls.begin(), history.falls.end(), 0.0,
        [](double sum, const TotalFall &fall) { return sum + fall.after - fall.before; });
    return history.lifetime.last().tokens - history.lifetime.first().tokens - growthOf(history)
        - fallen;
}

QString disorderIn(const KeyHistory &history)
{
    const auto start = [](const auto &item) { return item.startMs; };
    const auto at = [](const auto &item) { return item.atMs; };
    if (!isInOrder(history.windows, start))
        return u"windows"_s;
    if (!isInOrder(history.lifetime, at))
        return u"samples"_s;
    if (!isInOrder(history.buckets, start))
        return u"buckets"_s;
    if (!isInOrder(history.falls, at))
        return u"falls"_s;
    if (!isInOrder(history.unobserved, [](const auto &growth) { return growth.toMs; }))
        return u"unobserved growth"_s;
    for (const UnobservedGrowth &growth : history.unobserved) {
        if (growth.fromMs > growth.toMs || growth.tokens <= 0)
            return u"unobserved growth of no length, or of nothing"_s;
    }
    for (qsizetype n = 1; n < history.buckets.size(); ++n) {
        if (history.buckets[n - 1].endMs() > history.buckets[n].startMs)
            return u"buckets that overlap"_s;
    }
    for (qsizetype n = 1; n < history.watched.size(); ++n) {
        if (history.watched[n - 1].toMs >= history.watched[n].fromMs)
            return u"spans of watching that overlap"_s;
    }
    return {};
}

} // namespace keydeck::test
