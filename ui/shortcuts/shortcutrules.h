// Which keys may be a shortcut, and how shortcuts are written.
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <optional>

namespace keydeck {

/// Why nobody may have these keys as a shortcut, as a sentence; empty: somebody may. None at all
/// are fine.
[[nodiscard]] QString reservedReason(const QKeySequence &keys);

/// "Ctrl+Shift+Z, Ctrl+Y", for people.
[[nodiscard]] QString shortcutText(const QList<QKeySequence> &shortcuts);

/// The same for settings, where it reads alike on every desktop; none are an empty text.
[[nodiscard]] QString storedShortcuts(const QList<QKeySequence> &shortcuts);
/// Nothing where some of the text names no keys.
[[nodiscard]] std::optional<QList<QKeySequence>> parseShortcuts(const QString &text);

} // namespace keydeck
