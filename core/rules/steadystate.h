// What time alone does to a key whose record stays as it is.
#pragma once

#include "core/rules/keystatus.h"

namespace keydeck {

/// From nowMs on until before that moment, state and findings of the unchanged record stay as they
/// are at nowMs, but for what passTime() changes. nowMs itself where nothing can be said: the
/// state must be derived anew. state is that of the record at nowMs.
[[nodiscard]] qint64 steadyUntilMs(const ApiKey &key, const KeyState &state, qint64 nowMs);

/// Makes a state what it is later on, before steadyUntilMs(): the seconds to wait go down, and a
/// window that has not begun moves on. startedAt is not kept up: it is cleared where it would move.
void passTime(KeyState &state, qint64 nowMs);

} // namespace keydeck
