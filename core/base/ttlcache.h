// An LRU cache with a fixed time to live: the semantics of the gateway's own API key cache.
#pragma once

#include "core/base/clock.h"

#include <QHash>

#include <list>
#include <optional>

namespace keydeck {

/// Read from CACHE_TTL_MS, CACHE_MAX_SIZE and CACHE_ENABLED, with the gateway's defaults and
/// floors.
struct CacheSettings
{
    qint64 ttlMs = 300'000; ///< at least 1000
    qsizetype maxSize = 1000; ///< at least 1
    bool enabled = true;
};

struct CacheStatistics
{
    quint64 hits = 0;
    quint64 misses = 0;
    qsizetype size = 0;
    qsizetype maxSize = 0;
    bool enabled = true;

    /// Percent, 0 when nothing was asked for yet.
    [[nodiscard]] double hitRate() const
    {
        const quint64 total = hits + misses;
        return total == 0 ? 0.0 : 100.0 * double(hits) / double(total);
    }
};

/// Invariants: m_index holds exactly the nodes of m_order; m_order runs from the most to the least
/// recently used; size() <= maxSize. An entry lives for ttlMs from its insertion, however often it
/// is read, and is dropped at the first access that finds its age greater than that. With the cache
/// disabled nothing is kept and nothing is counted.
///
/// Not thread-safe: its owner locks.
template <typename Key, typename Value>
class TtlCache final
{
public:
    TtlCache(const CacheSettings &settings, const Clock &clock)
        : m_settings(settings)
        , m_clock(clock)
    { }
    Q_DISABLE_COPY_MOVE(TtlCache) // the index holds iterators into the order

    /// The cached value, counted as a hit, or nothing, counted as a miss.
    [[nodiscard]] std::optional<Value> find(const Key &key)
    {
        if (!m_settings.enabled)
            return std::nullopt;
        const auto found = m_index.constFind(key);
        if (found != m_index.cend()
            && m_clock.monotonicMs() - (*found)->insertedMs <= m_settings.ttlMs) {
            ++m_hits;
            m_order.splice(m_order.begin(), m_order, *found);
            return (*found)->value;
        }
        if (found != m_index.cend())
            drop(found);
        ++m_misses;
        return std::nullopt;
    }

    void insert(const Key &key, Value value)
    {
        if (!m_settings.enabled)
            return;
        remove(key);
        m_order.push_front({key, std::move(value), m_clock.monotonicMs()});
        m_index.insert(key, m_order.begin());
        if (m_index.size() > m_settings.maxSize)
            drop(m_index.constFind(m_order.back().key));
    }

    void remove(const Key &key)
    {
        if (const auto found = m_index.constFind(key); found != m_index.cend())
            drop(found);
    }

    /// Drops every entry of which isStale(key, value) is true.
    template <typename IsStale>
    void removeIf(IsStale &&isStale)
    {
        for (auto node = m_order.begin(); node != m_order.end();) {
            const auto next = std::next(node);
            if (isStale(node->key, node->value))
                drop(m_index.constFind(node->key));
            node = next;
        }
    }

    [[nodiscard]] bool isEmpty() const { return m_order.empty(); }

    void clear()
    {
        m_index.clear();
        m_order.clear();
    }

    [[nodiscard]] CacheStatistics statistics() const
    {
        return {m_hits, m_misses, m_index.size(), m_settings.maxSize, m_settings.enabled};
    }

private:
    struct Node
    {
        Key key;
        Value value;
        qint64 insertedMs;
    };
    using Order = std::list<Node>;
    using Index = QHash<Key, typename Order::iterator>;

    void drop(typename Index::const_iterator found)
    {
        m_order.erase(*found);
        m_index.erase(found);
    }

    CacheSettings m_settings;
    const Clock &m_clock;
    Order m_order;
    Index m_index;
    quint64 m_hits = 0;
    quint64 m_misses = 0;
};

} // namespace keydeck
