// Lengths of time as people type them.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace keydeck {

/// "90s", "5m", "24h", "7d", "2w": milliseconds, more than none and at most 100 years.
/// InvalidInput, in a sentence that says how it is written, for anything else.
[[nodiscard]] Result<qint64> parseDuration(const QString &text);

} // namespace keydeck
