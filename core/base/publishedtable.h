// A hash table by text that any number of threads read while one changes it.
#pragma once

#include "core/base/readerslots.h"
#include "core/base/shorttext.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <memory>
#include <vector>

namespace keydeck {

/// Open addressing, a cache line a place, so that a look-up waits for memory once. A reader who
/// races with a change finds what was or what is. A table never grows, and a place never takes
/// another key: when half of the places have been used, another table is published in its stead.
///
/// A place says by one word what it holds: Empty, a Dead key (taken away; probing goes on), Nothing
/// (a key that is known to have no value) or the address of a value. Its key is written before that
/// word first changes and never after. A value and the time of its insertion are replaced one after
/// the other; a reader who sees the same value before and after it saw the time has a pair.
///
/// Invariants: the table owns its values unless it disowns them; m_put holds, by place, the tick at
/// which the value was put (or used by a reader without a slot), 0 where there is none; m_used, by
/// reader and place, that of a use, which came before where it is lower.
template <typename Value>
class PublishedTable final
{
public:
    static constexpr size_t Nowhere = ~size_t(0);

    struct Look
    {
        size_t place = Nowhere;
        const Value *value = nullptr; ///< null: known to be nothing
        qint64 insertedMs = 0;

        [[nodiscard]] bool isKnown() const { return place != Nowhere; }
    };

    /// For that many keys, and room to change some.
    explicit PublishedTable(qsizetype keys)
        : m_mask(std::bit_ceil(std::max(size_t(16), size_t(keys) * 5 / 2)) - 1)
        , m_places(new Place[m_mask + 1])
        , m_put(m_mask + 1)
    { }
    Q_DISABLE_COPY_MOVE(PublishedTable)
    ~PublishedTable()
    {
        for (std::atomic<Tick *> &ticks : m_used)
            delete[] ticks.load(std::memory_order_acquire);
        if (!m_isDisowned)
            forEach([](size_t, const ShortText &, const Value *value) { delete value; });
    }

    // A reader's, who holds a pin.

    /// The hash must be spread over all of its bits.
    [[nodiscard]] Look find(size_t hash, const ShortTextView &key) const
    {
        for (size_t at = hash & m_mask;; at = (at + 1) & m_mask) {
            const Place &place = m_places[at];
            Word word = place.word.load(std::memory_order_seq_cst);
            if (word == Empty)
                return {};
            while (word != Dead && place.key == key) {
                const qint64 insertedMs = place.insertedMs.load(std::memory_order_acquire);
                const Word again = place.word.load(std::memory_order_seq_cst);
                if (word == again) [[likely]]
                    return {at, valueOf(word), insertedMs};
                word = again;
            }
        }
    }

    void markUsed(size_t reader, size_t place, quint64 tick)
    {
        Tick *ticks = m_used[reader].load(std::memory_order_relaxed);
        if (!ticks) [[unlikely]] {
            ticks = new Tick[m_mask + 1]{};
            m_used[reader].store(ticks, std::memory_order_release);
        }
        ticks[place].store(tick, std::memory_order_relaxed);
    }

    // The writer's.

    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] bool hasRoom() const { return (m_taken + 1) * 2 <= m_mask + 1; }

    /// For a key that is not there, where there is room.
    void put(size_t hash, const ShortTextView &key, std::unique_ptr<const Value> value,
        qint64 insertedMs, quint64 tick)
    {
        size_t at = hash & m_mask;
        while (m_places[at].word.load(std::memory_order_relaxed) != Empty)
            at = (at + 1) & m_mask;
        ++m_taken;
        ++m_size;
        m_put[at] = tick;
        Place &place = m_places[at];
        place.key.assign(key);
        place.insertedMs.store(insertedMs, std::memory_order_relaxed);
        place.word.store(wordOf(value.release()), std::memory_order_seq_cst);
    }

    /// What was there is to be retired.
    [[nodiscard]] std::unique_ptr<const Value> replace(
        size_t place, std::unique_ptr<const Value> value, qint64 insertedMs, quint64 tick)
    {
        m_put[place] = tick;
        auto before = exchange(place, wordOf(value.release()));
        // In this order: a reader between the two may take the new value for an old one, but never
        // an old one for new.
        m_places[place].insertedMs.store(insertedMs, std::memory_order_release);
        return before;
    }

