#include "core/forecast/usagecurve.h"

#include <algorithm>

namespace keydeck {

namespace {

/// Where unobserved growth begins that ends between the two samples; the second sample's time for
/// none.
qint64 beginOf(const KeyHistory &history, const LifetimeSample &before, const LifetimeSample &after)
{
    const auto &gaps = history.unobserved;
    auto gap = std::upper_bound(gaps.begin(), gaps.end(), before.atMs,
        [](qint64 ms, const UnobservedGrowth &growth) { return ms < growth.toMs; });
    qint64 fromMs = after.atMs;
    for (; gap != gaps.end() && gap->toMs <= after.atMs; ++gap) {
        if (gap->tokens > 0)
            fromMs = std::min(fromMs, std::max(before.atMs, gap->fromMs));
    }
    return fromMs;
}

} // namespace

UsageCurve::UsageCurve(const KeyHistory &history)
{
    const QList<LifetimeSample> &samples = history.lifetime;
    if (samples.isEmpty())
        return;
    m_firstMs = samples.first().atMs;
    for (qsizetype i = 1; i < samples.size(); ++i) {
        const double tokens = samples[i].tokens - samples[i - 1].tokens;
        if (!(tokens > 0))
            continue;
        m_growths.append({beginOf(history, samples[i - 1], samples[i]), samples[i].atMs, tokens});
        m_before.append(m_total);
        m_total += tokens;
    }
}

qsizetype UsageCurve::firstAfter(qint64 ms) const
{
    return std::upper_bound(m_growths.begin(), m_growths.end(), ms,
               [](qint64 at, const Growth &growth) { return at < growth.toMs; })
        - m_growths.begin();
}

double UsageCurve::at(qint64 ms) const
{
    const qsizetype next = firstAfter(ms);
    if (next == m_growths.size())
        return m_total;
    const Growth &growth = m_growths[next];
    if (ms <= growth.fromMs)
        return m_before[next];
    return m_before[next]
        + growth.tokens * double(ms - growth.fromMs) / double(growth.toMs - growth.fromMs);
}

double UsageCurve::between(qint64 fromMs, qint64 toMs) const
{
    return at(toMs) - at(fromMs);
}

qsizetype UsageCurve::growthsBetween(qint64 fromMs, qint64 toMs) const
{
    return firstAfter(toMs) - firstAfter(fromMs);
}

} // namespace keydeck
