#include "core/query/query.h"

#include "core/base/fingerprint.h"
#include "core/query/queryparser.h"
#include "core/query/queryword.h"

#include <algorithm>

namespace keydeck {

namespace {

/// A long run of letters and digits mixed, as random keys have and names of models do not.
bool looksLikeKey(const QString &text)
{
    constexpr int ShortestRun = 16, FewestOfEach = 3;
    int letters = 0, digits = 0;
    for (const QChar c : text) {
        const bool isAscii = c.unicode() < 0x80;
        if (!isAscii || !c.isLetterOrNumber()) {
            letters = digits = 0;
            continue;
        }
        ++(c.isDigit() ? digits : letters);
        if (letters + digits >= ShortestRun && std::min(letters, digits) >= FewestOfEach)
            return true;
    }
    return false;
}

/// Hex digits are one as long as a key of the store has them; others may be a key without a prefix.
bool isFingerprintIn(const KeySet &keys, const QString &text)
{
    if (!isFingerprintStart(text))
        return false;
    const QString digits = text.toLower();
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (hasFingerprintStart(keys.at(i).key(), digits))
            return true;
    }
    return false;
}

} // namespace

Query::Query(const QString &line)
{
    for (const QueryWord &word : queryWords(line)) {
        Result<QueryCondition> condition = parseCondition(word);
        if (condition)
            m_conditions.push_back(*std::move(condition));
        else
            m_errors.append({word.begin, word.size, condition.error().message});
    }
}

bool Query::matches(const QueryFacts &facts, qint64 nowMs) const
{
    return std::ranges::all_of(m_conditions,
        [&](const QueryCondition &condition) { return holds(condition, facts, nowMs); });
}

bool holdsKey(const QString &line, const KeySet &keys)
{
    QStringList suspects;
    for (const QueryWord &word : queryWords(line)) {
        suspects += word.text;
        if (const auto parts = termParts(word.text))
            suspects += parts->value;
    }
    const auto isKey = [&](const QString &text) {
        return keys.indexOf({text, 0}) >= 0 || (looksLikeKey(text) && !isFingerprintIn(keys, text));
    };
    return std::ranges::any_of(suspects, isKey);
}

} // namespace keydeck
