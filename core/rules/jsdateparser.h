// The text of a JavaScript date, taken apart: ECMAScript's ISO forms, then the lenient reading that
// V8 gives to everything else. The gateway runs on Bun, whose date parser is V8's over UTF-8: white
// space beyond ASCII is a letter there (but for U+202F), and lone surrogates make no date.
#pragma once

#include <QLatin1StringView>
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
    std::optional<int> offsetSeconds; ///< east of UTC; nothing: local time
    bool iso = false; ///< one of the forms of ECMAScript, which every engine reads alike

    [[nodiscard]] bool isDayOfTheCalendar() const;
};

[[nodiscard]] std::optional<JsDateParts> parseJsDateParts(QStringView text);

/// The same of the one form that the gateway writes, "2026-01-18T10:30:00.000Z"; nothing for any
/// other.
[[nodiscard]] std::optional<JsDateParts> parseWrittenTime(QLatin1StringView text);

} // namespace keydeck
