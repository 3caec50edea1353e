// Whether a history adds up.
#pragma once

#include "core/history/historyvalues.h"

namespace keydeck::test {

[[nodiscard]] double tokensOf(const QList<UsageBucket> &buckets);
[[nodiscard]] double tokensOf(const QList<UnobservedGrowth> &growths);
/// What the windows counted, resets included.
[[nodiscard]] double tokensOf(const QList<RecordedWindow> &windows);

/// What came in between the first sample and the last: buckets and what was not observed.
[[nodiscard]] double growthOf(const KeyHistory &history);
/// The newest total less the first sample and all that came since: 0 for a history that adds up.
[[nodiscard]] double missingIn(const KeyHistory &history);
/// What is out of order or out of place, in words; empty: nothing.
[[nodiscard]] QString disorderIn(const KeyHistory &history);

} // namespace keydeck::test
