// From a word of the search line to the condition that it means.
#pragma once

#include "core/base/result.h"
#include "core/query/querycondition.h"
#include "core/query/queryword.h"

namespace keydeck {

/// InvalidInput for a term that is not one, in a sentence that begins with it and says how it is
/// written.
[[nodiscard]] Result<QueryCondition> parseCondition(const QueryWord &word);

/// A term's name, operator and value, as they stand in a word.
struct QueryTermParts
{
    QString name;
    QString comparison; ///< ":", "<", "<=", ">", ">=" or "="
    QString value;
};
/// Nothing where the word cannot be a term: it has no operator, or more than letters before it.
[[nodiscard]] std::optional<QueryTermParts> termParts(const QString &word);

} // namespace keydeck
