// What the demo's administrators noted about its keys.
#pragma once

#include "app/demo/demostore.h"
#include "core/notes/notesfile.h"

namespace keydeck {

/// Tags, owners and notes for most of the keys. Blocks on the disk.
[[nodiscard]] Result<> makeNotes(const DemoData &demo, const NotesFile &file);

} // namespace keydeck
