#include "core/notes/rotating.h"

#include "core/base/fingerprint.h"

namespace keydeck {

Result<PreparedEdit> prepareRotation(
    const NotesFile &file, const KeySet &keys, const RotateKey::Rotation &rotation)
{
    auto command = std::make_unique<RotateKey>(rotation);
    if (const auto tried = command->apply(keys); !tried)
        return tl::make_unexpected(tried.error());
    return file
        .change([&](NotesDraft &draft) -> Result<> {
            KeyNote old = draft.noteOf(rotation.target.ref.key);
            KeyNote successor = old;
            successor.expiries.clear();
            successor.replacedBy.clear();
            draft.setNote(rotation.key, successor);
            old.replacedBy = fingerprint(rotation.key);
            draft.setNote(rotation.target.ref.key, old);
            return {};
        })
        .map([&](const ChangedNotes &changed) {
            return PreparedEdit{std::move(command), changed.saying};
        });
}

} // namespace keydeck
