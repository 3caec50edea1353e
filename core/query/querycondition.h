// One condition of a query, ready to be matched.
#pragma once

#include "core/query/queryfacts.h"

#include <limits>

namespace keydeck {

enum class QueryField
{
    Text,
    Name,
    Model,
    Tag,
    Status,
    ExpiresIn, ///< milliseconds from now; a key without an expiry is later than any
    ExpiresAt, ///< milliseconds since 1970
    UsedShare, ///< percent of the limit, in the current window
    UsedTokens, ///< in the current window
    Limit,
    Lifetime,
    LastUsed, ///< milliseconds ago
    NeverUsed,
    Expired,
    Findings,
};

/// From low on, up to but without high; NaN is in none.
struct QueryRange
{
    static constexpr double Endless = std::numeric_limits<double>::infinity();

    double low = -Endless;
    double high = Endless; ///< Endless: without an end

    [[nodiscard]] bool contains(double value) const
    {
        return value >= low && (value < high || high == Endless);
    }
};

struct QueryCondition
{
    QueryField field = QueryField::Text;
    bool isNegated = false;
    QString text; ///< lower case
    QString typed; ///< of a Text: it may be a whole key
    QString digits; ///< of a Text: a fingerprint may begin with them; empty: none does
    KeyStatus status = KeyStatus::Active;
    QueryRange range;
};

/// The text has the word in it, as it stands. Several times as quick as contains() where the text
/// is short and the word seldom in it.
[[nodiscard]] bool hasWord(QStringView text, QStringView word);

/// nowMs: milliseconds since 1970.
[[nodiscard]] bool holds(const QueryCondition &condition, const QueryFacts &facts, qint64 nowMs);

} // namespace keydeck
