// How a time of the store is written.
#pragma once

#include <QStringView>

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

} // namespace keydeck
