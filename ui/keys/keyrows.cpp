#include "ui/keys/keyrows.h"

#include "core/base/fingerprint.h"

#include <QCollator>

#include <algorithm>
#include <map>
#include <numeric>

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

QString searchTextOf(const ApiKey &record, const QString &key)
{
    const QString text = record.name() + u'\n' + maskedKey(key) + u'\n' + effectiveModel(record);
    return text.toLower() + u'\n' + fullFingerprint(key) + u'\n';
}

} // namespace

std::shared_ptr<const KeyRows> KeyRows::of(
    const KeySet &keys, qint64 nowMs, const KeyRows *previous)
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
    rows->rankNames(previous);
    rows->rankModels();
    rows->findSearchTexts(previous);
    return rows;
}

QStringView KeyRows::searchText(qsizetype index) const
{
    const qsizetype begin = index == 0 ? 0 : m_haystackEnds[size_t(index) - 1];
    return QStringView(m_haystack).sliced(begin, m_haystackEnds[size_t(index)] - begin);
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
    std::vector<std::map<QString, int>::iterator> models;
    models.reserve(refs.size());
    for (qsizetype i = 0; i < size(); ++i)
        models.push_back(places.try_emplace(effectiveModel(keys.at(i)), 0).first);
    int place = 0;
    for (auto &[model, rank] : places)
        rank = place++;
    modelRanks.reserve(models.size());
    for (const auto &model : models)
        modelRanks.push_back(model->second);
}

void KeyRows::findSearchTexts(const KeyRows *previous)
{
    m_haystackEnds.reserve(refs.size());
    for (qsizetype i = 0; i < size(); ++i) {
        const ApiKey record = keys.at(i);
        const bool known = previous && i < previous->size()
            && previous->refs[size_t(i)].key == refs[size_t(i)].key
            && sameValue(previous->keys.at(i), record, KeyField::Name)
            && sameValue(previous->keys.at(i), record, KeyField::Model);
        if (known)
            m_haystack.append(previous->searchText(i));
        else
            m_haystack.append(searchTextOf(record, refs[size_t(i)].key));
        m_haystackEnds.push_back(m_haystack.size());
    }
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
