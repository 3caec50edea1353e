// Local time, cut into equal stretches for bars.
#pragma once

#include "core/history/historyvalues.h"

namespace keydeck {

enum class SlotLength
{
    Hour, ///< a full hour of UTC, as the history counts them: half past where the zone is so
    QuarterDay, ///< six hours from local midnight on
    Day, ///< from midnight to midnight, which daylight saving makes 23 or 25 hours at times
    Week, ///< from the locale's first day on
    Month,
};

/// The finest that reads well over such a span and that buckets of such a length can be put into.
[[nodiscard]] SlotLength slotLengthFor(const TimeSpan &span, qint64 longestBucketMs);

/// The slots that a span of time touches, without a gap between them.
class LocalSlots final
{
public:
    LocalSlots() = default;
    LocalSlots(const TimeSpan &span, SlotLength length);

    [[nodiscard]] SlotLength length() const { return m_length; }
    [[nodiscard]] int count() const { return std::max(0, int(m_bounds.size()) - 1); }
    [[nodiscard]] TimeSpan at(int slot) const { return {m_bounds[slot], m_bounds[slot + 1]}; }
    /// From the first slot's beginning to the last one's end.
    [[nodiscard]] TimeSpan span() const;

    /// The slot of that moment; of the nearest one for a moment outside. At least one slot.
    [[nodiscard]] int slotOf(qint64 atMs) const;
    /// The slot that has most of the bucket: a zone of half hours halves some between two.
    [[nodiscard]] int slotOf(const UsageBucket &bucket) const
    {
        return slotOf(bucket.startMs + bucket.lengthMs / 2);
    }

private:
    SlotLength m_length = SlotLength::Hour;
    QList<qint64> m_bounds;
};

/// "Tue 20 Jan, 10:00–11:00", "Tue 20 Jan", "20 Jan – 26 Jan", "January 2026": local time.
[[nodiscard]] QString slotText(const TimeSpan &slot, SlotLength length);

} // namespace keydeck
