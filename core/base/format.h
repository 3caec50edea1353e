// How figures and times read, everywhere: table, panel, terminal and reports call these.
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace keydeck {

/// 1234567 -> "1,234,567" in the default locale; NaN -> "–". Fractions keep up to two digits.
[[nodiscard]] QString formatCount(double value);

/// "in 2 h 5 min", "3 min ago", "in 12 d", "just now" (under 5 s either way). Rounded down to whole
/// minutes from a minute on, and to whole days from a week on.
[[nodiscard]] QString formatRelative(qint64 atMs, qint64 nowMs);

/// A length of time, two units at most, cut off: "2 h 5 min", "45 s", "3 d 4 h", "1 y 20 d" (a year
/// is 365 days). Negative lengths are "0 s".
[[nodiscard]] QString formatDuration(qint64 ms);

/// "2026-01-18 10:30:00 CET": local time with its zone, to the second.
[[nodiscard]] QString formatExact(qint64 atMs);

/// "16:05" for a moment of today, "2026-01-20 16:05" for any other: local time.
[[nodiscard]] QString formatMoment(qint64 atMs, qint64 nowMs);

/// The same to the second: "16:05:01".
[[nodiscard]] QString formatToSecond(qint64 atMs, qint64 nowMs);

/// "16:05": local time, where the day is plain.
[[nodiscard]] QString formatClock(qint64 atMs);

/// One after the other; empty ones are left out.
[[nodiscard]] QString joinSentences(QStringList sentences);

/// Somebody else's text, safe to show as one plain line: control, line-breaking and bidirectional
/// formatting characters become their escapes ("\u202e"), everything else stays.
[[nodiscard]] QString displayText(QStringView text);

} // namespace keydeck
