#include "ui/keys/keyrowsbuilder.h"

#include "core/base/retire.h"
#include "core/base/stretches.h"
#include "core/rules/steadystate.h"
#include "ui/keys/keyranks.h"

#include <QHash>

#include <algorithm>
#include <atomic>

namespace keydeck {

namespace {

quint64 nextId()
{
    static std::atomic<quint64> last = 0;
    return ++last;
}

} // namespace

KeyRowsBuilder::KeyRowsBuilder(
    const KeySet &keys, qint64 nowMs, const KeyRows *previous, const KeyNotes &notes)
    : m_rows(retiredOnWorker(std::make_unique<KeyRows>()))
    , m_previous(previous)
{
    m_rows->id = nextId();
    m_rows->keys = keys;
    m_rows->nowMs = nowMs;
    m_rows->notes = notes;
}

std::shared_ptr<const KeyRows> KeyRowsBuilder::build()
{
    compare();
    findRefs();
    findRepeats();
    readRecords();
    rankNames();
    rankModels();
    rankTags();
    takeOverSearchTexts();
    noteDifference();
    return m_rows;
}

void KeyRowsBuilder::compare()
{
    const KeySet &keys = m_rows->keys;
    m_isSame.assign(size_t(keys.size()), 0);
    if (!m_previous)
        return;
    std::atomic<bool> keysDiffer = false, namesDiffer = false, modelsDiffer = false;
    inStretches(std::min(keys.size(), m_previous->size()), [&](const Stretch &stretch) {
        for (qsizetype i = stretch.begin; i < stretch.end; ++i) {
            m_isSame[size_t(i)] = keys.at(i).text() == m_previous->keys.at(i).text();
            if (m_isSame[size_t(i)])
                continue;
            if (!isSameField(i, KeyField::Key))
                keysDiffer = true;
            if (!isSameField(i, KeyField::Name))
                namesDiffer = true;
            if (!isSameField(i, KeyField::Model))
                modelsDiffer = true;
        }
    });
    const bool isSameSize = keys.size() == m_previous->size();
    m_hasSameKeys = isSameSize && !keysDiffer;
    m_hasSameNames = isSameSize && !namesDiffer;
    m_hasSameModels = isSameSize && !modelsDiffer;
    m_hasSameNotes = m_previous->notes.isCopyOf(m_rows->notes);
    m_hasSameTags = m_hasSameKeys && m_hasSameNotes;
}

bool KeyRowsBuilder::isSameField(qsizetype index, KeyField field) const
{
    return m_rows->keys.at(index).value(field).text()
        == m_previous->keys.at(index).value(field).text();
}

bool KeyRowsBuilder::hadKeyAt(qsizetype index) const
{
    return m_previous && index < m_previous->size()
        && m_previous->refs[size_t(index)].key == m_rows->refs[size_t(index)].key;
}

void KeyRowsBuilder::findRefs()
{
    m_rows->refs = m_hasSameKeys ? m_previous->refs : m_rows->keys.refs();
}

/// What lintKeys() tells of duplicates: of keys that are text, no others.
void KeyRowsBuilder::findRepeats()
{
    QHash<QString, qsizetype> firsts;
    for (const KeyRef &ref : m_rows->refs) {
        if (ref.occurrence > 0)
            firsts.insert(ref.key, -1);
    }
    if (firsts.isEmpty())
        return;
    m_repeats.assign(m_rows->refs.size(), Repeat::None);
    for (qsizetype i = 0; i < m_rows->size(); ++i) {
        const auto first = firsts.find(m_rows->refs[size_t(i)].key);
        if (first == firsts.end() || !m_rows->keys.at(i).value(KeyField::Key).isString())
            continue;
        if (*first < 0) {
            *first = i;
            continue;
        }
        m_repeats[size_t(*first)] = Repeat::Used;
        m_repeats[size_t(i)] = Repeat::Unused;
    }
}

void KeyRowsBuilder::readRecords()
{
    const size_t size = m_rows->refs.size();
    m_rows->states.resize(size);
    m_rows->steadyUntil.resize(size);
    m_rows->findings.resize(size);
    m_rows->tags.resize(size);
    m_rows->lifetimeTokens.resize(size);
    m_rows->lastUsed.resize(size);
    inStretches(m_rows->size(), [this](const Stretch &stretch) {
        for (qsizetype i = stretch.begin; i < stretch.end; ++i)
            readRecord(i);
    });
}

void KeyRowsBuilder::readRecord(qsizetype index)
{
    const auto at = size_t(index);
    // Finding a key's note takes a digest, which is not done anew at each use of a key.
    if (m_hasSameTags || (m_hasSameNotes && hadKeyAt(index)))
        m_rows->tags[at] = m_previous->tags[at];
    else if (!m_rows->notes.isEmpty())
        m_rows->tags[at] = m_rows->notes.noteOf(m_rows->refs[at].key).tags;

    const ApiKey record = m_rows->keys.at(index);
    if (m_isSame[at]) {
        m_rows->lifetimeTokens[at] = m_previous->lifetimeTokens[at];
        m_rows->lastUsed[at] = m_previous->lastUsed[at];
    } else {
        m_rows->lifetimeTokens[at] = record.value(KeyField::TotalLifetimeTokens).toNumber();
        m_rows->lastUsed[at] = lastUsedMs(record);
    }
    const qint64 now = m_rows->nowMs;
    if (m_isSame[at] && m_hasSameKeys && m_previous->isSteady(index, now)) {
        m_rows->states[at] = m_previous->states[at];
        m_rows->steadyUntil[at] = m_previous->steadyUntil[at];
        m_rows->findings[at] = m_previous->findings[at];
    } else {
        derive(index, record);
    }
}

void KeyRowsBuilder::derive(qsizetype index, const ApiKey &record)
{
    const auto at = size_t(index);
    const qint64 now = m_rows->nowMs;
    m_rows->states[at] = keyState(record, now);
    m_rows->steadyUntil[at] = steadyUntilMs(record, m_rows->states[at], now);
    QList<Finding> &findings = m_rows->findings[at];
    findings = lintKey(record, now);
    if (!m_repeats.empty() && m_repeats[at] != Repeat::None)
        findings.prepend(m_repeats[at] == Repeat::Used ? usedDuplicate() : unusedDuplicate());
}

void KeyRowsBuilder::rankNames()
{
    m_rows->nameRanks = m_hasSameNames ? m_previous->nameRanks : nameRanks(m_rows->keys);
}

void KeyRowsBuilder::rankModels()
{
    RankedTexts models = m_hasSameModels ? RankedTexts{m_previous->modelRanks, m_previous->models}
                                         : modelRanks(m_rows->keys);
    m_rows->modelRanks = std::move(models.ranks);
    m_rows->models = std::move(models.texts);
}

void KeyRowsBuilder::rankTags()
{
    RankedTexts tags = m_hasSameTags ? RankedTexts{m_previous->tagRanks, m_previous->tagsInUse}
                                     : tagRanks(m_rows->tags);
    m_rows->tagRanks = std::move(tags.ranks);
    m_rows->tagsInUse = std::move(tags.texts);
}

/// Others are made late.
void KeyRowsBuilder::takeOverSearchTexts()
{
    if (m_hasSameKeys && m_hasSameNames && m_hasSameModels && m_hasSameTags)
        m_rows->m_searchTexts = m_previous->m_searchTexts;
}

void KeyRowsBuilder::noteDifference()
{
    if (!m_previous)
        return;
    if (!m_hasSameKeys) {
        m_rows->difference = differenceBetween(*m_previous, *m_rows);
        return;
    }
    m_rows->difference.fromId = m_previous->id;
    for (size_t i = 0; i < m_isSame.size(); ++i) {
        if (!m_isSame[i] || (!m_hasSameTags && m_rows->tags[i] != m_previous->tags[i]))
            m_rows->difference.changed.push_back(int(i));
    }
}

} // namespace keydeck
