#include "core/query/querycondition.h"

#include "core/base/fingerprint.h"
#include "core/query/searchfold.h"

#include <algorithm>

namespace keydeck {

namespace {

bool isTagged(const QStringList &tags, const QString &folded)
{
    const auto isIt = [&](const QString &tag) {
        const bool isAscii = std::ranges::all_of(tag, [](QChar c) { return c.unicode() < 0x80; });
        return isAscii ? tag.compare(folded, Qt::CaseInsensitive) == 0
                       : searchFolded(tag) == folded;
    };
    return std::ranges::any_of(tags, isIt);
}

double remainingMs(const KeyState &state, qint64 nowMs)
{
    return state.expiresMs ? double(*state.expiresMs - nowMs) : QueryRange::Endless;
}

/// The figure that a comparison is about; NaN where there is none.
double figureOf(QueryField field, const QueryFacts &facts, qint64 nowMs)
{
    const KeyState &state = *facts.state;
    const bool isReadable = !state.rate.gatewayFails; // else its figures say nothing
    switch (field) {
    case QueryField::ExpiresIn:
        return remainingMs(state, nowMs);
    case QueryField::ExpiresAt:
        return state.expiresMs ? double(*state.expiresMs) : QueryRange::Endless;
    case QueryField::UsedShare:
        return isReadable ? state.rate.usedPercent() : qQNaN();
    case QueryField::UsedTokens:
        return isReadable ? state.rate.used : qQNaN();
    case QueryField::Limit:
        return isReadable ? state.rate.limit : qQNaN();
    case QueryField::Lifetime:
        return facts.lifetimeTokens;
    case QueryField::LastUsed:
        return facts.lastUsedMs ? double(nowMs - *facts.lastUsedMs) : qQNaN();
    default:
        return qQNaN();
    }
}

bool isTrue(const QueryCondition &condition, const QueryFacts &facts, qint64 nowMs)
{
    switch (condition.field) {
    case QueryField::Text:
        return hasWord(facts.searchText, condition.text) || facts.key == condition.typed
            || (!condition.digits.isEmpty() && hasFingerprintStart(facts.key, condition.digits));
    case QueryField::Name:
        return hasWord(facts.name, condition.text);
    case QueryField::Model:
        return hasWord(facts.model, condition.text);
    case QueryField::Tag:
        return isTagged(facts.tags, condition.text);
    case QueryField::Status:
        return facts.state->status == condition.status;
    case QueryField::NeverUsed:
        return !facts.lastUsedMs;
    case QueryField::Expired:
        return facts.state->all.contains(KeyStatus::Expired);
    case QueryField::Findings:
        return facts.hasFindings;
    default:
        return condition.range.contains(figureOf(condition.field, facts, nowMs));
    }
}

} // namespace

bool hasWord(QStringView text, QStringView word)
{
    if (word.isEmpty())
        return true;
    const QChar first = word.front();
    for (qsizetype at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
        if (text.sliced(at).startsWith(word))
            return true;
    }
    return false;
}

bool holds(const QueryCondition &condition, const QueryFacts &facts, qint64 nowMs)
{
    return isTrue(condition, facts, nowMs) != condition.isNegated;
}

} // namespace keydeck
