// Who reads what is published, so that it is freed only when nobody does.
#pragma once

#include "core/base/threadindex.h"

#include <QtGlobal>

#include <array>
#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace keydeck {

/// Readers pin, load a pointer to something published, and read it for as long as they hold the
/// pin: no lock, no count that threads share, and (with Fencing::ByTheWriter) no fence either. The
/// writer makes it unreachable, retires it, and it is freed by the first reclaim() at which no
/// reader is left that may have got hold of it.
///
/// Invariants: m_epoch grows with every retired object, which is tagged with the epoch before. A
/// slot says since which epoch its thread has been reading without a break, 0 for not at all; only
/// that thread writes to it. An object of an epoch before all of these is out of reach.
///
/// Pointers to what is published are loaded and replaced with std::memory_order_seq_cst.
class ReaderSlots final
{
public:
    enum class Fencing
    {
        ByTheWriter, ///< AsymmetricFence, which must be offered
        ByBoth
    };

    /// On a cache line of its own (and the neighbour that processors fetch with it).
    struct alignas(128) Slot
    {
        std::atomic<quint64> since{0};
        int depth = 0; ///< pins held
        // For whoever is read: counted by the slot's thread alone.
        std::atomic<quint64> tick{0};
        std::atomic<quint64> hits{0};
        std::atomic<quint64> misses{0};
    };

    /// Must be released by the thread that took it, and soon: nothing is freed meanwhile that is
    /// retired after it was taken. A thread may hold several.
    class Pin final
    {
    public:
        Pin() = default;
        Pin(Pin &&other) noexcept : m_slot(std::exchange(other.m_slot, nullptr)) { }
        Pin &operator=(Pin &&other) noexcept
        {
            std::swap(m_slot, other.m_slot);
            return *this;
        }
        Q_DISABLE_COPY(Pin)
        ~Pin()
        {
            if (m_slot && --m_slot->depth == 0)
                m_slot->since.store(0, std::memory_order_release);
        }

        [[nodiscard]] explicit operator bool() const { return m_slot; }
        [[nodiscard]] Slot &slot() const { return *m_slot; }

    private:
        friend class ReaderSlots;
        explicit Pin(Slot &slot) : m_slot(&slot) { }

        Slot *m_slot = nullptr;
    };

    explicit ReaderSlots(Fencing fencing = cheapest());
    Q_DISABLE_COPY_MOVE(ReaderSlots)
    /// Nobody may read any more.
    ~ReaderSlots() = default;

    /// What the system allows.
    [[nodiscard]] static Fencing cheapest();

    /// An empty one for a thread without a number (ThreadIndex).
    [[nodiscard]] Pin pin()
    {
        const int index = ThreadIndex::ofThisThread();
        if (index == ThreadIndex::None)
            return {};
        Slot &slot = m_slots[size_t(index)];
        if (slot.depth++ == 0)
            announce(slot);
        return Pin(slot);
    }
    /// Where a slot stands among all().
    [[nodiscard]] size_t indexOf(const Slot &slot) const { return size_t(&slot - m_slots.data()); }
    [[nodiscard]] const std::array<Slot, ThreadIndex::Count> &all() const { return m_slots; }

    // The writer's. One thread at a time.

    /// For what no reader can get hold of any more, except those that already have. Frees now and
    /// then what was retired before.
    template <typename T>
    void retire(std::unique_ptr<T> object)
    {
        add({m_epoch.fetch_add(1, std::memory_order_seq_cst),
            {object.release(),
                [](const void *retired) { delete static_cast<const T *>(retired); }}});
    }
    /// Frees what no reader can have any more.
    void reclaim();
    /// What is retired and not yet freed.
    [[nodiscard]] qsizetype retired() const { return qsizetype(m_retired.size()); }

private:
    void announce(Slot &slot)
    {
        const quint64 epoch = m_epoch.load(std::memory_order_acquire);
        if (m_fencing == Fencing::ByTheWriter) {
            slot.since.store(epoch, std::memory_order_release);
            std::atomic_signal_fence(std::memory_order_seq_cst);
        } else {
            slot.since.exchange(epoch, std::memory_order_seq_cst);
        }
    }
    struct Retired
    {
        quint64 epoch;
        std::unique_ptr<const void, void (*)(const void *)> object;
    };
    void add(Retired retired);
    [[nodiscard]] quint64 oldestEpoch() const;

    const Fencing m_fencing;
    std::atomic<quint64> m_epoch{1};
    std::vector<Retired> m_retired; ///< by epoch
    std::array<Slot, ThreadIndex::Count> m_slots;
};

} // namespace keydeck
