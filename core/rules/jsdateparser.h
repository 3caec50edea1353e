// The text of a JavaScript date, taken apart: ECMAScript's ISO forms, then the lenient reading that
// V8 gives to everything else.
#pragma once

#include <QStringView>

#include <optional>

namespace keydeck {

/// The parts as they were written. A day may exceed its month ("2026-02-30" is 2 March).
struct JsDateParts
{
    int year = 0;
    int month = 1; ///< 1 to 12
    int day = 1; ///< 1 to 31
    int hour = 0; ///< 0 to 24
    int minute = 0;
    int second = 0;
    int millisecond = 0;
    std::optional<qint64> offsetMinutes; ///< east of UTC; nothing: local time
    bool iso = false; ///< one of the forms of ECMAScript, which every engine reads alike
};

[[nodiscard]] std::optional<JsDateParts> parseJsDateParts(QStringView text);

} // namespace keydeck
