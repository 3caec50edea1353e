// JavaScript's dates, as far as the gateway uses them.
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace keydeck {

/// new Date(text).getTime(): milliseconds since 1970 UTC, or nothing for an Invalid Date. The ISO
/// forms follow ECMAScript: a date alone is UTC midnight, a date-time without a zone is local time.
/// Everything else follows the lenient fallback that JavaScript engines share ("Dec 31, 2027").
[[nodiscard]] std::optional<qint64> parseJsDate(QStringView text);

/// new Date(ms).toISOString(): "2026-01-18T10:30:00.000Z".
[[nodiscard]] QString toIsoString(qint64 ms);

} // namespace keydeck
