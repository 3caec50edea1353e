#include "ui/keys/keyrows.h"

#include "core/base/retire.h"
#include "core/base/stretches.h"
#include "core/rules/steadystate.h"
#include "ui/keys/keyrowsbuilder.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace keydeck {

namespace {

std::vector<int> newPlaces(const std::vector<KeyRef> &from, const std::vector<KeyRef> &to)
{
    std::vector<int> newOf(from.size(), -1);
    const auto head = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
    const auto same = size_t(head.first - from.begin());
    std::iota(newOf.begin(), newOf.begin() + ptrdiff_t(same), 0);
    size_t oldEnd = from.size(), newEnd = to.size();
    while (oldEnd > same && newEnd > same && from[oldEnd - 1] == to[newEnd - 1])
        newOf[--oldEnd] = int(--newEnd);

    QHash<KeyRef, int> between;
    for (size_t i = same; i < newEnd && same < oldEnd; ++i)
        between.insert(to[i], int(i));
    for (size_t i = same; i < oldEnd; ++i)
        newOf[i] = between.value(from[i], -1);
    return newOf;
}

} // namespace

std::shared_ptr<const KeyRows> KeyRows::of(
    const KeySet &keys, qint64 nowMs, const KeyRows *previous, const KeyNotes &notes)
{
    return KeyRowsBuilder(keys, nowMs, previous, notes).build();
}

const SearchTexts &KeyRows::searchTexts() const
{
    return m_searchTexts->get([this] { return SearchTexts(keys, refs, tags); });
}

QueryFacts KeyRows::facts(qsizetype index, const KeyState &state) const
{
    const auto at = size_t(index);
    const SearchTexts &texts = searchTexts();
    QueryFacts facts;
    facts.key = refs[at].key;
    facts.searchText = texts.text(index);
    facts.name = texts.name(index);
    facts.model = texts.model(index);
    facts.tags = tags[at];
    facts.state = &state;
    facts.lifetimeTokens = lifetimeTokens[at];
    facts.lastUsedMs = lastUsed[at];
    facts.hasFindings = !findings[at].isEmpty();
    return facts;
}

RowsDifference differenceBetween(const KeyRows &from, const KeyRows &to)
{
    RowsDifference difference{from.id};
    const auto note = [&](qsizetype old, qsizetype now) {
        if (from.keys.at(old).text() != to.keys.at(now).text()
            || from.tags[size_t(old)] != to.tags[size_t(now)])
            difference.changed.push_back(int(now));
    };
    if (from.refs == to.refs) {
        for (qsizetype i = 0; i < to.size(); ++i)
            note(i, i);
        return difference;
    }
    difference.newOf = newPlaces(from.refs, to.refs);
    for (qsizetype old = 0; old < from.size(); ++old) {
        if (const int now = (*difference.newOf)[size_t(old)]; now >= 0)
            note(old, now);
    }
    std::sort(difference.changed.begin(), difference.changed.end());
    return difference;
}

KeyStates keyStates(const std::shared_ptr<const KeyRows> &rows, qint64 nowMs)
{
    const KeyStates own{rows, &rows->states};
    std::vector<qsizetype> unsteady;
    for (qsizetype i = 0; i < rows->size(); ++i) {
        if (!rows->isSteady(i, nowMs))
            unsteady.push_back(i);
    }
    if (unsteady.empty())
        return own;
    auto states = std::make_unique<std::vector<KeyState>>(rows->states);
    inStretches(qsizetype(unsteady.size()), [&](const Stretch &stretch) {
        for (qsizetype n = stretch.begin; n < stretch.end; ++n) {
            const qsizetype i = unsteady[size_t(n)];
            (*states)[size_t(i)] = keyState(rows->keys.at(i), nowMs);
        }
    });
    return retiredOnWorker(std::move(states));
}

QStringList firstKeys(const KeyRows &rows)
{
    QStringList keys;
    keys.reserve(rows.size());
    for (const KeyRef &ref : rows.refs) {
        if (ref.occurrence == 0)
            keys.append(ref.key);
    }
    return keys;
}

} // namespace keydeck
