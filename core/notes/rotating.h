// Rotating a key: the edit of the store, and the notes that follow to the new key.
#pragma once

#include "core/command/rotatekey.h"
#include "core/notes/suspending.h"

namespace keydeck {

/// Copies tags, note, owner and contact to the new key, notes of the old one which key replaced it,
/// on the disk, and gives the command that rotates it. InvalidInput, and nothing noted, where it
/// cannot be rotated. Blocks as NotesFile does.
[[nodiscard]] Result<PreparedEdit> prepareRotation(
    const NotesFile &file, const KeySet &keys, const RotateKey::Rotation &rotation);

} // namespace keydeck
