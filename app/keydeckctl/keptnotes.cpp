#include "app/keydeckctl/keptnotes.h"

namespace keydeck {

Result<NotesFile> notesFile(const Context &context)
{
    return storePath(context).map([&](const QString &path) {
        return NotesFile(editSurroundings(context, path).folder, context.historyFolder);
    });
}

Result<KeyNotes> loadNotes(const Context &context)
{
    return notesFile(context).and_then([](const NotesFile &file) { return file.load(); });
}

KeyNotes notesToShow(const Context &context)
{
    auto notes = loadNotes(context);
    if (notes)
        return *std::move(notes);
    note(notes.error().message);
    return {};
}

Result<KeyNotes> neededNotes(const Context &context)
{
    const bool asksForTags = context.has(Option::Tag) || context.has(Option::Query);
    return asksForTags ? loadNotes(context) : notesToShow(context);
}

Result<KeyNotes> changeNotes(const Context &context, const NotesFile::Work &work)
{
    return notesFile(context)
        .and_then([&](const NotesFile &file) { return file.change(work); })
        .map([](const ChangedNotes &changed) {
            if (!changed.saying.isEmpty())
                note(changed.saying);
            return changed.notes;
        });
}

} // namespace keydeck
