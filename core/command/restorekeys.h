#pragma once

#include "core/command/command.h"

namespace keydeck {

/// The undo of a removal: appends the records just as they were, unknown fields included. Fails
/// with InvalidInput when one of the keys is back already, since the gateway only ever uses the
/// first of two.
class RestoreKeys final : public Command
{
public:
    struct Removed
    {
        ApiKey record; ///< detached
        int remaining = 0; ///< records with the same key that the removal left in the store
    };

    /// Those of refs, as they stand in before: what a removal of refs from it takes away.
    [[nodiscard]] static std::vector<Removed> takenFrom(
        const KeySet &before, const std::vector<KeyRef> &refs);

    explicit RestoreKeys(std::vector<Removed> removed);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<Removed> m_removed;
};

} // namespace keydeck
