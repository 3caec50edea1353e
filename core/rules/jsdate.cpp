#include "core/rules/jsdate.h"

#include "core/rules/jsdateparser.h"

#include <array>
#include <cstdlib>

#include <time.h>

namespace keydeck {

namespace {

constexpr qint64 DayMs = 86'400'000;

// Howard Hinnant's days_from_civil: days since 1970-01-01 in the proleptic Gregorian calendar. The
// day may exceed its month.
constexpr qint64 daysFromCivil(qint64 year, int month, int day)
{
    year -= month <= 2;
    const qint64 era = (year >= 0 ? year : year - 399) / 400;
    const qint64 yearOfEra = year - era * 400;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146'097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719'468;
}

struct CivilDate
{
    qint64 year;
    int month;
    int day;
};

constexpr CivilDate civilFromDays(qint64 days)
{
    days += 719'468;
    const qint64 era = (days >= 0 ? days : days - 146'096) / 146'097;
    const qint64 dayOfEra = days - era * 146'097;
    const qint64 yearOfEra
        = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 shifted = (5 * dayOfYear + 2) / 153;
    const int month = int(shifted < 10 ? shifted + 3 : shifted - 9);
    return {
        yearOfEra + era * 400 + (month <= 2), month, int(dayOfYear - (153 * shifted + 2) / 5) + 1};
}

static_assert(daysFromCivil(1970, 1, 1) == 0 && civilFromDays(0).day == 1);

constexpr qint64 floorDiv(qint64 value, qint64 by)
{
    return value / by - (value % by < 0);
}

qint64 utcOffsetMs(qint64 utcMs)
{
    const time_t seconds = floorDiv(utcMs, 1000);
    tm local{};
    localtime_r(&seconds, &local);
    return qint64(local.tm_gmtoff) * 1000;
}

// ECMAScript's UTC(t): a time that the clock skips or shows twice is read with the offset from
// before the change.
qint64 localToUtc(qint64 localMs)
{
    const qint64 before = utcOffsetMs(localMs - DayMs);
    const qint64 after = utcOffsetMs(localMs + DayMs);
    if (before == after || utcOffsetMs(localMs - before) == before)
        return localMs - before;
    return utcOffsetMs(localMs - after) == after ? localMs - after : localMs - before;
}

std::optional<qint64> clipped(qint64 ms)
{
    return std::abs(ms) <= MaximumJsDateMs ? std::optional(ms) : std::nullopt;
}

} // namespace

std::optional<qint64> parseJsDate(QStringView text)
{
    const auto parts = parseJsDateParts(text);
    return parts ? jsDateOf(*parts) : std::nullopt;
}

std::optional<qint64> jsDateOf(const JsDateParts &parts)
{
    if (std::abs(parts.year) > 400'000)
        return std::nullopt;
    const qint64 ms = daysFromCivil(parts.year, parts.month, parts.day) * DayMs
        + ((parts.hour * 60LL + parts.minute) * 60 + parts.second) * 1000 + parts.millisecond;
    if (parts.offsetSeconds)
        return clipped(ms - *parts.offsetSeconds * 1000LL);
    return std::abs(ms) <= MaximumJsDateMs + DayMs ? clipped(localToUtc(ms)) : std::nullopt;
}

QString toIsoString(qint64 ms)
{
    const qint64 days = floorDiv(ms, DayMs);
    const qint64 inDay = ms - days * DayMs;
    const CivilDate date = civilFromDays(days);
    const bool plain = date.year >= 0 && date.year <= 9999;

    std::array<char16_t, 27> text;
    char16_t *end = text.data();
    const auto append = [&end](qint64 value, int digits, char16_t after) {
        for (int i = digits - 1; i >= 0; --i, value /= 10)
            end[i] = char16_t(u'0' + value % 10);
        end[digits] = after;
        end += digits + 1;
    };
    if (!plain)
        *end++ = date.year < 0 ? u'-' : u'+';
    append(std::abs(date.year), plain ? 4 : 6, u'-');
    append(date.month, 2, u'-');
    append(date.day, 2, u'T');
    append(inDay / 3'600'000, 2, u':');
    append(inDay / 60'000 % 60, 2, u':');
    append(inDay / 1000 % 60, 2, u'.');
    append(inDay % 1000, 3, u'Z');
    return QStringView(text.data(), end).toString();
}

} // namespace keydeck
