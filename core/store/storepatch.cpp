#include "core/store/storepatch.h"

#include "core/store/jsonscanner.h"
#include "core/store/recordtext.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using FieldChanges = std::map<KeyField, std::optional<QByteArray>>;

/// The member behind which a new field goes: its nearest predecessor that stays, -1: the front.
qsizetype predecessor(const RecordText &record, KeyField field, const std::vector<bool> &gone)
{
    for (int before = int(field) - 1; before >= 0; --before) {
        const qsizetype member = record.memberOf(KeyField(before));
        if (member >= 0 && !gone[size_t(member)])
            return member;
    }
    return -1;
}

std::vector<bool> removedMembers(const RecordText &record, const FieldChanges &changes)
{
    std::vector<bool> gone;
    gone.reserve(record.members.size());
    for (const RecordMember &member : record.members) {
        const auto change = member.field ? changes.find(*member.field) : changes.end();
        gone.push_back(change != changes.end() && !change->second);
    }
    return gone;
}

void spliceFields(const RecordText &record, const FieldChanges &changes, const RecordLayout &layout,
    std::vector<Splice> &splices)
{
    const std::vector<bool> gone = removedMembers(record, changes);
    std::vector<Insertion> insertions;
    for (const auto &[field, json] : changes) {
        if (!json)
            continue;
        const qsizetype present = record.memberOf(field);
        if (present >= 0) {
            const Span value = record.members[size_t(present)].value;
            splices.push_back({value.begin, value.size, *json});
            continue;
        }
        const qsizetype after = predecessor(record, field, gone);
        const QByteArray &colon = record.members.empty()
            ? layout.colon
            : record.members[size_t(std::max<qsizetype>(after, 0))].colon;
        insertions.push_back({after, memberText(field, colon, *json)});
    }
    editList(record.list, gone, insertions, layout.members, splices);
}

/// Where a record goes: behind one that stays, however many of those in front of it go.
qsizetype placeOf(const RecordAddition &addition, const std::vector<bool> &gone)
{
    qsizetype after = addition.after.value_or(qsizetype(gone.size()) - 1);
    while (after >= 0 && gone[size_t(after)])
        --after;
    return after;
}

void spliceRecords(const KeySet &base, const std::set<qsizetype> &removed,
    const std::vector<RecordAddition> &added, const StoreLayout &layout,
    std::vector<Splice> &splices)
{
    if (removed.empty() && added.empty())
        return;
    ListItems list;
    list.document = base.bytes();
    list.inside = {base.keysArray().begin + 1, base.keysArray().size - 2};
    std::vector<bool> gone;
    for (const RecordSpans &record : base.records()) {
        list.items.push_back(record.text);
        gone.push_back(removed.count(qsizetype(gone.size())) > 0);
    }
    std::vector<Insertion> insertions;
    for (const RecordAddition &addition : added) {
        const NewKey *key = std::get_if<NewKey>(&addition.record);
        insertions.push_back({placeOf(addition, gone),
            key ? recordText(*key, layout.record) : std::get<QByteArray>(addition.record)});
    }
    editList(list, gone, insertions, layout.records, splices);
}

} // namespace

StorePatch::StorePatch(KeySet base) : m_base(std::move(base)) { }

void StorePatch::setField(qsizetype index, KeyField field, QByteArray json)
{
    m_changes[index][field] = std::move(json);
}

void StorePatch::removeField(qsizetype index, KeyField field)
{
    m_changes[index][field] = std::nullopt;
}

void StorePatch::appendKey(const NewKey &key)
{
    m_added.push_back({std::nullopt, key});
}

void StorePatch::appendRecord(QByteArray record)
{
    m_added.push_back({std::nullopt, std::move(record)});
}

void StorePatch::insertRecord(qsizetype after, QByteArray record)
{
    m_added.push_back({after, std::move(record)});
}

void StorePatch::removeKey(qsizetype index)
{
    m_removed.insert(index);
}

bool StorePatch::isEmpty() const
{
    return m_changes.empty() && m_removed.empty() && m_added.empty();
}

Result<KeySet> StorePatch::apply() const
{
    if (const auto sound = check(); !sound)
        return tl::make_unexpected(sound.error());
    if (isEmpty())
        return m_base;
    const StoreLayout layout(m_base);
    std::vector<Splice> splices;
    for (const auto &[index, changes] : m_changes) {
        if (m_removed.count(index) == 0)
            spliceFields(RecordText(m_base.bytes(), m_base.records()[size_t(index)].text), changes,
                layout.record, splices);
    }
    spliceRecords(m_base, m_removed, m_added, layout, splices);
    return checked(spliced(m_base.bytes(), std::move(splices)));
}

Result<> StorePatch::check() const
{
    if (!m_base.isEditable())
        return failure(ErrorCode::StoreUnusable, m_base.problem());
    for (const qsizetype index : m_removed) {
        if (const auto sound = checkChanges(index, {}); !sound)
            return sound;
    }
    for (const RecordAddition &addition : m_added) {
        if (addition.after.value_or(-1) >= m_base.size())
            return checkChanges(*addition.after, {});
    }
    for (const auto &[index, changes] : m_changes) {
        if (const auto sound = checkChanges(index, changes); !sound)
            return sound;
    }
    return {};
}

Result<> StorePatch::checkChanges(qsizetype index, const FieldChanges &changes) const
{
    if (index < 0 || index >= m_base.size())
        return failure(ErrorCode::InvalidInput,
            u"The store has no record %1; load it again and repeat the edit."_s.arg(index + 1));
    if (!changes.empty() && !m_base.at(index).isObject() && m_removed.count(index) == 0)
        return failure(ErrorCode::InvalidInput,
            u"Entry %1 of the store is not a JSON object, so that it has no fields to edit; remove "
            "it instead."_s.arg(index + 1));
    for (const auto &[field, json] : changes) {
        JsonScanner scanner(json ? QByteArrayView(*json) : QByteArrayView("null"));
        if (!scanner.validateDocument())
            return failure(ErrorCode::InvalidInput,
                u"The new value of %1 is not valid JSON: %2."_s.arg(
                    QLatin1StringView(fieldName(field)), scanner.fault().what));
    }
    return {};
}

Result<KeySet> StorePatch::checked(QByteArray bytes) const
{
    KeySet keys = decodeStore(std::move(bytes), {}, m_base);
    const qsizetype expected
        = m_base.size() - qsizetype(m_removed.size()) + qsizetype(m_added.size());
    if (!keys.isEditable())
        return failure(ErrorCode::InvalidInput,
            u"The edit was not made, since the store could not be used after it. %1"_s.arg(
                keys.problem()));
    if (keys.size() != expected)
        return failure(ErrorCode::Failed,
            u"The edit was not made, since the store would hold %1 keys after it instead of %2. "
            "Please report this fault of Keydeck."_s.arg(keys.size())
                .arg(expected));
    return keys;
}

} // namespace keydeck
