#include "core/query/querycompletion.h"

#include "core/query/queryparser.h"
#include "core/query/queryterms.h"
#include "core/query/queryword.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaximumValues = 50;

QString quotedWhereNeeded(const QString &value)
{
    const bool hasBlank = std::ranges::any_of(value, [](QChar c) { return c.isSpace(); });
    return hasBlank ? u"\"%1\""_s.arg(value) : value;
}

QList<QueryProposal> termsBeginning(const QString &word)
{
    QList<QueryProposal> proposals;
    for (const QueryTerm &term : queryTerms()) {
        const bool fits = term.start.startsWith(word, Qt::CaseInsensitive)
            && term.start.compare(word, Qt::CaseInsensitive) != 0;
        if (!fits)
            continue;
        const QString after = term.form == QueryTermForm::Alone ? u" "_s : QString();
        proposals.append({term.start + after, term.start, term.meaning});
    }
    return proposals;
}

QStringList valuesOf(const QueryTerm &term, const QueryVocabulary &vocabulary)
{
    switch (term.field) {
    case QueryField::Status: {
        QStringList words;
        for (const KeyStatus status : AllKeyStatuses)
            words += queryStatusWord(status);
        return words;
    }
    case QueryField::Model:
        return vocabulary.models;
    case QueryField::Tag:
        return vocabulary.tags;
    case QueryField::Findings:
        return {u"findings"_s};
    default:
        return {};
    }
}

/// Those that begin so come first.
QList<QueryProposal> valuesLike(const QString &typed, const QStringList &values)
{
    QList<QueryProposal> beginning, containing;
    for (const QString &value : values) {
        const qsizetype at = value.indexOf(typed, 0, Qt::CaseInsensitive);
        if (at < 0 || value.contains(u'"') || value == typed)
            continue;
        const QueryProposal proposal{quotedWhereNeeded(value) + u' ', value, {}};
        (at == 0 ? beginning : containing).append(proposal);
    }
    return (beginning + containing).mid(0, MaximumValues);
}

/// The word that the cursor stands in or right behind.
std::optional<QueryWord> wordAtCursor(const QString &line, qsizetype cursor)
{
    for (const QueryWord &word : queryWords(line)) {
        if (word.begin < cursor && cursor <= word.end())
            return word;
    }
    return std::nullopt;
}

} // namespace

QueryCompletion completeQuery(
    const QString &line, qsizetype cursor, const QueryVocabulary &vocabulary)
{
    const auto word = wordAtCursor(line, cursor);
    if (!word)
        return {cursor, 0, termsBeginning({})};
    if (word->isQuoted || cursor < word->end())
        return {}; // in the middle of what is typed already
    const auto parts = termParts(word->text);
    if (!parts) {
        const qsizetype begin = word->begin + (word->isNegated ? 1 : 0);
        return {begin, word->end() - begin, termsBeginning(word->text)};
    }
    const QueryTerm *term = findQueryTerm(parts->name);
    if (!term || term->form != QueryTermForm::Value)
        return {};
    const qsizetype begin
        = word->begin + (word->isNegated ? 1 : 0) + parts->name.size() + parts->comparison.size();
    return {begin, word->end() - begin, valuesLike(parts->value, valuesOf(*term, vocabulary))};
}

} // namespace keydeck
