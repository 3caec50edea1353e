#include "ui/charts/usageperiods.h"

#include "core/history/localslots.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace keydeck {

namespace {

using Period = UsageBarsModel::Period;

constexpr qint64 HourMs = 60LL * 60 * 1000;

/// All that is known lies in it.
TimeSpan wholeSpan(const QList<UsageBucket> &buckets, const QList<UnobservedGrowth> &unobserved)
{
    TimeSpan span{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()};
    for (const UsageBucket &bucket : buckets) {
        span = {std::min(span.fromMs, bucket.startMs), std::max(span.toMs, bucket.endMs())};
    }
    for (const UnobservedGrowth &growth : unobserved) {
        span = {std::min(span.fromMs, growth.fromMs), std::max(span.toMs, growth.toMs + 1)};
    }
    return span.fromMs < span.toMs ? span : TimeSpan{0, 1};
}

bool isBefore(const PeriodUsage &a, const PeriodUsage &b)
{
    return std::tie(a.fromMs, a.toMs) < std::tie(b.fromMs, b.toMs);
}

/// Adds what comes in to the row of its period. Most of it comes in order: of a hundred thousand
/// hours a map would take longer than drawing them.
class PeriodSorter final
{
public:
    PeriodSorter(Period period, const TimeSpan &span)
        : m_period(period)
        , m_slots(span, period == Period::Hour ? SlotLength::Hour : SlotLength::Day)
    { }

    void add(const UsageBucket &bucket)
    {
        const bool isPart = m_period == Period::Day && bucket.lengthMs <= HourMs;
        const TimeSpan span = isPart ? m_slots.at(m_slots.slotOf(bucket))
                                     : TimeSpan{bucket.startMs, bucket.endMs()};
        add({span.fromMs, span.toMs, bucket.tokens, 0, false});
    }
    void add(const UnobservedGrowth &growth)
    {
        const TimeSpan span = m_slots.at(m_slots.slotOf(growth.fromMs));
        if (growth.toMs <= span.toMs)
            add({span.fromMs, span.toMs, 0, growth.tokens, false});
        else
            add({growth.fromMs, growth.toMs, 0, growth.tokens, true});
    }
    [[nodiscard]] QList<PeriodUsage> rows() &&
    {
        if (std::is_sorted(m_rows.cbegin(), m_rows.cend(), isBefore))
            return std::move(m_rows);
        QList<PeriodUsage> sorted = std::exchange(m_rows, {});
        std::stable_sort(sorted.begin(), sorted.end(), isBefore);
        for (const PeriodUsage &part : std::as_const(sorted))
            add(part);
        return std::move(m_rows);
    }

private:
    void add(const PeriodUsage &part)
    {
        if (m_rows.isEmpty() || isBefore(m_rows.constLast(), part)
            || isBefore(part, m_rows.constLast())) {
            m_rows.append(part);
            return;
        }
        PeriodUsage &row = m_rows.last();
        row.tokens += part.tokens;
        row.unobserved += part.unobserved;
        row.spansPeriods = part.spansPeriods;
    }

    Period m_period;
    LocalSlots m_slots;
    QList<PeriodUsage> m_rows; ///< as they came; those that came together are one
};

} // namespace

QList<PeriodUsage> usagePeriods(
    const QList<UsageBucket> &buckets, const QList<UnobservedGrowth> &unobserved, Period period)
{
    PeriodSorter sorter(period, wholeSpan(buckets, unobserved));
    for (const UsageBucket &bucket : buckets) {
        if (bucket.tokens > 0) {
            sorter.add(bucket);
        }
    }
    for (const UnobservedGrowth &growth : unobserved) {
        sorter.add(growth);
    }
    return std::move(sorter).rows();
}

} // namespace keydeck
