// Lifetime samples in a few bytes each.
#pragma once

#include "core/history/historyvalues.h"

#include <QByteArray>

#include <optional>

namespace keydeck {

/// Requires samples in the order of time. Times are kept to the second: of the samples of one
/// second the last is kept. Totals are kept as they are, to the bit.
[[nodiscard]] QByteArray encodeSamples(const QList<LifetimeSample> &samples);

/// Nothing for bytes that encodeSamples() does not write.
[[nodiscard]] std::optional<QList<LifetimeSample>> decodeSamples(const QByteArray &chunk);

} // namespace keydeck
