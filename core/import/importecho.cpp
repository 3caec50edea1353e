#include "core/import/importecho.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"

#include <algorithm>

namespace keydeck {

namespace {

constexpr qsizetype ShortestKey = 12;
constexpr qsizetype FewestLetters = 3, FewestDigits = 4;
constexpr int LongestRun = 16;

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLikeAKey(QStringView word)
{
    return word.size() >= ShortestKey && std::ranges::count_if(word, isLetter) >= FewestLetters
        && std::ranges::count_if(word, isDigit) >= FewestDigits;
}

} // namespace

QString echoedCell(const QString &text)
{
    const QString trimmed = text.trimmed();
    const QString plain = trimmed.simplified();
    const auto words = QStringView(plain).split(u' ');
    return std::ranges::any_of(words, isLikeAKey) ? maskedKey(trimmed) : displayText(trimmed);
}

bool mayBeKey(const QString &name)
{
    int run = 0;
    bool hasLetter = false, hasDigit = false;
    for (const QChar c : name) {
        if (!isLetter(c) && !isDigit(c)) {
            run = 0;
            hasLetter = hasDigit = false;
            continue;
        }
        ++run;
        hasLetter = hasLetter || isLetter(c);
        hasDigit = hasDigit || isDigit(c);
        if (run >= LongestRun && hasLetter && hasDigit)
            return true;
    }
    return false;
}

QString echoedName(const QString &name)
{
    return mayBeKey(name) ? maskedKey(name) : displayText(name);
}

} // namespace keydeck
