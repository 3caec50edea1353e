// An LRU cache with a fixed time to live: the semantics of the gateway's own API key cache.
#pragma once

#include "core/base/cachesettings.h"
#include "core/base/clock.h"
#include "core/base/found.h"
#include "core/base/publishedtable.h"

#include <QHash>
#include <QMutex>
#include <QMutexLocker>
#include <QSet>

#include <optional>

namespace keydeck {

/// Any thread may call anything. A hit takes no lock and writes to no memory that another thread
/// writes to, except that a thread's first hit in each new table allocates the thread's ticks
/// there, and that threads beyond ThreadIndex::Count take the mutex and copy what they find.
/// Everything else is for one thread at a time.
///
/// A change costs a microsecond or so. Where the cache is full, or the table is built anew, all of
/// its places are looked through, in the ticks of each thread that had a hit there: at 1,000
/// entries that takes about 14 us with one such thread, and 0.7 ms with 60. Each of them costs 8
/// bytes a place besides the 64 of the place itself; there are 2.5 to 5 places for each entry that
/// a table is made for: at 1,000 entries 32 KiB a thread.
///
/// Invariants: m_table holds what is cached, at most maxSize entries. An entry lives for ttlMs from
/// its insertion, however often it is read, and is dropped at the first access that finds its age
/// greater than that. With the cache disabled nothing is kept and nothing is counted.
///
/// What is least recently used: every insertion has a tick above all that were given before, and
/// every hit one above the thread's last and the last insertion's. So the order is exact for one
/// thread, and between threads for any two events with an insertion in between; hits of several
/// threads between the same insertions are in order by how many each of them has had.
template <typename Value>
class TtlCache final
{
public:
    TtlCache(const CacheSettings &settings, const Clock &clock,
        ReaderSlots::Fencing fencing = ReaderSlots::cheapest())
        : m_settings(settings)
        , m_clock(clock)
        , m_readers(fencing)
        , m_table(new Table(0))
    { }
    Q_DISABLE_COPY_MOVE(TtlCache)
    /// Whatever was found must be released before.
    ~TtlCache() { delete m_table.load(std::memory_order_acquire); }

    /// What is cached for the key, counted as a hit, or nullopt, counted as a miss.
    [[nodiscard]] std::optional<Found<Value>> find(const QString &key)
    {
        std::optional<Found<Value>> found(std::in_place);
        if (!find(key, *found))
            found.reset();
        return found;
    }

    /// The same, into what holds nothing as yet; false for a miss. Moving what was found about
    /// would take longer than finding it.
    [[nodiscard]] bool find(const QString &key, Found<Value> &found)
    {
        if (!m_settings.enabled)
            return false;
        // First of all, so that the processor need not wait for memory with this still to do.
        const qint64 nowMs = m_clock.monotonicMs();
        ReaderSlots::Pin pin = m_readers.pin();
        if (!pin) [[unlikely]]
            return findWithoutSlot(key, nowMs, found);
        Slot &slot = pin.slot();
        const ShortTextView text(key);
        const size_t hash = text.hash(m_seed);
        Table &published = *m_table.load(std::memory_order_seq_cst);
        const Look look = published.find(hash, text);
        if (!look.isKnown() || hasExpired(look, nowMs)) [[unlikely]] {
            count(slot.misses);
            if (look.isKnown())
                dropExpired(hash, text, nowMs);
            return false;
        }
        count(slot.hits);
        const quint64 tick = 1
            + std::max(slot.tick.load(std::memory_order_relaxed),
                m_insertionTick.load(std::memory_order_relaxed));
        slot.tick.store(tick, std::memory_order_relaxed);
        published.markUsed(m_readers.indexOf(slot), look.place, tick);
        found.hold(look.value, std::move(pin));
        return true;
    }

    /// Null: known to be nothing.
    void insert(const QString &key, std::unique_ptr<const Value> value)
    {
        if (!m_settings.enabled)
            return;
        const ShortTextView text(key);
        const size_t hash = text.hash(m_seed);
        const qint64 nowMs = m_clock.monotonicMs();
        const QMutexLocker locker(&m_mutex);
        const quint64 tick = nextInsertionTick();
        if (const Look look = table().find(hash, text); look.isKnown()) {
            m_readers.retire(table().replace(look.place, std::move(value), nowMs, tick));
            return;
        }
        if (table().size() >= m_settings.maxSize)
            m_readers.retire(table().take(table().leastRecentlyUsed()));
        if (!table().hasRoom())
            rebuild();
        table().put(hash, text, std::move(value), nowMs, tick);
    }

