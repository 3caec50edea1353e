// What is said of an edit that the store took.
#pragma once

#include "core/changes/storeeditor.h"
#include "ui/widgets/messagebar.h"

namespace keydeck {

class StoreSession;

/// did and what else there is to hear, a sentence each: by when the gateway goes by it, and the
/// edit's own notes. Undo is offered for half a minute, where it is possible.
[[nodiscard]] MessageBar::Message editMessage(StoreSession &session, const QStringList &did,
    const EditOutcome &edit, const std::function<void()> &undo);

} // namespace keydeck
