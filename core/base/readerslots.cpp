#include "core/base/readerslots.h"

#include "core/base/asymmetricfence.h"

#include <algorithm>
#include <limits>

namespace keydeck {

namespace {

/// So that the fence, which interrupts the other processors, is rare.
constexpr size_t ReclaimFrom = 64;

} // namespace

ReaderSlots::ReaderSlots(Fencing fencing) : m_fencing(fencing) { }

ReaderSlots::Fencing ReaderSlots::cheapest()
{
    return AsymmetricFence::isOffered() ? Fencing::ByTheWriter : Fencing::ByBoth;
}

void ReaderSlots::add(Retired retired)
{
    m_retired.push_back(std::move(retired));
    if (m_retired.size() % ReclaimFrom == 0)
        reclaim();
}

void ReaderSlots::reclaim()
{
    if (m_retired.empty())
        return;
    if (m_fencing == Fencing::ByTheWriter)
        AsymmetricFence::everywhere();
    const quint64 oldest = oldestEpoch();
    const auto kept = std::ranges::find_if(
        m_retired, [oldest](const Retired &retired) { return retired.epoch >= oldest; });
    m_retired.erase(m_retired.begin(), kept);
}

quint64 ReaderSlots::oldestEpoch() const
{
    quint64 oldest = std::numeric_limits<quint64>::max();
    for (const Slot &slot : m_slots) {
        if (const quint64 since = slot.since.load(std::memory_order_seq_cst); since != 0)
            oldest = std::min(oldest, since);
    }
    return oldest;
}

} // namespace keydeck
