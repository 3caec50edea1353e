// Checked against V8 with generated texts; tests/core/rules/tst_jsdate.cpp holds the figures. The
// reading has two stages as V8's has: ISO first, and when that ends early, the lenient stage goes
// on with what was read so far.
#include "core/rules/jsdateparser.h"

#include "core/rules/jsdatescanner.h"

#include <QVarLengthArray>

#include <utility>

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

// The digits after the point: more than three are cut off, fewer stand for tenths, hundredths.
int milliseconds(const DateToken &number)
{
    int value = number.value;
    int length = number.length;
    for (; length < 3; ++length)
        value *= 10;
    for (length = std::min(length, 9); length > 3; --length)
        value /= 10;
    return value;
}

// Up to three numbers and perhaps a named month, whose order tells which is which.
class DayReader final
{
public:
    bool add(int n)
    {
        if (m_numbers.size() == 3)
            return false;
        m_numbers.append(n);
        return true;
    }
    void setMonth(int month) { m_namedMonth = month; }
    void setIso() { m_iso = true; }
    [[nodiscard]] bool isEmpty() const { return m_numbers.isEmpty(); }

    [[nodiscard]] bool write(JsDateParts &parts)
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

private:
    void writeNumbers(JsDateParts &parts) const
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

    void writeNamed(JsDateParts &parts) const
    {
        parts.month = *m_namedMonth;
        const bool yearFirst = !isDay(m_numbers[0]);
        parts.day = m_numbers[yearFirst ? 1 : 0];
        parts.year = m_numbers[yearFirst ? 0 : 1];
    }

    QVarLengthArray<int, 3> m_numbers;
    std::optional<int> m_namedMonth;
    bool m_iso = false;
};

// Hours, minutes, seconds and milliseconds, in that order.
class TimeReader final
{
public:
    bool add(int n)
    {
        if (m_numbers.size() == 4)
            return false;
        m_numbers.append(n);
        return true;
    }
    bool addFinal(int n)
    {
        const bool added = add(n);
        m_numbers.resize(4, 0);
        return added;
    }
    void setHalf(int hours) { m_half = hours; }
    [[nodiscard]] bool isEmpty() const { return m_numbers.isEmpty(); }
    [[nodiscard]] bool expects(int n) const
    {
        const qsizetype given = m_numbers.size();
        return given > 0 && given < 4 && n >= 0 && n < (given == 3 ? 1000 : 60);
    }

    [[nodiscard]] bool write(JsDateParts &parts)
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

private:
    QVarLengthArray<int, 4> m_numbers;
    std::optional<int> m_half;
};

class ZoneReader final
{
public:
    void setHours(int hours)
    {
        m_sign = hours < 0 ? -1 : 1;
        m_hour = hours * m_sign;
        m_minute = 0;
    }
    void setSign(int sign) { m_sign = sign; }
    void setOffset(int hour, std::optional<int> minute)
    {
        m_hour = hour;
        m_minute = minute;
    }
    void setMinute(int minute) { m_minute = minute; }
    [[nodiscard]] bool isEmpty() const { return !m_hour; }
    [[nodiscard]] bool isUtc() const { return m_hour == 0 && m_minute == 0; }
    [[nodiscard]] bool expects(int n) const { return m_hour && !m_minute && n < 60; }

    void write(JsDateParts &parts) const
    {
        if (m_sign != 0)
            parts.offsetMinutes = m_sign * (qint64(m_hour.value_or(0)) * 60 + m_minute.value_or(0));
    }

private:
    int m_sign = 0;
    std::optional<int> m_hour;
    std::optional<int> m_minute;
};

class DateParser final
{
public:
    explicit DateParser(QStringView text) : m_scanner(text) { }

    std::optional<JsDateParts> parse()
    {
        JsDateParts parts;
        switch (readIsoDate()) {
        case IsoEnd::Whole:
            parts.iso = true;
            break;
        case IsoEnd::Invalid:
            return std::nullopt;
        case IsoEnd::Early:
            if (!readLenient())
                return std::nullopt;
        }
        if (!m_day.write(parts) || !m_time.write(parts))
            return std::nullopt;
        m_zone.write(parts);
        return parts;
    }

private:
    enum class IsoEnd
    {
        Whole, ///< the text is an ISO date
        Early, ///< it is not, from m_token on
        Invalid ///< it cannot be a date of any form
    };

    IsoEnd early()
    {
        m_token = m_scanner.next();
        return IsoEnd::Early;
    }

