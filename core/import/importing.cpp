#include "core/import/importing.h"

namespace keydeck {

namespace {

/// What was noted of the key before stays, where the row says nothing of it.
KeyNote merged(KeyNote present, const KeyNote &imported)
{
    const auto take = [](auto &into, const auto &from) {
        if (!from.isEmpty())
            into = from;
    };
    take(present.tags, imported.tags);
    take(present.note, imported.note);
    take(present.owner, imported.owner);
    take(present.contact, imported.contact);
    return present;
}

} // namespace

Result<PreparedEdit> prepareImport(const NotesFile &file, const KeySet &keys,
    const ImportPlan &plan, const QString &source, const ImportKeys::IsStopped &isStopped)
{
    auto command = std::make_unique<ImportKeys>(plan.keys(), source, isStopped);
    if (!plan.hasNotes())
        return PreparedEdit{std::move(command), {}};
    if (const auto tried = command->apply(keys); !tried)
        return tl::make_unexpected(tried.error());
    return file
        .change([&](NotesDraft &draft) -> Result<> {
            for (const PlannedKey &row : plan.rows) {
                if (!row.isBad() && !row.note.isEmpty())
                    draft.setNote(row.key.key, merged(draft.noteOf(row.key.key), row.note));
            }
            return {};
        })
        .map([&](const ChangedNotes &changed) {
            return PreparedEdit{std::move(command), changed.saying};
        });
}

} // namespace keydeck
