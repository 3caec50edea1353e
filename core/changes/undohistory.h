// Which edit undo takes back next, and which one redo does again.
#pragma once

#include "core/changes/changeentry.h"

#include <QList>

namespace keydeck {

/// Worked out from the journal alone, so that it is the same after a restart and in every process.
/// A new edit forgets what could be done again. What cannot be undone is passed over.
struct UndoHistory
{
    std::optional<ChangeEntry> toUndo;
    std::optional<ChangeEntry> toRedo; ///< the entry that undid it: taking that back is a redo

    /// entries: oldest first.
    [[nodiscard]] static UndoHistory of(const QList<ChangeEntry> &entries);

    /// "Edit “Alice”"; empty: nothing.
    [[nodiscard]] QString undoTitle() const;
    [[nodiscard]] QString redoTitle() const;
};

} // namespace keydeck
