// A month of past usage, as the gateway would have booked it.
#pragma once

#include "app/demo/democast.h"
#include "core/history/usagehistory.h"

#include <optional>
#include <random>

namespace keydeck {

/// The windows are the gateway's: fixed, anchored at first use, no booking above the limit. The
/// tokens of all of them are the growth of the lifetime total from the first sample to the last.
struct DemoUsage
{
    KeyHistory history;
    qint64 lifetimeTokens = 0;
    std::optional<qint64> lastUsedMs;
};

/// Local time makes day and night.
[[nodiscard]] DemoUsage demoUsage(const DemoCharacter &who, qint64 nowMs, std::mt19937 &random);

} // namespace keydeck
