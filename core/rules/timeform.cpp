#include "core/rules/timeform.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsdateparser.h"

namespace keydeck {

TimeForm timeForm(QStringView text)
{
    const std::optional<JsDateParts> parts = parseJsDateParts(text);
    if (!parts || !jsDateOf(*parts))
        return TimeForm::None;
    if (!parts->iso || !parts->isDayOfTheCalendar())
        return TimeForm::Odd;
    if (!text.contains(u't', Qt::CaseInsensitive))
        return TimeForm::DateOnly;
    if (!parts->offsetSeconds)
        return TimeForm::Zoneless;
    return text.endsWith(u'z', Qt::CaseInsensitive) ? TimeForm::Utc : TimeForm::Offset;
}

std::optional<qint64> writtenTimeMs(const JsonValue &value)
{
    if (!value.isString())
        return std::nullopt;
    // Whatever has the form has no escapes.
    const auto parts
        = parseWrittenTime(QLatin1StringView(value.text().sliced(1, value.text().size() - 2)));
    return parts && parts->isDayOfTheCalendar() ? jsDateOf(*parts) : std::nullopt;
}

} // namespace keydeck
