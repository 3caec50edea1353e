#include "core/rules/timeform.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsdateparser.h"

#include <QDate>

namespace keydeck {

namespace {

bool isDayOfTheCalendar(const JsDateParts &parts)
{
    if (parts.month == 2 && parts.day == 29)
        return QDate::isLeapYear(parts.year < 0 ? parts.year - 1 : parts.year); // no year 0 in Qt
    return parts.day <= QDate(2001, parts.month, 1).daysInMonth();
}

} // namespace

TimeForm timeForm(QStringView text)
{
    const std::optional<JsDateParts> parts = parseJsDateParts(text);
    if (!parts || !parseJsDate(text))
        return TimeForm::None;
    if (!parts->iso || !isDayOfTheCalendar(*parts))
        return TimeForm::Odd;
    if (!text.contains(u't', Qt::CaseInsensitive))
        return TimeForm::DateOnly;
    if (!parts->offsetSeconds)
        return TimeForm::Zoneless;
    return text.endsWith(u'z', Qt::CaseInsensitive) ? TimeForm::Utc : TimeForm::Offset;
}

} // namespace keydeck
