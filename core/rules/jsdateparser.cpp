// The reading has two stages as V8's has: ISO first, and when that ends early, the lenient stage
// goes on with what was read so far. Checked against V8 with generated texts (tst_jsdate.cpp).
#include "core/rules/jsdateparser.h"

#include "core/rules/jsdatereaders.h"
#include "core/rules/jsdatescanner.h"

#include <QDate>

#include <algorithm>

namespace keydeck {

namespace {

// The digits after the point: fewer than three stand for tenths and hundredths, more are cut off.
int milliseconds(const DateToken &number)
{
    int value = number.value;
    int length = number.length;
    for (; length < 3; ++length)
        value *= 10;
    for (length = std::min(length, DateToken::SignificantDigits); length > 3; --length)
        value /= 10;
    return value;
}

constexpr QStringView Form = u"0000-00-00T00:00:00.000Z";

// "2026-01-18T10:30:00.000Z", as the gateway writes every time, or without milliseconds, as people
// do: nearly all that is ever read. Nothing where it is another form, or not in range.
template <typename Text>
std::optional<JsDateParts> readUsualForm(Text text)
{
    constexpr qsizetype Seconds = 19; // characters up to them
    const bool withMilliseconds = text.size() == Form.size();
    if ((!withMilliseconds && text.size() != Seconds + 1) || text.back() != u'Z')
        return std::nullopt;
    for (qsizetype i = 0; i < text.size() - 1; ++i) {
        const bool isDigit = text[i] >= u'0' && text[i] <= u'9';
        if (Form[i] == u'0' ? !isDigit : text[i] != Form[i])
            return std::nullopt;
    }
    const auto number = [text](qsizetype at, qsizetype digits) {
        int value = 0;
        for (qsizetype i = at; i < at + digits; ++i)
            value = value * 10 + (QChar(text[i]).unicode() - u'0');
        return value;
    };
    const JsDateParts parts{.year = number(0, 4),
        .month = number(5, 2),
        .day = number(8, 2),
        .hour = number(11, 2),
        .minute = number(14, 2),
        .second = number(17, 2),
        .millisecond = withMilliseconds ? number(20, 3) : 0,
        .offsetSeconds = 0,
        .iso = true};
    const bool inRange = parts.month >= 1 && parts.month <= 12 && parts.day >= 1 && parts.day <= 31
        && parts.hour < 24 && parts.minute < 60 && parts.second < 60;
    return inRange ? std::optional(parts) : std::nullopt;
}

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
        const bool valid = m_day.write(parts) && m_time.write(parts) && m_zone.write(parts);
        return valid ? std::optional(parts) : std::nullopt;
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
            m_time.addFinal(milliseconds(m_scanner.next()));
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

bool JsDateParts::isDayOfTheCalendar() const
{
    constexpr int ShortestMonth = 28;
    if (month == 2 && day == 29)
        return QDate::isLeapYear(year < 1 ? year - 1 : year); // no year 0 in Qt
    return day <= ShortestMonth || day <= QDate(2001, month, 1).daysInMonth();
}

std::optional<JsDateParts> parseJsDateParts(QStringView text)
{
    if (const auto parts = readUsualForm(text))
        return parts;
    // The gateway's engine hands UTF-8 to its parser.
    return text.isValidUtf16() ? DateParser(text).parse() : std::nullopt;
}

std::optional<JsDateParts> parseWrittenTime(QLatin1StringView text)
{
    return text.size() == Form.size() ? readUsualForm(text) : std::nullopt;
}

} // namespace keydeck
