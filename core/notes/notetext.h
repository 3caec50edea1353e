// What may be written about a key.
#pragma once

#include "core/base/result.h"

namespace keydeck {

inline constexpr qsizetype MaximumNoteLength = 2000;
inline constexpr qsizetype MaximumNoteLineLength = 200;

/// A note: trimmed, of several lines if need be, and without other control characters. Empty: none.
/// InvalidInput otherwise.
[[nodiscard]] Result<QString> checkNoteText(const QString &text);

/// An owner or a contact, which what names ("owner"): the same, on one line.
[[nodiscard]] Result<QString> checkNoteLine(const QString &what, const QString &text);

} // namespace keydeck
