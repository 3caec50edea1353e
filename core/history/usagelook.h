// The figures of a key as the store or the gateway has them at a moment.
#pragma once

#include "core/gateway/statscodec.h"
#include "core/history/usagegrowth.h"
#include "core/store/apikey.h"

namespace keydeck {

/// Windows that start at the same moment count together, as for the gateway. What is no usable
/// figure or date is left out; so is a figure too great to be a count.
[[nodiscard]] UsageLook usageLook(const ApiKey &key, qint64 seenMs);
[[nodiscard]] UsageLook usageLook(const StatsSample &sample, qint64 seenMs);

} // namespace keydeck
