// How a cache of look-ups is set, and what it has counted.
#pragma once

#include <QtGlobal>

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

} // namespace keydeck
