// The plain way to an LRU cache with a time to live, to compare with.
#pragma once

#include <chrono>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace keydeck::bench {

/// std::unordered_map into a std::list in the order of use, under a std::mutex, by
/// std::chrono::steady_clock, handing out copies.
template <typename Key, typename Value>
class LockedCache final
{
public:
    explicit LockedCache(size_t maxSize) : m_maxSize(maxSize) { }

    [[nodiscard]] std::optional<Value> find(const Key &key)
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_index.find(key);
        if (found == m_index.end() || Clock::now() - found->second->inserted > TimeToLive)
            return std::nullopt;
        m_order.splice(m_order.begin(), m_order, found->second);
        return found->second->value;
    }

    void insert(const Key &key, Value value)
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_index.find(key); found != m_index.end())
            m_order.erase(found->second);
        m_order.push_front({key, std::move(value), Clock::now()});
        m_index[key] = m_order.begin();
        if (m_index.size() > m_maxSize) {
            m_index.erase(m_order.back().key);
            m_order.pop_back();
        }
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::minutes TimeToLive{5};
    struct Node
    {
        Key key;
        Value value;
        Clock::time_point inserted;
    };

    const size_t m_maxSize;
    std::mutex m_mutex;
    std::list<Node> m_order;
    std::unordered_map<Key, typename std::list<Node>::iterator> m_index;
};

} // namespace keydeck::bench
