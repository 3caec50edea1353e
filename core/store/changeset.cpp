#include "core/store/changeset.h"

#include <QHash>

#include <algorithm>

namespace keydeck {

namespace {

constexpr qsizetype None = -1;

using KeyGroups = QHash<QString, std::vector<qsizetype>>;

/// Which record of one state is which of the other, by index; None where it has no partner.
class RecordPairs final
{
public:
    RecordPairs(const KeySet &before, const KeySet &after);

    [[nodiscard]] qsizetype afterOf(qsizetype before) const { return m_after[size_t(before)]; }
    [[nodiscard]] qsizetype beforeOf(qsizetype after) const { return m_before[size_t(after)]; }

    /// Records with that key in the state that a change of that kind comes from or leads to, where
    /// its own record is not.
    [[nodiscard]] int countOf(const QString &key, ChangeKind kind) const
    {
        const KeyGroups &groups = kind == ChangeKind::Removed ? m_newGroups : m_oldGroups;
        return int(groups.value(key).size());
    }

private:
    using Indexes = std::vector<qsizetype>;

    void pair(qsizetype before, qsizetype after);
    void pairSameKeys();
    void pairGroup(const Indexes &before, const Indexes &after);
    void pairChangedKeys();

    const KeySet &m_old;
    const KeySet &m_new;
    KeyGroups m_oldGroups;
    KeyGroups m_newGroups;
    Indexes m_after;
    Indexes m_before;
};

KeyGroups groupsOf(const KeySet &keys)
{
    KeyGroups groups;
    groups.reserve(keys.size());
    for (qsizetype i = 0; i < keys.size(); ++i)
        groups[keys.at(i).key()].push_back(i);
    return groups;
}

RecordPairs::RecordPairs(const KeySet &before, const KeySet &after)
    : m_old(before)
    , m_new(after)
    , m_oldGroups(groupsOf(before))
    , m_newGroups(groupsOf(after))
    , m_after(size_t(before.size()), None)
    , m_before(size_t(after.size()), None)
{
    pairSameKeys();
    pairChangedKeys();
}

void RecordPairs::pair(qsizetype before, qsizetype after)
{
    m_after[size_t(before)] = after;
    m_before[size_t(after)] = before;
}

void RecordPairs::pairSameKeys()
{
    for (auto group = m_oldGroups.cbegin(); group != m_oldGroups.cend(); ++group) {
        const auto partner = m_newGroups.constFind(group.key());
        if (partner != m_newGroups.cend())
            pairGroup(*group, *partner);
    }
}

/// Of duplicates those that did not change first, so that the removal of one is not taken for a
/// change of the others.
void RecordPairs::pairGroup(const Indexes &before, const Indexes &after)
{
    if (before.size() > 1 || after.size() > 1) {
        for (const qsizetype old : before) {
            const auto same = std::find_if(after.begin(), after.end(), [&](qsizetype index) {
                return beforeOf(index) == None && m_new.at(index).text() == m_old.at(old).text();
            });
            if (same != after.end())
                pair(old, *same);
        }
    }
    auto next = after.begin();
    for (const qsizetype old : before) {
        if (afterOf(old) != None)
            continue;
        next = std::find_if(
            next, after.end(), [this](qsizetype index) { return beforeOf(index) == None; });
        if (next == after.end())
            return;
        pair(old, *next);
    }
}

void RecordPairs::pairChangedKeys()
{
    if (m_old.size() != m_new.size())
        return;
    for (qsizetype i = 0; i < m_old.size(); ++i) {
        const auto born
            = [i](const KeySet &keys) { return keys.at(i).value(KeyField::CreatedAt).text(); };
        const bool isAlone = afterOf(i) == None && beforeOf(i) == None;
        if (isAlone && !born(m_old).isEmpty() && born(m_old) == born(m_new))
            pair(i, i);
    }
}

std::vector<FieldChange> changedFields(const ApiKey &before, const ApiKey &after)
{
    std::vector<FieldChange> fields;
    for (int i = 0; i < KeyFieldCount; ++i) {
        const QByteArrayView old = before.value(KeyField(i)).text();
        const QByteArrayView now = after.value(KeyField(i)).text();
        if (old != now)
            fields.push_back({KeyField(i), old.toByteArray(), now.toByteArray()});
    }
    return fields;
}

/// The references of a state, made when the first is asked for.
class LazyRefs final
{
public:
    explicit LazyRefs(const KeySet &keys) : m_keys(keys) { }

    const KeyRef &at(qsizetype index)
    {
        if (m_refs.empty())
            m_refs = m_keys.refs();
        return m_refs[size_t(index)];
    }

private:
    const KeySet &m_keys;
    std::vector<KeyRef> m_refs;
};

/// A record that only one of the states has: its change, and the neighbour in front of it.
template <typename HasPartner>
KeyChange loneRecord(const KeySet &keys, qsizetype index, ChangeKind kind, LazyRefs &refs,
    const RecordPairs &pairs, HasPartner hasPartner)
{
    const ApiKey record = keys.at(index);
    KeyChange change{kind, refs.at(index), record.name()};
    change.fields = kind == ChangeKind::Created ? changedFields(ApiKey(), record)
                                                : changedFields(record, ApiKey());
    change.record = record.detached();
    qsizetype neighbour = index - 1;
    while (neighbour >= 0 && !hasPartner(neighbour))
        --neighbour;
    if (neighbour >= 0)
        change.behind = refs.at(neighbour);
    change.twins = pairs.countOf(change.ref.key, kind);
    return change;
}

} // namespace

const FieldChange *KeyChange::change(KeyField field) const
{
    const auto found = std::find_if(fields.begin(), fields.end(),
        [field](const FieldChange &one) { return one.field == field; });
    return found == fields.end() ? nullptr : &*found;
}

ChangeSet changesBetween(const KeySet &before, const KeySet &after)
{
    ChangeSet changes;
    if (before.sameContent(after))
        return changes;
    const RecordPairs pairs(before, after);
    LazyRefs oldRefs(before);
    LazyRefs newRefs(after);
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (pairs.afterOf(i) == None)
            changes.push_back(loneRecord(before, i, ChangeKind::Removed, oldRefs, pairs,
                [&](qsizetype index) { return pairs.afterOf(index) != None; }));
    }
    for (qsizetype i = 0; i < after.size(); ++i) {
        const qsizetype old = pairs.beforeOf(i);
        if (old == None) {
            changes.push_back(loneRecord(after, i, ChangeKind::Created, newRefs, pairs,
                [&](qsizetype index) { return pairs.beforeOf(index) != None; }));
            continue;
        }
        const ApiKey now = after.at(i);
        if (before.at(old).text() == now.text())
            continue;
        auto fields = changedFields(before.at(old), now);
        if (!fields.empty())
            changes.push_back({ChangeKind::Edited, oldRefs.at(old), now.name(), std::move(fields)});
    }
    return changes;
}

ChangeSet inverse(const ChangeSet &changes)
{
    ChangeSet back = changes;
    // What stood behind another one comes back after it.
    for (KeyChange &change : back) {
        if (change.kind == ChangeKind::Created)
            change.kind = ChangeKind::Removed;
        else if (change.kind == ChangeKind::Removed)
            change.kind = ChangeKind::Created;
        for (FieldChange &field : change.fields)
            std::swap(field.before, field.after);
        const FieldChange *key = change.change(KeyField::Key);
        if (change.kind == ChangeKind::Edited && key)
            change.ref = {JsonValue(key->before).toString(), 0};
    }
    return back;
}

} // namespace keydeck
