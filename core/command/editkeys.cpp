#include "core/command/editkeys.h"

#include "core/base/format.h"
#include "core/command/recordfinder.h"
#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qsizetype LongestShownValue = 80;

bool isGatewaysOwn(KeyField field)
{
    return field == KeyField::LastUsed || field == KeyField::TotalLifetimeTokens
        || field == KeyField::UsageWindows;
}

/// The same to JavaScript, however it is spelled.
bool isSameValue(const JsonValue &a, const JsonValue &b)
{
    if (a.text() == b.text())
        return true;
    if (a.kind() != b.kind())
        return false;
    if (a.isString())
        return a.toString() == b.toString();
    return a.kind() == JsonKind::Number && a.toNumber() == b.toNumber();
}

QString shown(const JsonValue &value)
{
    if (value.isMissing())
        return u"nothing"_s;
    QString text = value.isString() ? value.toString() : QString::fromUtf8(value.text());
    if (text.size() > LongestShownValue)
        text = text.first(LongestShownValue) + u'…';
    return value.isString() ? u"“%1”"_s.arg(displayText(text)) : displayText(text);
}

QString labelOf(const EditKeys::Edit &edit)
{
    return recordLabel(edit.name, edit.ref.key);
}

tl::unexpected<Error> conflict(
    const EditKeys::Edit &edit, const FieldEdit &field, const JsonValue &current)
{
    if (field.field == KeyField::Key) {
        return failure(ErrorCode::Conflict,
            u"Nothing was changed: somebody else changed the key itself of %1 while you edited it. "
            u"Look at it again and decide."_s.arg(labelOf(edit)));
    }
    return failure(ErrorCode::Conflict,
        u"Nothing was changed: somebody else set %1 of %2 to %3 while you set it to %4. Look at it "
        u"again and decide."_s.arg(QLatin1StringView(fieldName(field.field)), labelOf(edit),
            shown(current), shown(JsonValue(field.json))));
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
    if (isSameValue(current, wanted))
        return {};
    if (field.seen && !isSameValue(current, JsonValue(*field.seen)))
        return conflict(edit, field, current);
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
