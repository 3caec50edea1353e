// What a past that somebody else kept adds to the history.
#pragma once

#include "core/history/usagegrowth.h"

namespace keydeck {

/// Takes the past's windows, samples and watched spans, and finds the rest as growthOf() would
/// have: growth is observed where somebody was watching, and elsewhere as far as what a window has
/// beyond its observed growth explains it. Samples from recorded on, the first that the history has
/// of its own, give way.
[[nodiscard]] UsageGrowth pastGrowth(
    const KeyHistory &past, const std::optional<LifetimeSample> &recorded);

} // namespace keydeck
