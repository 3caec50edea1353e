#include "core/command/editkeys.h"

#include "core/command/recordfinder.h"
#include "core/store/merge.h"
#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString labelOf(const EditKeys::Edit &edit)
{
    return recordLabel(edit.name, edit.ref.key);
}

Result<> checkEditable(const EditKeys::Edit &edit, const FieldEdit &field)
{
    if (isGatewaysOwn(field.field)) {
        return failure(ErrorCode::InvalidInput,
            u"Nothing was changed: %1 of %2 is the gateway's own and not edited by hand."_s.arg(
                QLatin1StringView(fieldName(field.field)), labelOf(edit)));
    }
    if (field.field == KeyField::Key && !JsonValue(field.json).isString()) {
        return failure(ErrorCode::InvalidInput,
            u"Nothing was changed: the key of %1 must be a text. To take it away, remove the whole "
            u"record."_s.arg(labelOf(edit)));
    }
    return {};
}

/// A second record with the same key would never be found by the gateway.
Result<> checkUnique(const EditKeys::Edit &edit, const FieldEdit &field, const RecordFinder &finder)
{
    if (field.field != KeyField::Key || finder.indexOf({JsonValue(field.json).toString(), 0}) < 0)
        return {};
    return failure(ErrorCode::InvalidInput,
        u"Nothing was changed: the new key of %1 is in the store already, and the gateway only "
        u"finds the first of two. Choose another one."_s.arg(labelOf(edit)));
}

Result<> addChange(const EditKeys::Edit &edit, const FieldEdit &field, const ApiKey &record,
    qsizetype index, const RecordFinder &finder, StorePatch &patch)
{
    const JsonValue current = record.value(field.field);
    const JsonValue wanted(field.json);
    if (auto editable = checkEditable(edit, field); !editable)
        return editable;
    const JsonValue seen = field.seen ? JsonValue(*field.seen) : current;
    switch (mergeValue(seen, wanted, current)) {
    case MergeVerdict::Settled:
        return {};
    case MergeVerdict::Conflict:
        return mergeConflict(labelOf(edit), field.field, current, wanted);
    case MergeVerdict::Take:
        break;
    }
    if (auto unique = checkUnique(edit, field, finder); !unique)
        return unique;
    if (wanted.isMissing())
        patch.removeField(index, field.field);
    else
        patch.setField(index, field.field, field.json);
    return {};
}

} // namespace

EditKeys::EditKeys(std::vector<Edit> edits) : m_edits(std::move(edits)) { }

QString EditKeys::title() const
{
    if (m_edits.size() == 1)
        return u"Edit %1"_s.arg(labelOf(m_edits.front()));
    return u"Edit %1 keys"_s.arg(m_edits.size());
}

Result<KeySet> EditKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_edits.size());
    StorePatch patch(fresh);
    for (const Edit &edit : m_edits) {
        const qsizetype index = finder.indexOf(edit.ref);
        if (index < 0) {
            return failure(ErrorCode::NotFound,
                u"Nothing was changed: %1 is not in the store any more; somebody else removed it "
                u"or "
                u"changed its key."_s.arg(labelOf(edit)));
        }
        const ApiKey record = fresh.at(index);
        for (const FieldEdit &field : edit.fields) {
            if (const auto added = addChange(edit, field, record, index, finder, patch); !added)
                return tl::make_unexpected(added.error());
        }
    }
    return patch.apply();
}

} // namespace keydeck
