#pragma once

#include "core/command/command.h"

namespace keydeck {

/// Repairs a store that the gateway cannot use (see core/store/storerepair.h). Nothing to do for
/// one that it can; StoreUnusable, with the reason, where it takes a backup.
class RepairStore final : public Command
{
public:
    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;
    [[nodiscard]] bool worksOnUnusableStores() const override { return true; }
};

} // namespace keydeck
