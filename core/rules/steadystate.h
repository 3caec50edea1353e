// What time alone does to a key whose record stays as it is.
#pragma once

#include "core/rules/keystatus.h"

namespace keydeck {

/// From nowMs on until before that moment, state and findings of the unchanged record stay as they
/// are at nowMs. nowMs itself where nothing can be said: they must be derived anew. state is that
/// of the record at nowMs.
[[nodiscard]] qint64 steadyUntilMs(const ApiKey &key, const KeyState &state, qint64 nowMs);

} // namespace keydeck
