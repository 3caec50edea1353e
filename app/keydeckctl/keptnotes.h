// What is kept beside the command line's store about its keys.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/notes/notesfile.h"

namespace keydeck {

[[nodiscard]] Result<NotesFile> notesFile(const Context &context);

/// The notes, or why they cannot be read.
[[nodiscard]] Result<KeyNotes> loadNotes(const Context &context);

/// The notes to show beside what the store says: where they cannot be read it says so on standard
/// error, and there are none.
[[nodiscard]] KeyNotes notesToShow(const Context &context);

/// Of a command that chooses by --query or --tag: then they must be there to be searched; otherwise
/// they are shown beside.
[[nodiscard]] Result<KeyNotes> neededNotes(const Context &context);

/// Changes them, and says on standard error what is worth knowing besides.
[[nodiscard]] Result<KeyNotes> changeNotes(const Context &context, const NotesFile::Work &work);

} // namespace keydeck
