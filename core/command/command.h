// An edit of the store, as a verb that can be run on any state of it.
#pragma once

#include "core/base/result.h"
#include "core/store/keyset.h"

#include <QStringList>

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

    /// Whether it is meant for a store that the gateway cannot use: a repair, or a backup put back.
    /// Every other command is refused there.
    [[nodiscard]] virtual bool worksOnUnusableStores() const { return false; }

    /// What the person should hear besides once it was applied to this, a sentence each.
    [[nodiscard]] virtual QStringList notes(const KeySet &) const { return {}; }
};

} // namespace keydeck
