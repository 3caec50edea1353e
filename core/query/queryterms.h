// The terms that a query may have: what the parser knows, completion offers and the help explains.
#pragma once

#include "core/query/querycondition.h"

#include <QList>
#include <QString>

namespace keydeck {

/// How a term goes on after its name.
enum class QueryTermForm
{
    Value, ///< "status:blocked"
    Comparison, ///< "expires<7d"
    Alone, ///< "never-used"
};

struct QueryTerm
{
    QString name; ///< "last-used"
    QueryTermForm form = QueryTermForm::Alone;
    QueryField field = QueryField::Text;
    QString start; ///< what is offered to be typed: "last-used>"
    QString examples; ///< "last-used<1h   last-used>30d"
    QString meaning; ///< a short sentence
};

/// All of them, in the order of the help.
[[nodiscard]] const QList<QueryTerm> &queryTerms();

/// nullptr: there is none of that name. Upper and lower case are the same.
[[nodiscard]] const QueryTerm *findQueryTerm(QStringView name);

/// How words go together, for the help: what is typed, and what it finds.
struct QueryExample
{
    QString query;
    QString meaning;
};
[[nodiscard]] const QList<QueryExample> &queryExamples();

/// A status as it is typed: "near-limit".
[[nodiscard]] QString queryStatusWord(KeyStatus status);
/// Of all of them: "active, expiring, …".
[[nodiscard]] QString queryStatusWords();
/// Those that begin so; blanks, "-" and "_" are the same. Of a whole word that one alone.
[[nodiscard]] QList<KeyStatus> statusesNamed(const QString &word);

} // namespace keydeck