    // YYYY, YYYY-MM or YYYY-MM-DD, with a year of four digits or of a sign and six.
    IsoEnd readIsoDate()
    {
        if (m_scanner.peek().isSign()) {
            m_token = m_scanner.next();
            if (!m_scanner.peek().isNumber(6, 0, 999'999))
                return IsoEnd::Early;
            const int year = m_scanner.next().value;
            if (year == 0 && m_token.value == u'-')
                return IsoEnd::Early;
            m_day.add(m_token.value == u'-' ? -year : year);
        } else if (m_scanner.peek().isNumber(4, 0, 9999)) {
            m_day.add(m_scanner.next().value);
        } else {
            return early();
        }
        if (m_scanner.skipSymbol(u'-')) {
            if (!m_scanner.peek().isNumber(2, 1, 12))
                return early();
            m_day.add(m_scanner.next().value);
            if (m_scanner.skipSymbol(u'-')) {
                if (!m_scanner.peek().isNumber(2, 1, 31))
                    return early();
                m_day.add(m_scanner.next().value);
            }
        }
        return readIsoTime();
    }

    IsoEnd readIsoTime()
    {
        if (m_scanner.peek().kind == DateToken::End) {
            m_zone.setHours(0); // a date alone is UTC, a date with a time is local
        } else if (!m_scanner.peek().isWord(DateWord::TimeSeparator)) {
            return early();
        } else {
            m_scanner.next();
            if (!readIsoClock() || !readIsoZone() || m_scanner.peek().kind != DateToken::End)
                return IsoEnd::Invalid;
        }
        m_day.setIso();
        return IsoEnd::Whole;
    }

    bool readIsoClock()
    {
        const bool is24 = m_scanner.peek().value == 24;
        const int most = is24 ? 0 : 59;
        if (!addIfNumber(24) || !m_scanner.skipSymbol(u':') || !addIfNumber(most))
            return false;
        if (!m_scanner.skipSymbol(u':'))
            return true;
        if (!addIfNumber(most))
            return false;
        if (!m_scanner.skipSymbol(u'.'))
            return true;
        const DateToken fraction = m_scanner.next();
        if (!fraction.isNumber() || (is24 && fraction.value > 0))
            return false;
        return m_time.add(milliseconds(fraction));
    }

    bool addIfNumber(int most)
    {
        return m_scanner.peek().isNumber(2, 0, most) && m_time.add(m_scanner.next().value);
    }

    // Z, ±HH:mm, or ±HHmm, which is no ISO form but read as one.
    bool readIsoZone()
    {
        if (m_scanner.peek().isZ()) {
            m_scanner.next();
            m_zone.setHours(0);
            return true;
        }
        if (!m_scanner.peek().isSign())
            return true;
        m_zone.setSign(m_scanner.next().value == u'+' ? 1 : -1);
        if (m_scanner.peek().isNumber(4, 0, 2359)) {
            const int digits = m_scanner.next().value;
            m_zone.setOffset(digits / 100, digits % 100);
            return digits % 100 < 60;
        }
        if (!m_scanner.peek().isNumber(2, 0, 23))
            return false;
        const int hour = m_scanner.next().value;
        if (!m_scanner.skipSymbol(u':') || !m_scanner.peek().isNumber(2, 0, 59))
            return false;
        m_zone.setOffset(hour, m_scanner.next().value);
        return true;
    }

    bool readLenient()
    {
        m_numberRead = !m_day.isEmpty();
        for (; m_token.kind != DateToken::End; m_token = m_scanner.next()) {
            if (!readLenientToken())
                return false;
        }
        return true;
    }

    bool readLenientToken()
    {
        if (m_token.isNumber()) {
            m_numberRead = true;
            return readNumber();
        }
        if (m_token.kind == DateToken::Word)
            return readWord();
        if (m_token.isSign() && (m_zone.isUtc() || !m_time.isEmpty()))
            return readOffset();
        return !(m_numberRead && (m_token.isSign() || m_token.isSymbol(u')')));
    }

    bool readNumber()
    {
        const int n = m_token.value;
        if (m_scanner.skipSymbol(u':')) {
            if (m_scanner.skipSymbol(u':')) // "10::" leaves the minutes out
                return m_time.isEmpty() && m_time.add(n) && m_time.add(0);
            if (!m_time.add(n))
                return false;
            m_scanner.skipSymbol(u'.');
            return true;
        }
        if (m_scanner.skipSymbol(u'.') && m_time.expects(n)) {
            m_time.add(n);
            if (!m_scanner.peek().isNumber())
                return false;
            m_time.addFinal(milliseconds(m_scanner.next())); // a fifth part is read and left out
            return true;
        }
        if (m_zone.expects(n)) {
            m_zone.setMinute(n);
            return true;
        }
        if (m_time.expects(n)) {
            m_time.addFinal(n);
            const DateToken &after = m_scanner.peek();
            return after.kind == DateToken::End || after.kind == DateToken::Space || after.isZ()
                || after.isSign();
        }
        if (!m_day.add(n))
            return false;
        m_scanner.skipSymbol(u'-');
        return true;
    }

    // Words before the first number are skipped ("Monday"), after it they must mean something.
    bool readWord()
    {
        if (m_token.word == DateWord::AmPm && !m_time.isEmpty()) {
            m_time.setHalf(m_token.value);
        } else if (m_token.word == DateWord::Month) {
            m_day.setMonth(m_token.value);
            m_scanner.skipSymbol(u'-');
        } else if (m_token.word == DateWord::Zone && m_numberRead) {
            m_zone.setHours(m_token.value);
        } else {
            return !m_numberRead && !m_scanner.peek().isNumber();
        }
        return true;
    }

    bool readOffset()
    {
        m_zone.setSign(m_token.value == u'+' ? 1 : -1);
        const DateToken number = m_scanner.peek().isNumber() ? m_scanner.next() : DateToken{};
        m_numberRead = true;
        if (m_scanner.peek().isSymbol(u':'))
            m_zone.setOffset(number.value, std::nullopt);
        else if (number.length == 1 || number.length == 2)
            m_zone.setOffset(number.value, 0);
        else if (number.length == 3 || number.length == 4)
            m_zone.setOffset(number.value / 100, number.value % 100);
        else
            return false;
        return true;
    }

    DateScanner m_scanner;
    DateToken m_token;
    DayReader m_day;
    TimeReader m_time;
    ZoneReader m_zone;
    bool m_numberRead = false;
};

} // namespace

std::optional<JsDateParts> parseJsDateParts(QStringView text)
{
    return DateParser(text).parse();
}

} // namespace keydeck