    /// What was there is to be retired.
    [[nodiscard]] std::unique_ptr<const Value> take(size_t place)
    {
        --m_size;
        m_put[place] = 0;
        return exchange(place, Dead);
    }

    /// A use by a reader without a slot.
    void markUsed(size_t place, quint64 tick) { m_put[place] = tick; }

    /// A table for that many keys, with the same values: one of the two must disown() them.
    [[nodiscard]] std::unique_ptr<PublishedTable> rebuilt(qsizetype keys, size_t seed) const
    {
        auto table = std::make_unique<PublishedTable>(keys);
        const Uses uses = allUses();
        forEach([&](size_t place, const ShortText &key, const Value *value) {
            const QString text = key.toString();
            const ShortTextView view(text);
            table->put(view.hash(seed), view, std::unique_ptr<const Value>(value),
                m_places[place].insertedMs.load(std::memory_order_relaxed), lastUse(uses, place));
        });
        return table;
    }
    /// Leaves the values to the table that was rebuilt from this one.
    void disown() { m_isDisowned = true; }

    /// visit(place, key, value)
    template <typename Visit>
    void forEach(Visit &&visit) const
    {
        for (size_t at = 0; at <= m_mask; ++at) {
            const Word word = m_places[at].word.load(std::memory_order_relaxed);
            if (word != Empty && word != Dead)
                visit(at, m_places[at].key, valueOf(word));
        }
    }

    /// Where the key is that was put or used at the lowest tick; Nowhere in an empty table. Its
    /// cost is that of places times readers with a hit here: see TtlCache.
    [[nodiscard]] size_t leastRecentlyUsed() const
    {
        const Uses uses = allUses();
        size_t least = Nowhere;
        quint64 leastTick = ~quint64(0);
        for (size_t at = 0; at <= m_mask; ++at) {
            if (m_put[at] == 0)
                continue;
            if (const quint64 tick = lastUse(uses, at); tick < leastTick) {
                least = at;
                leastTick = tick;
            }
        }
        return least;
    }

private:
    using Word = quintptr;
    using Tick = std::atomic<quint64>;
    using Uses = std::vector<const Tick *>;

    static constexpr Word Empty = 0;
    static constexpr Word Dead = 1;
    static constexpr Word Nothing = 2;
    static_assert(alignof(Value) > Nothing);

    struct alignas(64) Place
    {
        std::atomic<Word> word{Empty};
        std::atomic<qint64> insertedMs{0};
        ShortText key;
    };

    [[nodiscard]] static Word wordOf(const Value *value)
    {
        return value ? reinterpret_cast<Word>(value) : Nothing;
    }
    /// Null for what is none.
    [[nodiscard]] static const Value *valueOf(Word word)
    {
        return word > Nothing ? reinterpret_cast<const Value *>(word) : nullptr;
    }

    [[nodiscard]] std::unique_ptr<const Value> exchange(size_t place, Word word)
    {
        return std::unique_ptr<const Value>(
            valueOf(m_places[place].word.exchange(word, std::memory_order_seq_cst)));
    }

    [[nodiscard]] Uses allUses() const
    {
        Uses uses;
        for (const std::atomic<Tick *> &ticks : m_used) {
            if (const Tick *own = ticks.load(std::memory_order_acquire))
                uses.push_back(own);
        }
        return uses;
    }
    [[nodiscard]] quint64 lastUse(const Uses &uses, size_t place) const
    {
        quint64 last = m_put[place];
        for (const Tick *ticks : uses)
            last = std::max(last, ticks[place].load(std::memory_order_relaxed));
        return last;
    }

    const size_t m_mask; ///< one less than the number of places, which is a power of two
    const std::unique_ptr<Place[]> m_places;
    std::vector<quint64> m_put;
    qsizetype m_size = 0;
    size_t m_taken = 0; ///< places that are not empty
    bool m_isDisowned = false;
    std::array<std::atomic<Tick *>, ThreadIndex::Count> m_used{};
};

} // namespace keydeck
