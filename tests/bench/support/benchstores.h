// Stores of any size for benchmarks, as a gateway leaves them: the same bytes every time.
#pragma once

#include <QByteArray>

namespace keydeck::bench {

/// JSON.stringify({ keys }, null, 2) of so many keys, whose names, models, limits, dates and
/// numbers of windows differ: about 590 bytes a key, as the design's 10,000-key store of 5.9 MB.
[[nodiscard]] QByteArray benchStore(int keyCount);

} // namespace keydeck::bench
