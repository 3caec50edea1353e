#include "core/base/jstext.h"
#include "core/store/jsontext.h"
#include "core/store/jsonvalue.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr double NotANumber = std::numeric_limits<double>::quiet_NaN();

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

qsizetype digitsAt(QStringView text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && isAsciiDigit(text[end]))
        ++end;
    return end - at;
}

/// JavaScript's StrUnsignedDecimalLiteral but for Infinity: digits on either side of the point.
bool isDecimal(QStringView text)
{
    qsizetype at = digitsAt(text, 0);
    qsizetype digits = at;
    if (at < text.size() && text[at] == u'.') {
        const qsizetype fraction = digitsAt(text, at + 1);
        digits += fraction;
        at += 1 + fraction;
    }
    if (digits == 0)
        return false;
    if (at < text.size() && (text[at] == u'e' || text[at] == u'E')) {
        ++at;
        if (at < text.size() && (text[at] == u'+' || text[at] == u'-'))
            ++at;
        const qsizetype exponent = digitsAt(text, at);
        if (exponent == 0)
            return false;
        at += exponent;
    }
    return at == text.size();
}

/// Bits per digit of "0x…", "0o…" and "0b…".
std::optional<int> radixBits(QStringView text)
{
    if (text.size() < 2 || text[0] != u'0')
        return {};
    switch (text[1].toLower().unicode()) {
    case u'x':
        return 4;
    case u'o':
        return 3;
    case u'b':
        return 1;
    default:
        return {};
    }
}

int digitValue(QChar c)
{
    if (isAsciiDigit(c))
        return c.unicode() - u'0';
    const char16_t lower = c.unicode() | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : 16;
}

/// Digits beyond the 58 leading bits only decide the rounding, so one sticky bit stands for them.
double radixNumber(QStringView digits, int bits)
{
    if (digits.isEmpty())
        return NotANumber;
    quint64 leading = 0;
    bool sticky = false;
    int exponent = 0;
    for (const QChar c : digits) {
        const int digit = digitValue(c);
        if (digit >= 1 << bits)
            return NotANumber;
        if (leading >> 58 == 0) {
            leading = (leading << bits) | quint64(digit);
        } else {
            exponent = std::min(exponent + bits, 1 << 20);
            sticky = sticky || digit != 0;
        }
    }
    return std::ldexp(double(leading | quint64(sticky)), exponent);
}

/// The shortest digits that read back as the same number, without a point, and where it belongs.
struct Decimal
{
    QByteArray digits;
    int point = 0; ///< the value is 0.digits × 10^point
};

Decimal shortestDecimal(double value)
{
    std::array<char, 32> text;
    const auto written = std::to_chars(
        text.data(), text.data() + text.size(), value, std::chars_format::scientific);
    const QByteArrayView all(text.data(), written.ptr);
    const qsizetype e = all.indexOf('e');
    Decimal decimal;
    decimal.digits = all.first(e).toByteArray().replace('.', QByteArrayView());
    decimal.point = all.sliced(e + 1).toInt() + 1;
    return decimal;
}

/// JavaScript's Number::toString for a positive finite number.
QByteArray layOut(const Decimal &decimal)
{
    const QByteArray &digits = decimal.digits;
    const auto count = int(digits.size());
    const int point = decimal.point;
    if (count <= point && point <= 21)
        return digits + QByteArray(point - count, '0');
    if (0 < point && point <= 21)
        return digits.first(point) + '.' + digits.sliced(point);
    if (-6 < point && point <= 0)
        return "0." + QByteArray(-point, '0') + digits;
    const QByteArray exponent = (point > 0 ? "e+" : "e-") + QByteArray::number(std::abs(point - 1));
    return count == 1 ? digits + exponent : digits.first(1) + '.' + digits.sliced(1) + exponent;
}

/// Of a number out of a double's range, which of its ends it lies beyond.
bool isAboveOne(QByteArrayView text)
{
    const qsizetype e = std::find_if(text.begin(), text.end(), [](char c) {
        return c == 'e' || c == 'E';
    }) - text.begin();
    const QByteArrayView mantissa = text.first(e);
    const QByteArrayView exponentText = e < text.size() ? text.sliced(e + 1) : QByteArrayView("0");
    bool fits = false;
    const qint64 exponent = exponentText.toLongLong(&fits);
    if (!fits)
        return !exponentText.startsWith('-');
    const qsizetype dot = mantissa.indexOf('.');
    const qsizetype point = dot < 0 ? mantissa.size() : dot;
    const qsizetype first = std::find_if(mantissa.begin(), mantissa.end(), [](char c) {
        return c >= '1' && c <= '9';
    }) - mantissa.begin();
    return point - first + exponent > 0;
}

} // namespace

double jsonNumberValue(QByteArrayView text)
{
    // Nearly every number of a store is a short whole one.
    if (text.size() <= 15) {
        qint64 whole = 0;
        const char *at = text.begin();
        for (; at < text.end() && *at >= '0' && *at <= '9'; ++at)
            whole = whole * 10 + (*at - '0');
        if (at == text.end())
            return double(whole);
    }
    double value = 0;
    const auto read = std::from_chars(text.begin(), text.end(), value); // whatever the locale
    if (read.ec != std::errc::result_out_of_range)
        return value;
    const double beyond = isAboveOne(text) ? std::numeric_limits<double>::infinity() : 0;
    return text.startsWith('-') ? -beyond : beyond;
}

double jsStringToNumber(QStringView text)
{
    const QStringView trimmed = jsTrimmed(text);
    if (trimmed.isEmpty())
        return 0;
    if (const auto bits = radixBits(trimmed))
        return radixNumber(trimmed.sliced(2), *bits);
    const bool negative = trimmed.startsWith(u'-');
    const QStringView magnitude
        = negative || trimmed.startsWith(u'+') ? trimmed.sliced(1) : trimmed;
    double value = NotANumber;
    if (magnitude == u"Infinity"_s)
        value = std::numeric_limits<double>::infinity();
    else if (isDecimal(magnitude))
        value = jsonNumberValue(magnitude.toLatin1());
    return negative ? -value : value;
}

QByteArray jsonNumberText(double value)
{
    if (!std::isfinite(value))
        return "null";
    if (value == 0)
        return "0";
    const QByteArray magnitude = layOut(shortestDecimal(std::abs(value)));
    return value < 0 ? '-' + magnitude : magnitude;
}

} // namespace keydeck
