// A record's own text, fit to be looked at.
#pragma once

#include "core/store/apikey.h"

#include <QString>

namespace keydeck {

/// Longer records are cut after this many characters, and say so.
inline constexpr qsizetype MaximumShownRecord = 20'000;

/// The record as it stands in the store, its keys masked, line by line as displayText(), and
/// moved to the left edge.
[[nodiscard]] QString recordText(const ApiKey &key);

} // namespace keydeck
