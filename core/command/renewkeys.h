#pragma once

#include "core/command/command.h"
#include "core/command/target.h"
#include "core/rules/renewal.h"

namespace keydeck {

/// Gives keys a later expiry, each by what the record has at that moment (see renewal.h), in one
/// write. All of the keys or none.
class RenewKeys final : public Command
{
public:
    /// nowMs: since 1970.
    RenewKeys(std::vector<Target> targets, RenewalStep step, qint64 nowMs);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<Target> m_targets;
    RenewalStep m_step;
    qint64 m_nowMs;
};

} // namespace keydeck
