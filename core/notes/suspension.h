// When a key counts as suspended.
#pragma once

#include "core/notes/keynotes.h"
#include "core/store/apikey.h"

#include <optional>

namespace keydeck {

/// What was remembered of the record's expiry when it was suspended; nothing unless the record has
/// exactly the expiry that suspending it wrote.
[[nodiscard]] std::optional<RememberedExpiry> suspensionOf(
    const KeyNote &note, const ApiKey &record);

[[nodiscard]] bool isSuspended(const KeyNotes &notes, const ApiKey &record);

/// With one more suspension remembered; the oldest are forgotten.
[[nodiscard]] KeyNote withSuspension(KeyNote note, const RememberedExpiry &expiry);

} // namespace keydeck
