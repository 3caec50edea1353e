// The day, the time and the zone of a JavaScript date, as their numbers come in.
#pragma once

#include "core/rules/jsdateparser.h"

#include <QVarLengthArray>

namespace keydeck {

/// Up to three numbers and perhaps a named month, whose order tells which is which.
class DayReader final
{
public:
    /// False when there are three already.
    bool add(int n);
    void setMonth(int month) { m_namedMonth = month; }
    void setIso() { m_iso = true; }
    [[nodiscard]] bool isEmpty() const { return m_numbers.isEmpty(); }

    /// False when they are no date.
    [[nodiscard]] bool write(JsDateParts &parts);

private:
    void writeNumbers(JsDateParts &parts) const;
    void writeNamed(JsDateParts &parts) const;

    QVarLengthArray<int, 3> m_numbers;
    std::optional<int> m_namedMonth;
    bool m_iso = false;
};

/// Hours, minutes, seconds and milliseconds, in that order.
class TimeReader final
{
public:
    /// False when there are four already.
    bool add(int n);
    /// Adds the last one, whichever it is; what is left is 0.
    void addFinal(int n);
    /// AM or PM: 0 or 12 hours to add.
    void setHalf(int hours) { m_half = hours; }
    [[nodiscard]] bool isEmpty() const { return m_numbers.isEmpty(); }
    /// There is an hour, and n can come next.
    [[nodiscard]] bool expects(int n) const;

    /// False when they are no time of a day.
    [[nodiscard]] bool write(JsDateParts &parts);

private:
    QVarLengthArray<int, 4> m_numbers;
    std::optional<int> m_half;
};

/// An offset from UTC. Without a sign there is none.
class ZoneReader final
{
public:
    void setHours(int hours);
    void setSign(int sign) { m_sign = sign; }
    void setOffset(int hour, std::optional<int> minute);
    void setMinute(int minute) { m_minute = minute; }
    [[nodiscard]] bool isUtc() const { return m_hour == 0 && m_minute == 0; }
    /// There is an hour, and n can be its minutes.
    [[nodiscard]] bool expects(int n) const { return m_hour && !m_minute && n < 60; }

    /// False when the offset is beyond all bounds.
    [[nodiscard]] bool write(JsDateParts &parts) const;

private:
    int m_sign = 0;
    std::optional<int> m_hour;
    std::optional<int> m_minute;
};

} // namespace keydeck
