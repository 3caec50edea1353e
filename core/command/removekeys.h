#pragma once

#include "core/command/command.h"

namespace keydeck {

/// Removes records. One that is gone already is NotFound.
class RemoveKeys final : public Command
{
public:
    explicit RemoveKeys(std::vector<KeyRef> refs);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<KeyRef> m_refs;
};

} // namespace keydeck
