#include "core/history/pastgrowth.h"

#include "core/history/historytimes.h"
#include "core/rules/usagewindow.h"

#include <algorithm>

namespace keydeck {

namespace {

/// The growth up to a sample of which nobody saw the hour.
struct Gap
{
    qint64 heldUntilMs = 0; ///< the last moment at which the total before is known to have held
    LifetimeSample before;
    LifetimeSample after;
};

class PastGrowth final
{
public:
    explicit PastGrowth(const KeyHistory &past) : m_past(past)
    {
        for (const RecordedWindow &window : past.windows)
            m_left.insert(window.startMs, window.used());
    }

    [[nodiscard]] UsageGrowth of(QList<LifetimeSample> samples)
    {
        m_growth.windows = m_past.windows;
        m_growth.samples = std::move(samples);
        const QList<LifetimeSample> known = m_growth.samples;
        for (qsizetype n = 1; n < known.size(); ++n)
            addStep(known[n - 1], known[n]);
        for (const Gap &gap : std::as_const(m_gaps))
            addGap(gap);
        std::stable_sort(m_growth.samples.begin(), m_growth.samples.end(),
            [](const auto &a, const auto &b) { return a.atMs < b.atMs; });
        std::stable_sort(m_growth.observed.begin(), m_growth.observed.end(),
            [](const auto &a, const auto &b) { return a.atMs < b.atMs; });
        return m_growth;
    }

private:
    void addStep(const LifetimeSample &before, const LifetimeSample &after)
    {
        const double gain = after.tokens - before.tokens;
        if (gain < 0)
            m_growth.falls.append({after.atMs, before.tokens, after.tokens});
        if (gain <= 0)
            return;
        const qint64 held = std::max(before.atMs, heldUntil(after.atMs));
        if (after.atMs - held > ContinuousGapMs) {
            m_gaps.append({held, before, after});
            return;
        }
        m_growth.observed.append({after.atMs, gain});
        for (auto left = m_left.begin(); left != m_left.end(); ++left) {
            if (left.key() <= after.atMs && after.atMs <= left.key() + UsageWindowMs)
                *left -= gain;
        }
    }

    /// Whoever watches notes what is new: without a sample in between, the total still held. The
    /// first look of a span finds what happened before it.
    [[nodiscard]] qint64 heldUntil(qint64 atMs) const
    {
        qint64 held = 0;
        for (const TimeSpan &span : m_past.watched) {
            if (span.fromMs < atMs)
                held = std::max(held, std::min(span.toMs, atMs));
        }
        return held;
    }

    void addGap(const Gap &gap)
    {
        double tokens = gap.after.tokens - gap.before.tokens;
        std::optional<qint64> firstNewMs;
        for (auto left = m_left.begin(); left != m_left.end(); ++left) {
            const qint64 endMs = left.key() + UsageWindowMs;
            const double part = std::min(tokens, *left);
            if (part <= 0 || left.key() > gap.after.atMs || endMs < gap.heldUntilMs)
                continue;
            *left -= part;
            tokens -= part;
            addExplained(gap, std::max(gap.heldUntilMs, left.key()), part);
            if (!firstNewMs && left.key() - 1 > gap.before.atMs)
                firstNewMs = left.key();
        }
        if (tokens > 0)
            addUnexplained(gap, tokens, firstNewMs);
    }

    void addExplained(const Gap &gap, qint64 fromMs, double tokens)
    {
        if (gap.after.atMs - fromMs <= ContinuousGapMs)
            m_growth.observed.append({gap.after.atMs, tokens});
        else
            m_growth.unobserved.append({fromMs, gap.after.atMs, tokens, true});
    }

    void addUnexplained(const Gap &gap, double tokens, std::optional<qint64> firstNewMs)
    {
        const qint64 untilMs = firstNewMs ? *firstNewMs - 1 : gap.after.atMs;
        if (firstNewMs)
            m_growth.samples.append({untilMs, gap.before.tokens + tokens});
        m_growth.unobserved.append({std::min(gap.heldUntilMs, untilMs), untilMs, tokens, false});
    }

    const KeyHistory &m_past;
    QMap<qint64, double>
        m_left; ///< what each window has that no observed growth explains, by start
    QList<Gap> m_gaps;
    UsageGrowth m_growth;
};

} // namespace

UsageGrowth pastGrowth(const KeyHistory &past, const std::optional<LifetimeSample> &recorded)
{
    QList<LifetimeSample> samples;
    for (const LifetimeSample &sample : past.lifetime) {
        if (!recorded || sample.atMs < recorded->atMs)
            samples.append(sample);
    }
    if (recorded && !samples.isEmpty())
        samples.append(*recorded);
    return PastGrowth(past).of(std::move(samples));
}

} // namespace keydeck
