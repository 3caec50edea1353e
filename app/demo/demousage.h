// A month of past usage, as the gateway would have booked it.
#pragma once

#include "app/demo/democast.h"
#include "core/history/usagehistory.h"

#include <optional>
#include <random>

namespace keydeck {

/// The windows are the gateway's: fixed, anchored at first use, no booking above the limit. One
/// night Keydeck was not running: of that, the history has what stood in the file in the morning.
struct DemoUsage
{
    KeyHistory history; ///< windows, samples and watched spans
    qint64 lifetimeTokens = 0;
    std::optional<qint64> lastUsedMs;
};

/// Local time makes day and night.
[[nodiscard]] DemoUsage demoUsage(const DemoCharacter &who, qint64 nowMs, std::mt19937 &random);

} // namespace keydeck
