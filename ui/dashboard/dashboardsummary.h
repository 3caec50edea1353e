// What the dashboard says about a store, before any pixel.
#pragma once

#include "core/rules/keystatus.h"
#include "core/store/keyset.h"

#include <array>

namespace keydeck {

/// Among the keys, one that stands out.
struct TopKey
{
    qsizetype index = 0; ///< in the key set
    double tokens = 0;
    RateLimit rate;
};

/// Something that will happen by itself.
struct UpcomingEvent
{
    enum class Kind
    {
        Reset, ///< the window ends
        Unblock, ///< it ends, and with it the key's 429s
        Expiry,
    };
    Kind kind = Kind::Reset;
    qsizetype index = 0; ///< in the key set
    qint64 atMs = 0;
    RateLimit rate; ///< of a window that ends
};

struct DashboardSummary
{
    static constexpr int MaximumTop = 8;
    static constexpr int MaximumUpcoming = 4; ///< resets and expiries each

    qsizetype keys = 0;
    std::array<int, std::size(AllKeyStatuses)> counts{}; ///< by KeyStatus: a key counts once, worst
    std::vector<TopKey> byWindow; ///< most used first, unused ones left out
    std::vector<TopKey> byLifetime;
    /// Soonest first. Of the resets those that unblock a key go before those of a nearly full
    /// window, and these before the others.
    std::vector<UpcomingEvent> upcoming;

    [[nodiscard]] int count(KeyStatus status) const { return counts[size_t(status)]; }
};

/// One pass over the keys; linear, a microsecond or two a key.
[[nodiscard]] DashboardSummary summariseKeys(const KeySet &keys, qint64 nowMs);

/// "1 key makes the gateway fail, 2 are blocked and 9 expire within 7 days."
[[nodiscard]] QString dashboardVerdict(const DashboardSummary &summary);

} // namespace keydeck
