#include "core/store/jsontext.h"
#include "core/store/jsonvalue.h"

#include <QLatin1StringView>

#include <algorithm>

namespace keydeck {

namespace {

uchar byteAt(QByteArrayView bytes, qsizetype at)
{
    return at < bytes.size() ? uchar(bytes[at]) : 0;
}

char16_t hexUnit(QByteArrayView digits)
{
    return char16_t(digits.first(4).toUShort(nullptr, 16));
}

/// Decodes the escape that starts at the backslash; returns the bytes it takes.
qsizetype decodeEscape(QByteArrayView escape, QString &out)
{
    switch (escape[1]) {
    case 'u':
        out += QChar(hexUnit(escape.sliced(2)));
        return 6;
    case 'b':
        out += u'\b';
        break;
    case 'f':
        out += u'\f';
        break;
    case 'n':
        out += u'\n';
        break;
    case 'r':
        out += u'\r';
        break;
    case 't':
        out += u'\t';
        break;
    default:
        out += QLatin1Char(escape[1]);
    }
    return 2;
}

/// What a lead byte of UTF-8 asks for.
struct Utf8Lead
{
    int trailing = 0; ///< bytes that follow; 0: not a lead byte
    uchar lowest = 0x80; ///< bounds of the first of them, which exclude overlong forms,
    uchar highest = 0xbf; ///< surrogates and what lies beyond U+10FFFF
};

Utf8Lead utf8Lead(uchar lead)
{
    if (lead >= 0xc2 && lead <= 0xdf)
        return {1};
    if (lead >= 0xe0 && lead <= 0xef)
        return {2, uchar(lead == 0xe0 ? 0xa0 : 0x80), uchar(lead == 0xed ? 0x9f : 0xbf)};
    if (lead >= 0xf0 && lead <= 0xf4)
        return {3, uchar(lead == 0xf0 ? 0x90 : 0x80), uchar(lead == 0xf4 ? 0x8f : 0xbf)};
    return {};
}

/// Decodes one character that starts with a byte >= 0x80, as the WHATWG decoder does (QString's own
/// writes one U+FFFD per byte and drops a leading U+FEFF); returns the bytes it takes.
qsizetype decodeUtf8(QByteArrayView bytes, QString &out)
{
    const uchar first = byteAt(bytes, 0);
    Utf8Lead lead = utf8Lead(first);
    char32_t code = first & (0x3f >> lead.trailing);
    for (int i = 1; i <= lead.trailing; ++i) {
        const uchar next = byteAt(bytes, i);
        if (next < lead.lowest || next > lead.highest) {
            out += QChar(QChar::ReplacementCharacter);
            return i;
        }
        code = (code << 6) | (next & 0x3f);
        lead.lowest = 0x80;
        lead.highest = 0xbf;
    }
    if (lead.trailing == 0)
        out += QChar(QChar::ReplacementCharacter);
    else
        out += QStringView(QChar::fromUcs4(code));
    return lead.trailing + 1;
}

void appendEscape(char16_t unit, QByteArray &out)
{
    constexpr char digits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += digits[(unit >> shift) & 0xf];
}

void appendUnit(char16_t unit, QByteArray &out)
{
    constexpr QByteArrayView named("\"\\\b\f\n\r\t");
    const qsizetype name = unit < 0x80 ? named.indexOf(char(unit)) : -1;
    if (name >= 0) {
        out += '\\';
        out += "\"\\bfnrt"[name];
    } else if (unit < 0x20 || QChar::isSurrogate(unit)) {
        appendEscape(unit, out);
    } else {
        out += QStringView(&unit, 1).toUtf8();
    }
}

} // namespace

bool isPlainJsonString(QByteArrayView escaped)
{
    unsigned found = 0; // to the end, which many bytes at a time can be
    for (const char c : escaped)
        found |= (uchar(c) & 0x80u) | unsigned(c == '\\');
    return found == 0;
}

QString decodeJsonString(QByteArrayView escaped)
{
    if (isPlainJsonString(escaped))
        return QString::fromLatin1(escaped);
    QString out;
    out.reserve(escaped.size());
    for (qsizetype at = 0; at < escaped.size();) {
        const QByteArrayView rest = escaped.sliced(at);
        if (rest.front() == '\\') {
            at += decodeEscape(rest, out);
        } else if (uchar(rest.front()) >= 0x80) {
            at += decodeUtf8(rest, out);
        } else {
            out += QLatin1Char(rest.front());
            ++at;
        }
    }
    return out;
}

bool jsonNameIs(QByteArrayView escaped, QByteArrayView name)
{
    if (escaped == name)
        return true;
    return escaped.size() > name.size() && escaped.contains('\\')
        && decodeJsonString(escaped) == QLatin1StringView(name);
}

QByteArray jsonStringText(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + 2);
    out += '"';
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        const bool pair
            = QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair)
            out += text.sliced(i++, 2).toUtf8();
        else
            appendUnit(unit, out);
    }
    out += '"';
    return out;
}

} // namespace keydeck
