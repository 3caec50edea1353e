// How a change reads: in the terminal, on the Changes page and in a preview.
#pragma once

#include "core/changes/changeentry.h"

namespace keydeck {

/// "token_limit_per_5h: 100000 → 250000"; of what is too long to read, and of keys, only that it
/// changed. Plain text, safe to show on one line.
[[nodiscard]] QString fieldText(const FieldChange &change);

/// "created", "removed", or "changed: " and each field's text.
[[nodiscard]] QString changeText(const NotedChange &change);

/// How many keys a set touches in which way: "2 created, 1 removed, 14 changed"; "nothing changes".
[[nodiscard]] QString changeSummary(const std::vector<NotedChange> &changes);

/// What is to be known of an entry besides its changes, a sentence; empty: nothing.
[[nodiscard]] QString entryNote(const ChangeEntry &entry);

/// "Undo: Edit “Alice”": the title with what kind of edit it was.
[[nodiscard]] QString entryTitle(const ChangeEntry &entry);

} // namespace keydeck
