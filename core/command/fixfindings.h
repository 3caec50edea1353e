#pragma once

#include "core/command/command.h"
#include "core/rules/fixplan.h"

namespace keydeck {

/// Fixes findings of records, worked out anew on the store that it is run on: what is gone or was
/// mended meanwhile is passed over, and usage that came in meanwhile stays. FixPlanner says before
/// what it will do, and of AppliedEdit::before what it did.
class FixFindings final : public Command
{
public:
    FixFindings(FixScope scope, const FixSettings &settings);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

    /// What it changes in a store like that one.
    [[nodiscard]] FixPlan planFor(const KeySet &keys) const;

private:
    FixScope m_scope;
    FixSettings m_settings;
};

} // namespace keydeck
