// How long a key that was replaced stays valid beside its successor.
#pragma once

#include "core/base/result.h"

namespace keydeck {

/// "0", "1h", "24h", "7d", a date or an ISO time: when the grace that begins now ends, in
/// milliseconds since 1970. InvalidInput, in a sentence, for what is none of these, or is past.
[[nodiscard]] Result<qint64> graceEnd(const QString &text, qint64 nowMs);

} // namespace keydeck
