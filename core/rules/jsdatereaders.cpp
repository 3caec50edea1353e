#include "core/rules/jsdatereaders.h"

#include <limits>

namespace keydeck {

namespace {

bool isDay(int n)
{
    return n >= 1 && n <= 31;
}

bool isMonth(int n)
{
    return n >= 1 && n <= 12;
}

} // namespace

bool DayReader::add(int n)
{
    if (m_numbers.size() == 3)
        return false;
    m_numbers.append(n);
    return true;
}

bool DayReader::write(JsDateParts &parts)
{
    if (m_numbers.isEmpty())
        return false;
    m_numbers.resize(3, 1); // what is not given is 1, the year 2001 included
    if (m_namedMonth)
        writeNamed(parts);
    else
        writeNumbers(parts);
    if (!m_iso && parts.year >= 0 && parts.year <= 99)
        parts.year += parts.year <= 49 ? 2000 : 1900;
    return isMonth(parts.month) && isDay(parts.day);
}

void DayReader::writeNumbers(JsDateParts &parts) const
{
    if (m_iso || !isDay(m_numbers[0])) {
        parts.year = m_numbers[0];
        parts.month = m_numbers[1];
        parts.day = m_numbers[2];
    } else {
        parts.month = m_numbers[0];
        parts.day = m_numbers[1];
        parts.year = m_numbers[2];
    }
}

void DayReader::writeNamed(JsDateParts &parts) const
{
    const bool yearFirst = !isDay(m_numbers[0]);
    parts.year = m_numbers[yearFirst ? 0 : 1];
    parts.month = *m_namedMonth;
    parts.day = m_numbers[yearFirst ? 1 : 0];
}

bool TimeReader::add(int n)
{
    if (m_numbers.size() == 4)
        return false;
    m_numbers.append(n);
    return true;
}

void TimeReader::addFinal(int n)
{
    add(n); // a fifth one is read and left out
    m_numbers.resize(4, 0);
}

bool TimeReader::expects(int n) const
{
    const qsizetype given = m_numbers.size();
    return given > 0 && given < 4 && n >= 0 && n < (given == 3 ? 1000 : 60);
}

bool TimeReader::write(JsDateParts &parts)
{
    m_numbers.resize(4, 0);
    int hour = m_numbers[0];
    if (m_half) {
        if (hour > 12)
            return false;
        hour = hour % 12 + *m_half;
    }
    parts.hour = hour;
    parts.minute = m_numbers[1];
    parts.second = m_numbers[2];
    parts.millisecond = m_numbers[3];
    const bool midnight
        = hour == 24 && parts.minute == 0 && parts.second == 0 && parts.millisecond == 0;
    return midnight
        || (hour < 24 && parts.minute < 60 && parts.second < 60 && parts.millisecond < 1000);
}

void ZoneReader::setHours(int hours)
{
    m_sign = hours < 0 ? -1 : 1;
    setOffset(hours * m_sign, 0);
}

void ZoneReader::setOffset(int hour, std::optional<int> minute)
{
    m_hour = hour;
    m_minute = minute;
}

bool ZoneReader::write(JsDateParts &parts) const
{
    if (m_sign == 0)
        return true;
    // In 32 bits, which wrap around: so does V8.
    const quint32 seconds
        = quint32(m_hour.value_or(0)) * 3600U + quint32(m_minute.value_or(0)) * 60U;
    if (seconds > quint32(std::numeric_limits<int>::max()))
        return false;
    parts.offsetSeconds = m_sign * int(seconds);
    return true;
}

} // namespace keydeck
