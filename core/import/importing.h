// Importing keys: the edit of the store, and what is kept beside it about the new keys.
#pragma once

#include "core/import/importplan.h"
#include "core/notes/suspending.h"

namespace keydeck {

/// Notes tags, notes, owners and contacts of the good rows, on the disk where there are any, and
/// gives the command that creates their keys. InvalidInput, and nothing noted, where a key is in
/// the store by now. Blocks as NotesFile does.
///
/// source and isStopped: see ImportKeys.
[[nodiscard]] Result<PreparedEdit> prepareImport(const NotesFile &file, const KeySet &keys,
    const ImportPlan &plan, const QString &source, const ImportKeys::IsStopped &isStopped = {});

} // namespace keydeck
