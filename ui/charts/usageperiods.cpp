#include "ui/charts/usageperiods.h"

#include "core/history/localslots.h"

#include <QMap>

#include <limits>

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

/// Adds what comes in to the row of its period.
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
        at(span, false).tokens += bucket.tokens;
    }
    void add(const UnobservedGrowth &growth)
    {
        const TimeSpan span = m_slots.at(m_slots.slotOf(growth.fromMs));
        const bool fits = growth.toMs <= span.toMs;
        at(fits ? span : TimeSpan{growth.fromMs, growth.toMs}, !fits).unobserved += growth.tokens;
    }
    [[nodiscard]] QList<PeriodUsage> rows() const { return m_rows.values(); }

private:
    PeriodUsage &at(const TimeSpan &span, bool spansPeriods)
    {
        PeriodUsage &row = m_rows[{span.fromMs, span.toMs}];
        row.fromMs = span.fromMs;
        row.toMs = span.toMs;
        row.spansPeriods = spansPeriods;
        return row;
    }

    Period m_period;
    LocalSlots m_slots;
    QMap<QPair<qint64, qint64>, PeriodUsage> m_rows;
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
    return sorter.rows();
}

} // namespace keydeck
