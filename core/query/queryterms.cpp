#include "core/query/queryterms.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

const QList<QueryTerm> &queryTerms()
{
    using enum QueryTermForm;
    static const QList<QueryTerm> terms{
        {u"status"_s, Value, QueryField::Status, u"status:"_s, u"status:blocked"_s,
            u"The status that the list shows; its beginning is enough."_s},
        {u"name"_s, Value, QueryField::Name, u"name:"_s, u"name:alice"_s, u"Part of the name."_s},
        {u"model"_s, Value, QueryField::Model, u"model:"_s, u"model:glm-4.7"_s,
            u"Part of the model in effect."_s},
        {u"tag"_s, Value, QueryField::Tag, u"tag:"_s, u"tag:team-a"_s, u"A whole tag."_s},
        {u"has"_s, Value, QueryField::Findings, u"has:"_s, u"has:findings"_s,
            u"The checks found something about it."_s},
        {u"expires"_s, Comparison, QueryField::ExpiresIn, u"expires<"_s,
            u"expires<7d   expires>=2026-12-31"_s,
            u"Time from now, or a day in UTC; no expiry is later than any."_s},
        {u"used"_s, Comparison, QueryField::UsedTokens, u"used>"_s, u"used>80%   used<50k"_s,
            u"In this window: share of the limit, or tokens."_s},
        {u"limit"_s, Comparison, QueryField::Limit, u"limit>"_s, u"limit>100k"_s,
            u"Tokens for each window."_s},
        {u"lifetime"_s, Comparison, QueryField::Lifetime, u"lifetime>"_s, u"lifetime>1m"_s,
            u"All tokens ever: k is thousands, m millions."_s},
        {u"last-used"_s, Comparison, QueryField::LastUsed, u"last-used>"_s,
            u"last-used<1h   last-used>30d"_s, u"So long ago; never used is neither."_s},
        {u"never-used"_s, Alone, QueryField::NeverUsed, u"never-used"_s, u"never-used"_s,
            u"Without any use."_s},
        {u"expired"_s, Alone, QueryField::Expired, u"expired"_s, u"expired"_s,
            u"The gateway answers 403."_s},
    };
    return terms;
}

const QueryTerm *findQueryTerm(QStringView name)
{
    const QList<QueryTerm> &terms = queryTerms();
    const auto found = std::ranges::find_if(terms, [name](const QueryTerm &term) {
        return name.compare(term.name, Qt::CaseInsensitive) == 0;
    });
    return found == terms.end() ? nullptr : &*found;
}

const QList<QueryExample> &queryExamples()
{
    static const QList<QueryExample> examples{
        {u"alice glm"_s,
            u"Every word: in name, masked key, model or tags, or a fingerprint's first digits."_s},
        {u"\"alice b\""_s, u"Exactly that, blanks included."_s},
        {u"-test"_s, u"Not that word; also before a term: -status:active"_s},
        {u"name:\"alice b\""_s, u"Quotes around a value with blanks."_s},
        {u"used>80% expires<7d"_s, u"Both hold. There are <, <=, >, >= and =."_s},
    };
    return examples;
}

QString queryStatusWord(KeyStatus status)
{
    return statusId(status).replace(u'_', u'-');
}

QString queryStatusWords()
{
    QStringList words;
    for (const KeyStatus status : AllKeyStatuses)
        words += queryStatusWord(status);
    return words.join(u", "_s);
}

QList<KeyStatus> statusesNamed(const QString &word)
{
    const QString wanted = word.simplified().toLower().replace(u'_', u'-').replace(u' ', u'-');
    QList<KeyStatus> named;
    for (const KeyStatus status : AllKeyStatuses) {
        if (queryStatusWord(status) == wanted)
            return {status};
        if (queryStatusWord(status).startsWith(wanted))
            named.append(status);
    }
    return named;
}

} // namespace keydeck
