// What can be typed next in a search line.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace keydeck {

/// What the store has, for the values of terms.
struct QueryVocabulary
{
    QStringList models;
    QStringList tags;
};

struct QueryProposal
{
    QString text; ///< what stands in the line then: "status:", "blocked "
    QString label; ///< what is shown: "blocked"
    QString meaning; ///< may be empty
};

/// Proposals for the word at the cursor, and the stretch of the line that they take the place of.
struct QueryCompletion
{
    qsizetype begin = 0;
    qsizetype size = 0;
    QList<QueryProposal> proposals;
};

/// Terms that begin as the word does, or values that contain what stands after the operator;
/// nothing inside quotes. Of an empty word every term.
[[nodiscard]] QueryCompletion completeQuery(
    const QString &line, qsizetype cursor, const QueryVocabulary &vocabulary);

} // namespace keydeck
