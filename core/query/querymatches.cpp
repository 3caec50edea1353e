#include "core/query/querymatches.h"

#include "core/rules/lint.h"

namespace keydeck {

std::vector<char> queryMatches(
    const Query &query, const KeySet &keys, const KeyNotes &notes, qint64 nowMs)
{
    if (query.isEmpty())
        return std::vector<char>(size_t(keys.size()), 1);
    const std::vector<QList<Finding>> findings = lintKeys(keys, nowMs);
    std::vector<char> matches;
    matches.reserve(size_t(keys.size()));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey record = keys.at(i);
        const QString secret = record.key();
        const KeyState state = keyState(record, nowMs);
        const QStringList tags = notes.noteOf(secret).tags;
        const QueryText text = queryTextOf(record, secret, tags);
        QueryFacts facts = queryFactsOf(record, state, text);
        facts.key = secret;
        facts.tags = tags;
        facts.hasFindings = !findings[size_t(i)].isEmpty();
        matches.push_back(query.matches(facts, nowMs) ? 1 : 0);
    }
    return matches;
}

} // namespace keydeck
