// How a time of the store is written.
#pragma once

#include "core/store/jsonvalue.h"

#include <QStringView>

#include <optional>

namespace keydeck {

enum class TimeForm
{
    Utc, ///< ISO 8601 with Z
    DateOnly, ///< ISO 8601, read as midnight UTC
    Offset, ///< ISO 8601 with an offset from UTC
    Zoneless, ///< ISO 8601, read as local time
    Odd, ///< understood, but no ISO form or no day of the calendar
    None ///< not a date
};

[[nodiscard]] TimeForm timeForm(QStringView text);

/// Milliseconds since 1970 of a string that is written exactly as the gateway writes every time,
/// "2026-01-18T10:30:00.000Z", a day of the calendar; nothing for all else. Of two such texts the
/// later one is the greater one.
[[nodiscard]] std::optional<qint64> writtenTimeMs(const JsonValue &value);

} // namespace keydeck
