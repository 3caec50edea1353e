// An edit of the store, as a verb that can be run on any state of it.
#pragma once

#include "core/base/result.h"
#include "core/store/keyset.h"

namespace keydeck {

/// Immutable, so that it may be run on a worker thread, and run again when the file changed
/// meanwhile.
class Command
{
public:
    Command() = default;
    virtual ~Command() = default;
    Q_DISABLE_COPY_MOVE(Command)

    /// What it does, for messages and menus: "Edit “Alice”". Never a key.
    [[nodiscard]] virtual QString title() const = 0;

    /// The store after the edit. Returns fresh itself when there is nothing to change. Must not
    /// depend on anything but its arguments and members.
    [[nodiscard]] virtual Result<KeySet> apply(const KeySet &fresh) const = 0;
};

} // namespace keydeck
