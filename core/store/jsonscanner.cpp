#include "core/store/jsonscanner.h"

#include <QtEndian>

#include <bit>
#include <bitset>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *TooDeep = "it is nested too deeply";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// A quote, a backslash or a control character: what a string cannot run over.
bool isStringStop(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// The lowest byte of the result that is not 0 marks the first stop among eight bytes.
quint64 stringStops(const char *eightBytes)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 highBits = 0x8080808080808080;
    const quint64 bytes = qFromLittleEndian<quint64>(eightBytes);
    const quint64 quotes = bytes ^ (ones * '"');
    const quint64 backslashes = bytes ^ (ones * '\\');
    return (((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)
               | ((bytes - ones * 0x20) & ~bytes))
        & highBits;
}

const char *firstStringStop(const char *at, const char *end)
{
    while (end - at >= 8) {
        if (const quint64 stops = stringStops(at))
            return at + std::countr_zero(stops) / 8;
        at += 8;
    }
    while (at < end && !isStringStop(*at))
        ++at;
    return at;
}

} // namespace

bool JsonScanner::validateDocument()
{
    skipSpace();
    return skipValue() && expectEnd();
}

bool JsonScanner::skipValue(QByteArrayView *span)
{
    if (m_what)
        return false;
    const qsizetype begin = m_at;
    const char first = peek();
    if (!(first == '{' || first == '[' ? skipContainer() : skipScalar()))
        return false;
    if (span)
        *span = m_text.sliced(begin, m_at - begin);
    return true;
}

bool JsonScanner::expectEnd()
{
    if (m_what)
        return false;
    skipSpace();
    return atEnd() || fail("nothing more was expected");
}

JsonFault JsonScanner::fault() const
{
    JsonFault fault;
    fault.offset = m_at;
    fault.tooDeep = m_what == TooDeep;
    const QByteArrayView before = m_text.first(m_at);
    fault.line = int(before.count('\n')) + 1;
    fault.column = int(m_at - (before.lastIndexOf('\n') + 1)) + 1;
    const QString what = QString::fromLatin1(m_what);
    fault.what = m_what && atEnd() ? u"the text ends here, but %1"_s.arg(what) : what;
    return fault;
}

bool JsonScanner::fail(const char *what)
{
    if (!m_what)
        m_what = what;
    return false;
}

bool JsonScanner::enter(char bracket)
{
    if (m_what)
        return false;
    if (m_depth >= JsonMaximumDepth)
        return fail(TooDeep);
    if (!take(bracket))
        return fail(bracket == '{' ? "a { was expected" : "a [ was expected");
    ++m_depth;
    return true;
}

bool JsonScanner::leave(char bracket)
{
    if (!take(bracket))
        return fail(bracket == '}' ? "a comma or } was expected" : "a comma or ] was expected");
    --m_depth;
    return true;
}

bool JsonScanner::readName(QByteArrayView *name)
{
    const qsizetype begin = m_at + 1;
    if (peek() != '"')
        return fail("a field name in quotes was expected");
    if (!skipString())
        return false;
    if (name)
        *name = m_text.sliced(begin, m_at - 1 - begin);
    skipSpace();
    if (!take(':'))
        return fail("a colon was expected");
    skipSpace();
    return true;
}

bool JsonScanner::skipScalar()
{
    switch (peek()) {
    case '"':
        return skipString();
    case 't':
        return skipWord("true");
    case 'f':
        return skipWord("false");
    case 'n':
        return skipWord("null");
    case '\xef':
        if (m_at == 0 && m_text.startsWith("\xef\xbb\xbf"))
            return fail("a byte order mark is not allowed");
        return skipNumber();
    default:
        return skipNumber();
    }
}

// A loop rather than a recursion, so that depth costs one bit and not a stack frame.
bool JsonScanner::skipContainer()
{
    std::bitset<JsonMaximumDepth> isObject; // by depth
    const int outside = m_depth;
    for (;;) {
        const char bracket = peek();
        if (bracket == '{' || bracket == '[') {
            if (!enter(bracket))
                return false;
            const bool object = bracket == '{';
            isObject[m_depth - 1] = object;
            skipSpace();
            if (peek() != (object ? '}' : ']')) {
                if (object && !readName(nullptr))
                    return false;
                continue;
            }
            ++m_at;
            --m_depth;
        } else if (!skipScalar()) {
            return false;
        }
        for (;;) {
            if (m_depth == outside)
                return true;
            skipSpace();
            const bool object = isObject[m_depth - 1];
            if (take(',')) {
                skipSpace();
                if (object && !readName(nullptr))
                    return false;
                break;
            }
            if (!leave(object ? '}' : ']'))
                return false;
        }
    }
}

bool JsonScanner::skipString()
{
    const char *const begin = m_text.data();
    const char *const end = begin + m_text.size();
    ++m_at;
    for (;;) {
        m_at = firstStringStop(begin + m_at, end) - begin;
        switch (peek()) {
        case '"':
            ++m_at;
            return true;
        case '\\':
            if (!skipEscape())
                return false;
            break;
        default:
            return fail(atEnd() ? "the string is not closed"
                                : "a control character in a string must be escaped");
        }
    }
}

bool JsonScanner::skipEscape()
{
    const QByteArrayView rest = m_text.sliced(m_at + 1);
    const char kind = rest.isEmpty() ? '\0' : rest.front();
    if (kind != '\0' && QByteArrayView("\"\\/bfnrt").contains(kind)) {
        m_at += 2;
        return true;
    }
    if (kind != 'u' || rest.size() < 5
        || !std::all_of(rest.begin() + 1, rest.begin() + 5, isHexDigit))
        return fail("JSON has no such escape in a string");
    m_at += 6;
    return true;
}

bool JsonScanner::skipNumber()
{
    const bool negative = take('-');
    if (!take('0') && !skipDigits())
        return fail(negative ? "a digit was expected" : "a value was expected");
    if (take('.') && !skipDigits())
        return fail("a digit was expected");
    if (peek() != 'e' && peek() != 'E')
        return true;
    ++m_at;
    if (!take('+'))
        take('-');
    return skipDigits() || fail("a digit was expected");
}

bool JsonScanner::skipDigits()
{
    const qsizetype begin = m_at;
    while (isDigit(peek()))
        ++m_at;
    return m_at > begin;
}

bool JsonScanner::skipWord(QByteArrayView word)
{
    if (!m_text.sliced(m_at).startsWith(word))
        return fail("a value was expected");
    m_at += word.size();
    return true;
}

} // namespace keydeck
