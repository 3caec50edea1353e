#pragma once

#include "core/command/command.h"

namespace keydeck {

/// Removes records. One that is gone already is NotFound.
class RemoveKeys final : public Command
{
public:
    /// The name is that of a single record, for messages; without it they show the masked key.
    explicit RemoveKeys(std::vector<KeyRef> refs, QString name = {});

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<KeyRef> m_refs;
    QString m_name;
};

} // namespace keydeck
