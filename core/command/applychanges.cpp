#include "core/command/applychanges.h"

#include "core/command/recordfinder.h"
#include "core/command/removal.h"
#include "core/store/merge.h"
#include "core/store/storepatch.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString labelOf(const KeyChange &change)
{
    return recordLabel(change.name, change.ref.key);
}

/// The changes of one set on one state of the store.
class Merger final
{
public:
    Merger(const KeySet &fresh, size_t changes)
        : m_fresh(fresh)
        , m_finder(fresh, changes)
        , m_patch(fresh)
    { }

    [[nodiscard]] Result<> take(const KeyChange &change);
    [[nodiscard]] Result<KeySet> result() const { return m_patch.apply(); }

private:
    [[nodiscard]] Result<> edit(const KeyChange &change);
    [[nodiscard]] Result<> editField(
        const KeyChange &change, const FieldChange &field, qsizetype index);
    [[nodiscard]] Result<> remove(const KeyChange &change);
    [[nodiscard]] Result<> create(const KeyChange &change);
    /// No more than that many records have the key.
    [[nodiscard]] bool isFree(const QString &key, int twins = 0) const;
    void set(qsizetype index, const FieldChange &field);

    const KeySet &m_fresh;
    RecordFinder m_finder;
    StorePatch m_patch;
    QSet<QString> m_removedKeys;
};

/// Nobody's usage is ever taken back.
bool mayChangeUsage(const FieldChange &field, const JsonValue &current)
{
    if (!isSameValue(current, JsonValue(field.before)))
        return false;
    return field.field != KeyField::TotalLifetimeTokens
        || !(JsonValue(field.after).toNumber() < current.toNumber());
}

void Merger::set(qsizetype index, const FieldChange &field)
{
    if (field.after.isEmpty())
        m_patch.removeField(index, field.field);
    else
        m_patch.setField(index, field.field, field.after);
}

bool Merger::isFree(const QString &key, int twins) const
{
    return m_removedKeys.contains(key) || m_finder.indexOf({key, twins}) < 0;
}

Result<> Merger::take(const KeyChange &change)
{
    switch (change.kind) {
    case ChangeKind::Created:
        return create(change);
    case ChangeKind::Removed:
        return remove(change);
    case ChangeKind::Edited:
        break;
    }
    return edit(change);
}

Result<> Merger::edit(const KeyChange &change)
{
    const qsizetype index = m_finder.indexOf(change.ref);
    if (index < 0) {
        return failure(ErrorCode::NotFound,
            u"Nothing was changed: %1 is not in the store any more; somebody else removed it or "
            u"changed its key."_s.arg(labelOf(change)));
    }
    for (const FieldChange &field : change.fields) {
        if (auto edited = editField(change, field, index); !edited)
            return edited;
    }
    return {};
}

Result<> Merger::editField(const KeyChange &change, const FieldChange &field, qsizetype index)
{
    const ApiKey record = m_fresh.at(index);
    const JsonValue current = record.value(field.field);
    const JsonValue wanted(field.after);
    if (isGatewaysOwn(field.field)) {
        if (mayChangeUsage(field, current))
            set(index, field);
        return {};
    }
    switch (mergeValue(JsonValue(field.before), wanted, current)) {
    case MergeVerdict::Settled:
        return {};
    case MergeVerdict::Conflict:
        return mergeConflict(labelOf(change), field.field, current, wanted);
    case MergeVerdict::Take:
        break;
    }
    if (field.field == KeyField::Key && wanted.isString() && !isFree(wanted.toString())) {
        return failure(ErrorCode::InvalidInput,
            u"Nothing was changed: the key that %1 would get is in the store already, and the "
            u"gateway only finds the first of two."_s.arg(labelOf(change)));
    }
    set(index, field);
    return {};
}

Result<> Merger::remove(const KeyChange &change)
{
    const qsizetype index = m_finder.indexOf(change.ref);
    if (index < 0)
        return {};
    const ApiKey record = m_fresh.at(index);
    if (auto removable = checkRemovable(labelOf(change), change.record, record); !removable)
        return removable;
    m_patch.removeKey(index);
    m_removedKeys.insert(change.ref.key);
    return {};
}

Result<> Merger::create(const KeyChange &change)
{
    if (!change.ref.key.isEmpty() && !isFree(change.ref.key, change.twins)) {
        return failure(ErrorCode::InvalidInput,
            u"%1 was not put back, since its key is in the store again. Delete that one first if "
            u"the old one is wanted."_s.arg(labelOf(change)));
    }
    const qsizetype neighbour = change.behind ? m_finder.indexOf(*change.behind) : -1;
    if (change.behind && neighbour < 0)
        m_patch.appendRecord(change.record.text().toByteArray());
    else
        m_patch.insertRecord(neighbour, change.record.text().toByteArray());
    return {};
}

} // namespace

ApplyChanges::ApplyChanges(ChangeSet changes, QString title)
    : m_changes(std::move(changes))
    , m_title(std::move(title))
{ }

Result<KeySet> ApplyChanges::apply(const KeySet &fresh) const
{
    Merger merger(fresh, m_changes.size());
    // What goes first makes room for what comes.
    for (const bool removals : {true, false}) {
        for (const KeyChange &change : m_changes) {
            if ((change.kind == ChangeKind::Removed) != removals)
                continue;
            if (const auto taken = merger.take(change); !taken)
                return tl::make_unexpected(taken.error());
        }
    }
    return merger.result();
}

QStringList ApplyChanges::notes(const KeySet &fresh) const
{
    QStringList notes;
    const RecordFinder finder(fresh, m_changes.size());
    for (const KeyChange &change : m_changes) {
        const qsizetype index
            = change.kind == ChangeKind::Removed ? finder.indexOf(change.ref) : -1;
        if (index >= 0)
            notes += gainedUsageNotes(labelOf(change), change.record, fresh.at(index));
    }
    return notes;
}

} // namespace keydeck
