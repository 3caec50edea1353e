#include "app/keydeckctl/changesprint.h"
#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/profileoptions.h"
#include "core/base/format.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Revert = Result<EditOutcome> (StoreEditor::*)();

Result<> revert(const Context &context, Revert what, const QString &verb)
{
    return checkWritable(context)
        .and_then([&] { return storePath(context); })
        .and_then([&](const QString &path) {
            EditedStore store(context, path);
            return noteOddities(context, (store.editor().*what)(), path)
                .and_then([&](const EditOutcome &edit) {
                    return printOutcome(
                        context, u"%1: %2"_s.arg(verb, displayText(edit.title)), edit);
                });
        });
}

} // namespace

Result<> runUndo(const Context &context)
{
    return revert(context, &StoreEditor::undo, u"undone"_s);
}

Result<> runRedo(const Context &context)
{
    return revert(context, &StoreEditor::redo, u"done again"_s);
}

} // namespace keydeck
