#include "app/keydeckctl/changesprint.h"
#include "app/keydeckctl/commands.h"
#include "core/base/format.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Revert = Result<EditOutcome> (StoreEditor::*)();

Result<> revert(
    const Context &context, Revert what, QString (UndoHistory::*title)() const, const QString &verb)
{
    return storePath(context).and_then([&](const QString &path) -> Result<> {
        EditedStore store(context, path);
        const auto history = store.editor().undoHistory();
        if (!history)
            return tl::make_unexpected(history.error());
        const QString did = u"%1: %2"_s.arg(verb, displayText(((*history).*title)()));
        return noteOddities((store.editor().*what)(), path).and_then([&](const EditOutcome &edit) {
            return printOutcome(context, did, edit);
        });
    });
}

} // namespace

Result<> runUndo(const Context &context)
{
    return revert(context, &StoreEditor::undo, &UndoHistory::undoTitle, u"undone"_s);
}

Result<> runRedo(const Context &context)
{
    return revert(context, &StoreEditor::redo, &UndoHistory::redoTitle, u"done again"_s);
}

} // namespace keydeck
