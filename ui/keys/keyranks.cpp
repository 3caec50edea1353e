#include "ui/keys/keyranks.h"

#include "core/base/stretches.h"
#include "core/rules/keystatus.h"

#include <QCollator>
#include <QHash>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace keydeck {

namespace {

/// By halves, each on a thread of its own.
template <typename Before>
void sortSideBySide(std::vector<int> &items, Before before)
{
    std::vector<std::vector<int>::iterator> bounds(
        stretchesOf(qsizetype(items.size())) + 1, items.begin());
    inStretches(qsizetype(items.size()), [&](const Stretch &stretch) {
        bounds[stretch.number + 1] = items.begin() + stretch.end;
        std::stable_sort(items.begin() + stretch.begin, items.begin() + stretch.end, before);
    });
    for (size_t n = 2; n < bounds.size(); ++n)
        std::inplace_merge(items.begin(), bounds[n - 1], bounds[n], before);
}

/// One collator a thread: copies share what is not for several.
std::vector<std::optional<QCollatorSortKey>> sortKeysOf(const KeySet &keys)
{
    std::vector<std::optional<QCollatorSortKey>> sortKeys(size_t(keys.size()));
    inStretches(keys.size(), [&](const Stretch &stretch) {
        QCollator collator;
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        collator.setNumericMode(true);
        for (qsizetype i = stretch.begin; i < stretch.end; ++i)
            sortKeys[size_t(i)] = collator.sortKey(keys.at(i).name());
    });
    return sortKeys;
}

} // namespace

std::vector<int> nameRanks(const KeySet &keys)
{
    const std::vector<std::optional<QCollatorSortKey>> sortKeys = sortKeysOf(keys);
    std::vector<int> byName(sortKeys.size());
    std::iota(byName.begin(), byName.end(), 0);
    const auto before = [&](int a, int b) { return *sortKeys[size_t(a)] < *sortKeys[size_t(b)]; };
    sortSideBySide(byName, before);
    std::vector<int> ranks(byName.size());
    for (size_t place = 0; place < byName.size(); ++place) {
        const bool tie = place > 0 && !before(byName[place - 1], byName[place]);
        ranks[size_t(byName[place])] = tie ? ranks[size_t(byName[place - 1])] : int(place);
    }
    return ranks;
}

RankedTexts modelRanks(const KeySet &keys)
{
    std::map<QString, int> places;
    QHash<QByteArrayView, int *> ranks; // by how they are written: few, of many keys
    std::vector<int *> ofRecords;
    ofRecords.reserve(size_t(keys.size()));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey record = keys.at(i);
        int *&rank = ranks[record.value(KeyField::Model).text()];
        if (!rank)
            rank = &places[effectiveModel(record)];
        ofRecords.push_back(rank);
    }
    RankedTexts ranked;
    for (auto &[model, rank] : places) {
        rank = int(ranked.texts.size());
        ranked.texts.append(model);
    }
    ranked.ranks.reserve(ofRecords.size());
    for (const int *rank : ofRecords)
        ranked.ranks.push_back(*rank);
    return ranked;
}

RankedTexts tagRanks(const std::vector<QStringList> &tags)
{
    std::set<QString> each;
    std::map<QString, int> places;
    for (const QStringList &ofOne : tags) {
        each.insert(ofOne.begin(), ofOne.end());
        if (!ofOne.isEmpty())
            places.try_emplace(ofOne.join(u' ').toLower(), 0);
    }
    int place = 0;
    for (auto &[text, rank] : places)
        rank = place++;
    RankedTexts ranked{{}, QStringList(each.begin(), each.end())};
    ranked.ranks.reserve(tags.size());
    for (const QStringList &ofOne : tags)
        ranked.ranks.push_back(
            ofOne.isEmpty() ? int(places.size()) : places[ofOne.join(u' ').toLower()]);
    return ranked;
}

} // namespace keydeck
