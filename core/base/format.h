// How figures and times read, everywhere: table, panel, terminal and reports call these.
#pragma once

#include <QString>
#include <QStringView>

namespace keydeck {

/// 1234567 -> "1,234,567" in the default locale; NaN -> "–". Fractions keep up to two digits.
[[nodiscard]] QString formatCount(double value);

/// "in 2 h 5 min", "3 min ago", "just now" (under 5 s either way): two units at most.
[[nodiscard]] QString formatRelative(qint64 atMs, qint64 nowMs);

/// A length of time, two units at most: "2 h 5 min", "45 s", "3 d 4 h".
[[nodiscard]] QString formatDuration(qint64 ms);

/// "2026-01-18 10:30:00 CET": local time with its zone, to the second.
[[nodiscard]] QString formatExact(qint64 atMs);

/// Somebody else's text, safe to show as one plain line: control, line-breaking and bidirectional
/// formatting characters become their escapes ("\u202e"), everything else stays.
[[nodiscard]] QString displayText(QStringView text);

} // namespace keydeck
