#include "core/store/jsonscanner.h"

#include <algorithm>
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
    const char *const begin = m_at;
    const char first = peek();
    if (first == '"' ? !skipString()
                     : !(first == '{' || first == '[' ? skipContainer() : skipScalar()))
        return false;
    if (span)
        *span = QByteArrayView(begin, m_at);
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
    fault.offset = offset();
    fault.tooDeep = m_what == TooDeep;
    const QByteArrayView before(m_begin, m_at);
    fault.line = int(before.count('\n')) + 1;
    fault.column = int(offset() - (before.lastIndexOf('\n') + 1)) + 1;
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
    const char *const begin = m_at + 1;
    if (peek() != '"')
        return fail("a field name in quotes was expected");
    if (!skipString())
        return false;
    if (name)
        *name = QByteArrayView(begin, m_at - 1);
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
        if (m_at == m_begin && QByteArrayView(m_begin, m_end).startsWith("\xef\xbb\xbf"))
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
    ++m_at;
    for (;;) {
        m_at = firstStringStop(m_at, m_end);
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
    const QByteArrayView rest(m_at + 1, m_end);
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
    if (peek() >= '1' && peek() <= '9') { // most are whole and positive
        while (m_at < m_end && isDigit(*m_at))
            ++m_at;
        if (peek() != '.' && (peek() | 0x20) != 'e')
            return true;
        return skipFraction();
    }
    const bool negative = take('-');
    if (!take('0') && !skipDigits())
        return fail(negative ? "a digit was expected" : "a value was expected");
    return skipFraction();
}

bool JsonScanner::skipFraction()
{
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
    const char *at = m_at;
    while (at < m_end && isDigit(*at))
        ++at;
    return std::exchange(m_at, at) < at;
}

bool JsonScanner::skipWord(QByteArrayView word)
{
    if (!QByteArrayView(m_at, m_end).startsWith(word))
        return fail("a value was expected");
    m_at += word.size();
    return true;
}

} // namespace keydeck
