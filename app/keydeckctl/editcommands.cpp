#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/proposals.h"
#include "core/command/editkeys.h"
#include "core/command/removekeys.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

std::vector<FieldEdit> fieldEdits(const Proposal &wanted)
{
    std::vector<FieldEdit> fields;
    if (wanted.name)
        fields.push_back({KeyField::Name, jsonStringText(*wanted.name), {}});
    if (wanted.model)
        fields.push_back({KeyField::Model,
            wanted.model->isEmpty() ? QByteArray() : jsonStringText(*wanted.model), {}});
    if (wanted.tokenLimitPer5h)
        fields.push_back(
            {KeyField::TokenLimitPer5h, QByteArray::number(*wanted.tokenLimitPer5h), {}});
    if (wanted.expiryDate)
        fields.push_back({KeyField::ExpiryDate, jsonStringText(*wanted.expiryDate), {}});
    return fields;
}

/// Says which records an edit touched, as they were named before it.
Result<> report(const Context &context, const KeySet &before, const std::vector<qsizetype> &touched,
    const QString &verb)
{
    if (context.json())
        return print(QJsonDocument(QJsonObject{{verb, ids(before, touched)}}));
    QString lines;
    for (const qsizetype index : touched)
        lines += u"%1  %2\n"_s.arg(verb, idAndName(before.at(index)));
    return print(lines);
}

using Selection = std::vector<qsizetype>;

Result<> set(
    const Context &context, const Proposal &wanted, const KeySet &keys, const Selection &selected)
{
    if (wanted.name && selected.size() > 1)
        return failure(ErrorCode::InvalidInput,
            u"--name is for one key and %1 are selected: a name that several have selects none of "
            "them."_s.arg(selected.size()));
    std::vector<EditKeys::Edit> edits;
    const std::vector<KeyRef> refs = keys.refs();
    for (const qsizetype index : selected)
        edits.push_back({refs[size_t(index)], fieldEdits(wanted), keys.at(index).name()});
    return applyEdit(context, EditKeys(edits)).and_then([&](const EditOutcome &edit) {
        return report(context, keys, edit.written ? selected : Selection(), u"changed"_s);
    });
}

Result<> remove(const Context &context, const KeySet &keys, const Selection &selected)
{
    std::vector<KeyRef> gone;
    std::vector<ApiKey> seen;
    const std::vector<KeyRef> refs = keys.refs();
    for (const qsizetype index : selected) {
        gone.push_back(refs[size_t(index)]);
        seen.push_back(keys.at(index));
    }
    return applyEdit(context, RemoveKeys(gone, seen)).and_then([&](const EditOutcome &) {
        return report(context, keys, selected, u"removed"_s);
    });
}

/// Loads the store, resolves the selectors, and goes on with both.
template <typename Next>
Result<> withSelection(const Context &context, Next next)
{
    return loadKeysToEdit(context).and_then([&](const KeySet &keys) {
        return selectedKeys(context, keys).and_then([&](const Selection &selected) {
            return next(keys, selected);
        });
    });
}

} // namespace

Result<> runSet(const Context &context)
{
    return proposal(context).and_then([&](const Proposal &wanted) -> Result<> {
        if (wanted.isEmpty())
            return failure(ErrorCode::InvalidInput,
                u"set has nothing to set: give --name, --limit, --expires, --model or --no-model; "
                "see keydeckctl set --help."_s);
        return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
            return set(context, wanted, keys, selected);
        });
    });
}

Result<> runRemove(const Context &context)
{
    return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
        return remove(context, keys, selected);
    });
}

} // namespace keydeck
