// Whether a key that was replaced can go.
#pragma once

#include "core/notes/keynote.h"
#include "core/store/apikey.h"

#include <optional>

namespace keydeck {

struct RotationAdvice
{
    /// After that long without a use, nobody is likely to come back.
    static constexpr qint64 QuietMs = 6LL * 60 * 60 * 1000;

    QString sentence;
    bool isQuiet = false; ///< safe to remove
    bool hasEnded = false; ///< the gateway answers 403: nobody can use it any more
};

/// Of a key that a rotation replaced: whether it is still used, by its record, and until when it is
/// valid. Nothing for any other key.
[[nodiscard]] std::optional<RotationAdvice> rotationAdvice(
    const KeyNote &note, const ApiKey &record, qint64 nowMs);

} // namespace keydeck