    void remove(const QString &key)
    {
        const ShortTextView text(key);
        const size_t hash = text.hash(m_seed);
        const QMutexLocker locker(&m_mutex);
        if (const Look look = table().find(hash, text); look.isKnown())
            m_readers.retire(table().take(look.place));
    }

    /// Drops every entry of which isStale(key, value) is true; the value is a pointer, null for
    /// nothing. It must not use the cache.
    template <typename IsStale>
    void removeIf(IsStale &&isStale)
    {
        const QMutexLocker locker(&m_mutex);
        table().forEach([&](size_t place, const ShortText &key, const Value *value) {
            if (isStale(key.toString(), value))
                m_readers.retire(table().take(place));
        });
        m_readers.reclaim();
    }

    [[nodiscard]] QSet<QString> keys() const
    {
        const QMutexLocker locker(&m_mutex);
        QSet<QString> keys;
        table().forEach(
            [&](size_t, const ShortText &key, const Value *) { keys.insert(key.toString()); });
        return keys;
    }

    void clear()
    {
        const QMutexLocker locker(&m_mutex);
        m_readers.retire(publish(std::make_unique<Table>(0)));
        m_readers.reclaim();
    }

    [[nodiscard]] CacheStatistics statistics() const
    {
        const QMutexLocker locker(&m_mutex);
        quint64 hits = m_otherHits;
        quint64 misses = m_otherMisses;
        for (const Slot &slot : m_readers.all()) {
            hits += slot.hits.load(std::memory_order_relaxed);
            misses += slot.misses.load(std::memory_order_relaxed);
        }
        return {hits, misses, table().size(), m_settings.maxSize, m_settings.enabled};
    }

private:
    using Slot = ReaderSlots::Slot;
    using Table = PublishedTable<Value>;
    using Look = typename Table::Look;

    /// Only its thread writes to it.
    static void count(std::atomic<quint64> &counter)
    {
        counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    }
    [[nodiscard]] bool hasExpired(const Look &look, qint64 nowMs) const
    {
        return nowMs - look.insertedMs > m_settings.ttlMs;
    }

    // Under the mutex.

    [[nodiscard]] Table &table() const { return *m_table.load(std::memory_order_relaxed); }
    [[nodiscard]] std::unique_ptr<Table> publish(std::unique_ptr<Table> table)
    {
        return std::unique_ptr<Table>(m_table.exchange(table.release(), std::memory_order_seq_cst));
    }
    void rebuild()
    {
        std::unique_ptr<Table> old = publish(table().rebuilt(table().size() + 1, m_seed));
        old->disown();
        m_readers.retire(std::move(old));
    }
    [[nodiscard]] quint64 nextInsertionTick()
    {
        quint64 last = m_insertionTick.load(std::memory_order_relaxed);
        for (const Slot &slot : m_readers.all())
            last = std::max(last, slot.tick.load(std::memory_order_relaxed));
        m_insertionTick.store(last + 1, std::memory_order_relaxed);
        return last + 1;
    }

    void dropExpired(size_t hash, const ShortTextView &key, qint64 nowMs)
    {
        const QMutexLocker locker(&m_mutex);
        // Somebody may have inserted it again.
        if (const Look look = table().find(hash, key); look.isKnown() && hasExpired(look, nowMs))
            m_readers.retire(table().take(look.place));
    }

    /// For threads beyond those that ThreadIndex has numbers for.
    [[nodiscard]] bool findWithoutSlot(const QString &key, qint64 nowMs, Found<Value> &found)
    {
        const ShortTextView text(key);
        const QMutexLocker locker(&m_mutex);
        const Look look = table().find(text.hash(m_seed), text);
        if (look.isKnown() && !hasExpired(look, nowMs)) {
            ++m_otherHits;
            table().markUsed(look.place, nextInsertionTick());
            if (look.value)
                found = Found<Value>(std::make_unique<const Value>(*look.value));
            return true;
        }
        if (look.isKnown())
            m_readers.retire(table().take(look.place));
        ++m_otherMisses;
        return false;
    }

    const CacheSettings m_settings;
    const Clock &m_clock;
    const size_t m_seed = QHashSeed::globalSeed();
    ReaderSlots m_readers;
    std::atomic<Table *> m_table;
    std::atomic<quint64> m_insertionTick{0};
    mutable QMutex m_mutex; ///< one change at a time; guards the two below
    quint64 m_otherHits = 0;
    quint64 m_otherMisses = 0;
};

} // namespace keydeck
