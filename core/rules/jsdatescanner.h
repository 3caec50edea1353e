// The words of a JavaScript date text.
#pragma once

#include <QStringView>

namespace keydeck {

enum class DateWord : quint8
{
    None, ///< a word that means nothing in a date
    Month, ///< value: 1 to 12
    AmPm, ///< value: 0 or 12 hours to add
    Zone, ///< value: hours east of UTC
    TimeSeparator
};

struct DateToken
{
    enum Kind : quint8
    {
        End,
        Number, ///< value: its first SignificantDigits
        Symbol, ///< value: one of : - + . )
        Word,
        Space,
        Other
    };
    static constexpr int SignificantDigits = 9;

    Kind kind = End;
    DateWord word = DateWord::None;
    int value = 0;
    int length = 0; ///< characters

    [[nodiscard]] bool isNumber() const { return kind == Number; }
    [[nodiscard]] bool isNumber(int digits, int from, int to) const
    {
        return kind == Number && length == digits && value >= from && value <= to;
    }
    [[nodiscard]] bool isSymbol(char16_t symbol) const { return kind == Symbol && value == symbol; }
    [[nodiscard]] bool isSign() const { return isSymbol(u'+') || isSymbol(u'-'); }
    [[nodiscard]] bool isWord(DateWord which) const { return kind == Word && word == which; }
    [[nodiscard]] bool isZ() const { return isWord(DateWord::Zone) && length == 1; }
};

/// Reads one token ahead. Text in parentheses is one token of kind Other; a NUL ends the text.
class DateScanner final
{
public:
    explicit DateScanner(QStringView text);

    [[nodiscard]] const DateToken &peek() const { return m_ahead; }
    DateToken next();
    bool skipSymbol(char16_t symbol);

private:
    [[nodiscard]] char16_t current() const;
    DateToken read();
    DateToken readNumber();
    DateToken readWord();
    void skipParentheses();

    QStringView m_text;
    qsizetype m_at = 0;
    DateToken m_ahead;
};

} // namespace keydeck
