#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/proposals.h"
#include "app/keydeckctl/selection.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> suspend(const Context &context, const KeySet &keys, const Selection &selected)
{
    return notesFile(context)
        .and_then([&](const NotesFile &file) {
            return prepareSuspension(file, keys, selected, context.clock.nowMs());
        })
        .and_then([&](const PreparedEdit &prepared) {
            if (!prepared.saying.isEmpty())
                note(prepared.saying);
            return applyEdit(context, *prepared.command);
        })
        .and_then([&](const EditOutcome &) {
            return printTouched(context, keys, selected, u"suspended"_s);
        });
}

Result<> resume(const Context &context, const std::optional<QString> &expiry, const KeySet &keys,
    const Selection &selected)
{
    return loadNotes(context)
        .and_then([&](const KeyNotes &notes) {
            return prepareResumption(notes, keys, selected, context.clock.nowMs(), expiry);
        })
        .and_then(
            [&](const std::unique_ptr<Command> &command) { return applyEdit(context, *command); })
        .and_then([&](const EditOutcome &) {
            return printTouched(context, keys, selected, u"resumed"_s);
        });
}

} // namespace

Result<> runSuspend(const Context &context)
{
    return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
        return suspend(context, keys, selected);
    });
}

Result<> runResume(const Context &context)
{
    return proposal(context).and_then([&](const Proposal &wanted) {
        return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
            return resume(context, wanted.expiryDate, keys, selected);
        });
    });
}

} // namespace keydeck
