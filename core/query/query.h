// What a search line asks for.
#pragma once

#include "core/query/querycondition.h"
#include "core/store/keyset.h"

#include <QList>

#include <vector>

namespace keydeck {

/// A word that could not be understood.
struct QueryError
{
    qsizetype begin = 0; ///< its place in the line
    qsizetype size = 0;
    QString message; ///< a sentence that begins with the word and says how it is written
};

/// Words separated by blanks, all of which must hold: plain words, "quoted words", -not, and terms
/// (queryterms.h). Parsed once, matched often. A value; any thread may match.
class Query final
{
public:
    /// Of an empty line: every key matches.
    Query() = default;

    /// Never fails as a whole: a word that cannot be understood is an error, and the others hold.
    explicit Query(const QString &line);

    [[nodiscard]] bool isEmpty() const { return m_conditions.empty(); }
    [[nodiscard]] const QList<QueryError> &errors() const { return m_errors; }

    [[nodiscard]] bool matches(const QueryFacts &facts, qint64 nowMs) const;

private:
    std::vector<QueryCondition> m_conditions;
    QList<QueryError> m_errors;
};

/// A word or a term's value in the line is a key of the store, or looks like one: such a line must
/// not be kept or repeated. The beginning of a fingerprint of the store is none, however long.
[[nodiscard]] bool holdsKey(const QString &line, const KeySet &keys);

} // namespace keydeck
