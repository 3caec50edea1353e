#include "ui/keys/keyrows.h"

#include <QCollator>
#include <QHash>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace keydeck {

namespace {

bool sameValue(const ApiKey &a, const ApiKey &b, KeyField field)
{
    return a.value(field).text() == b.value(field).text();
}

bool sameNames(const KeyRows &a, const KeyRows &b)
{
    if (a.size() != b.size())
        return false;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (!sameValue(a.keys.at(i), b.keys.at(i), KeyField::Name))
            return false;
    }
    return true;
}

} // namespace

std::shared_ptr<const KeyRows> KeyRows::of(
    const KeySet &keys, qint64 nowMs, const KeyRows *previous, const KeyNotes &notes)
{
    auto rows = std::make_shared<KeyRows>();
    rows->keys = keys;
    rows->nowMs = nowMs;
    rows->refs = keys.refs();
    rows->states = keyStates(keys, nowMs);
    rows->findings = lintKeys(keys, nowMs);
    rows->digests.reserve(size_t(keys.size()));
    for (qsizetype i = 0; i < keys.size(); ++i)
        rows->digests.push_back(qHash(keys.at(i).text()));
    rows->notes = notes;
    rows->findTags(previous);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey record = keys.at(i);
        rows->lifetimeTokens.push_back(record.value(KeyField::TotalLifetimeTokens).toNumber());
        rows->lastUsed.push_back(lastUsedMs(record));
    }
    rows->rankNames(previous);
    rows->rankModels();
    rows->rankTags();
    rows->findSearchTexts(previous);
    return rows;
}

QStringView KeyRows::searchText(qsizetype index) const
{
    const Place &place = m_places[size_t(index)];
    return QStringView(m_haystack).sliced(place.begin, place.size);
}

QStringView KeyRows::searchName(qsizetype index) const
{
    return searchText(index).first(m_places[size_t(index)].nameSize);
}

QueryFacts KeyRows::facts(qsizetype index, const KeyState &state) const
{
    const auto at = size_t(index);
    const Place &place = m_places[at];
    QueryFacts facts;
    facts.searchText = searchText(index);
    facts.name = facts.searchText.first(place.nameSize);
    facts.model = facts.searchText.sliced(place.modelBegin, place.modelSize);
    facts.tags = tags[at];
    facts.state = &state;
    facts.lifetimeTokens = lifetimeTokens[at];
    facts.lastUsedMs = lastUsed[at];
    facts.hasFindings = !findings[at].isEmpty();
    return facts;
}

void KeyRows::rankNames(const KeyRows *previous)
{
    if (previous && sameNames(*this, *previous)) {
        nameRanks = previous->nameRanks;
        return;
    }
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::vector<QCollatorSortKey> sortKeys;
    sortKeys.reserve(size_t(keys.size()));
    for (qsizetype i = 0; i < keys.size(); ++i)
        sortKeys.push_back(collator.sortKey(keys.at(i).name()));

    std::vector<int> byName(sortKeys.size());
    std::iota(byName.begin(), byName.end(), 0);
    const auto before = [&](int a, int b) { return sortKeys[size_t(a)] < sortKeys[size_t(b)]; };
    std::stable_sort(byName.begin(), byName.end(), before);
    nameRanks.resize(byName.size());
    for (size_t place = 0; place < byName.size(); ++place) {
        const bool tie = place > 0 && !before(byName[place - 1], byName[place]);
        nameRanks[size_t(byName[place])] = tie ? nameRanks[size_t(byName[place - 1])] : int(place);
    }
}

void KeyRows::rankModels()
{
    std::map<QString, int> places;
    std::vector<std::map<QString, int>::iterator> ofRecords;
    ofRecords.reserve(refs.size());
    for (qsizetype i = 0; i < size(); ++i)
        ofRecords.push_back(places.try_emplace(effectiveModel(keys.at(i)), 0).first);
    int place = 0;
    for (auto &[model, rank] : places) {
        rank = place++;
        models.append(model);
    }
    modelRanks.reserve(ofRecords.size());
    for (const auto &model : ofRecords)
        modelRanks.push_back(model->second);
}

/// Finding a key's note takes a digest, which is not done anew at each use of a key.
void KeyRows::findTags(const KeyRows *previous)
{
    tags.resize(refs.size());
    if (notes.isEmpty())
        return;
    const bool isKnown = previous && previous->notes.isCopyOf(notes);
    for (size_t i = 0; i < refs.size(); ++i) {
        const bool isSame
            = isKnown && i < previous->refs.size() && previous->refs[i].key == refs[i].key;
        tags[i] = isSame ? previous->tags[i] : notes.noteOf(refs[i].key).tags;
    }
}

void KeyRows::rankTags()
{
    std::set<QString> each;
    std::map<QString, int> places;
    for (const QStringList &ofOne : tags) {
        each.insert(ofOne.begin(), ofOne.end());
        places.try_emplace(ofOne.join(u' ').toLower(), 0);
    }
    tagsInUse = QStringList(each.begin(), each.end());
    int place = 0;
    for (auto &[text, rank] : places)
        rank = text.isEmpty() ? int(places.size()) : place++;
    tagRanks.reserve(tags.size());
    for (const QStringList &ofOne : tags)
        tagRanks.push_back(places[ofOne.join(u' ').toLower()]);
}

void KeyRows::findSearchTexts(const KeyRows *previous)
{
    m_places.reserve(refs.size());
    for (qsizetype i = 0; i < size(); ++i)
        m_places.push_back(addSearchText(i, previous));
}

KeyRows::Place KeyRows::addSearchText(qsizetype index, const KeyRows *previous)
{
    const auto at = size_t(index);
    const ApiKey record = keys.at(index);
    const bool isKnown = previous && index < previous->size()
        && previous->refs[at].key == refs[at].key && previous->tags[at] == tags[at]
        && sameValue(previous->keys.at(index), record, KeyField::Name)
        && sameValue(previous->keys.at(index), record, KeyField::Model);
    const qsizetype begin = m_haystack.size();
    if (isKnown) {
        Place place = previous->m_places[at];
        m_haystack.append(previous->searchText(index));
        place.begin = begin;
        return place;
    }
    const QueryText text = queryTextOf(record, refs[at].key, tags[at]);
    m_haystack.append(text.text);
    return {begin, text.text.size(), text.nameSize, text.modelBegin, text.modelSize};
}

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
    for (size_t i = same; i < newEnd; ++i)
        between.insert(to[i], int(i));
    for (size_t i = same; i < oldEnd; ++i)
        newOf[i] = between.value(from[i], -1);
    return newOf;
}

std::vector<KeyState> keyStates(const KeySet &keys, qint64 nowMs)
{
    std::vector<KeyState> states;
    states.reserve(size_t(keys.size()));
    for (qsizetype i = 0; i < keys.size(); ++i)
        states.push_back(keyState(keys.at(i), nowMs));
    return states;
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
