// JavaScript's dates, as far as the gateway uses them.
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace keydeck {

struct JsDateParts;

/// The farthest moment that a Date can hold, either side of 1970.
inline constexpr qint64 MaximumJsDateMs = 8'640'000'000'000'000;

/// new Date(text).getTime(): milliseconds since 1970 UTC, or nothing for an Invalid Date. The ISO
/// forms follow ECMAScript: a date alone is UTC midnight, a date-time without a zone is local time.
/// Everything else ("Dec 31, 2027") is read as leniently as by the gateway's engine, see
/// jsdateparser.h.
[[nodiscard]] std::optional<qint64> parseJsDate(QStringView text);

/// The same of its parts.
[[nodiscard]] std::optional<qint64> jsDateOf(const JsDateParts &parts);

/// new Date(ms).toISOString(): "2026-01-18T10:30:00.000Z"; years outside 0 to 9999 have a sign and
/// six digits. Requires ms within MaximumJsDateMs.
[[nodiscard]] QString toIsoString(qint64 ms);

} // namespace keydeck
