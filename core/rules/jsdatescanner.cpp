#include "core/rules/jsdatescanner.h"

#include <array>
#include <utility>

namespace keydeck {

namespace {

struct KnownWord
{
    std::array<char16_t, 3> prefix;
    DateWord word;
    int value;
};

// US zones are those of RFC 822; a month may be spelled on ("December"), no other word may.
constexpr KnownWord KnownWords[] = {
    {{u'j', u'a', u'n'}, DateWord::Month, 1},
    {{u'f', u'e', u'b'}, DateWord::Month, 2},
    {{u'm', u'a', u'r'}, DateWord::Month, 3},
    {{u'a', u'p', u'r'}, DateWord::Month, 4},
    {{u'm', u'a', u'y'}, DateWord::Month, 5},
    {{u'j', u'u', u'n'}, DateWord::Month, 6},
    {{u'j', u'u', u'l'}, DateWord::Month, 7},
    {{u'a', u'u', u'g'}, DateWord::Month, 8},
    {{u's', u'e', u'p'}, DateWord::Month, 9},
    {{u'o', u'c', u't'}, DateWord::Month, 10},
    {{u'n', u'o', u'v'}, DateWord::Month, 11},
    {{u'd', u'e', u'c'}, DateWord::Month, 12},
    {{u'a', u'm', 0}, DateWord::AmPm, 0},
    {{u'p', u'm', 0}, DateWord::AmPm, 12},
    {{u'u', u't', 0}, DateWord::Zone, 0},
    {{u'u', u't', u'c'}, DateWord::Zone, 0},
    {{u'z', 0, 0}, DateWord::Zone, 0},
    {{u'g', u'm', u't'}, DateWord::Zone, 0},
    {{u'c', u'd', u't'}, DateWord::Zone, -5},
    {{u'c', u's', u't'}, DateWord::Zone, -6},
    {{u'e', u'd', u't'}, DateWord::Zone, -4},
    {{u'e', u's', u't'}, DateWord::Zone, -5},
    {{u'm', u'd', u't'}, DateWord::Zone, -6},
    {{u'm', u's', u't'}, DateWord::Zone, -7},
    {{u'p', u'd', u't'}, DateWord::Zone, -7},
    {{u'p', u's', u't'}, DateWord::Zone, -8},
    {{u't', 0, 0}, DateWord::TimeSeparator, 0},
};

constexpr char16_t NarrowNoBreakSpace = 0x202f; // what toLocaleString puts before AM and PM

bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9';
}

bool isWordCharacter(char16_t c)
{
    return c >= u'A' && c != NarrowNoBreakSpace;
}

bool isSpace(char16_t c)
{
    return c == u' ' || (c >= u'\t' && c <= u'\r' && c != u'\v') || c == NarrowNoBreakSpace;
}

} // namespace

DateScanner::DateScanner(QStringView text) : m_text(text), m_ahead(read()) { }

DateToken DateScanner::next()
{
    return std::exchange(m_ahead, m_ahead.kind == DateToken::End ? DateToken{} : read());
}

bool DateScanner::skipSymbol(char16_t symbol)
{
    if (!m_ahead.isSymbol(symbol))
        return false;
    next();
    return true;
}

char16_t DateScanner::current() const
{
    return m_at < m_text.size() ? m_text[m_at].unicode() : u'\0';
}

DateToken DateScanner::read()
{
    const char16_t c = current();
    if (c == 0)
        return {};
    if (isDigit(c))
        return readNumber();
    if (isWordCharacter(c))
        return readWord();
    if (c == u'(') {
        skipParentheses();
        return {DateToken::Other};
    }
    ++m_at;
    if (c == u':' || c == u'-' || c == u'+' || c == u'.' || c == u')')
        return {DateToken::Symbol, DateWord::None, c, 1};
    return {isSpace(c) ? DateToken::Space : DateToken::Other};
}

DateToken DateScanner::readNumber()
{
    const qsizetype begin = m_at;
    while (current() == u'0')
        ++m_at;
    int value = 0;
    for (int digit = 0; isDigit(current()); ++digit, ++m_at) {
        if (digit < DateToken::SignificantDigits)
            value = value * 10 + (current() - u'0');
    }
    return {DateToken::Number, DateWord::None, value, int(m_at - begin)};
}

DateToken DateScanner::readWord()
{
    std::array<char16_t, 3> prefix{};
    size_t length = 0;
    for (; isWordCharacter(current()); ++length, ++m_at) {
        if (length < prefix.size())
            prefix[length] = current() | 0x20; // lower case, for the letters that matter
    }
    for (const KnownWord &known : KnownWords) {
        if (known.prefix == prefix && (length <= prefix.size() || known.word == DateWord::Month))
            return {DateToken::Word, known.word, known.value, int(length)};
    }
    return {DateToken::Word, DateWord::None, 0, int(length)};
}

void DateScanner::skipParentheses()
{
    int depth = 0;
    do {
        if (current() == u'(')
            ++depth;
        else if (current() == u')')
            --depth;
        ++m_at;
    } while (depth > 0 && current() != 0);
}

} // namespace keydeck
