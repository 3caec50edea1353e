#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/proposals.h"
#include "app/keydeckctl/selection.h"
#include "core/command/editkeys.h"
#include "core/command/removekeys.h"

#include <algorithm>

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
        return printTouched(context, keys, edit.written ? selected : Selection(), u"changed"_s);
    });
}

/// One key comes back with undo as easily as it goes; of many somebody may have named too much.
Result<> confirmRemoval(const Context &context, const KeySet &keys, const Selection &selected)
{
    constexpr size_t MostNamed = 20;
    if (selected.size() < 2 || context.has(Option::Yes))
        return {};
    if (!isConversation())
        return failure(ErrorCode::InvalidInput,
            u"remove of %1 keys needs --yes where nobody can be asked; see keydeckctl remove --help."_s
                .arg(selected.size()));
    QString question;
    for (size_t i = 0; i < std::min(selected.size(), MostNamed); ++i)
        question += idAndName(keys.at(selected[i])) + u'\n';
    if (selected.size() > MostNamed)
        question += u"and %1 more\n"_s.arg(selected.size() - MostNamed);
    if (askYesNo(question + u"Remove these %1 keys? [y/N] "_s.arg(selected.size())))
        return {};
    return failure(ErrorCode::Failed, u"Nothing was removed, since you did not say yes."_s);
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
    return confirmRemoval(context, keys, selected)
        .and_then([&] { return applyEdit(context, RemoveKeys(gone, seen)); })
        .and_then([&](const EditOutcome &) {
            return printTouched(context, keys, selected, u"removed"_s);
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
