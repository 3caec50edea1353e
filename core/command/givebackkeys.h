#pragma once

#include "core/command/command.h"

namespace keydeck {

/// Puts deleted records back behind all others, byte for byte, with the usage that they had.
/// InvalidInput when the key of one is in the store again.
class GiveBackKeys final : public Command
{
public:
    explicit GiveBackKeys(std::vector<ApiKey> records) : m_records(std::move(records)) { }

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<ApiKey> m_records;
};

} // namespace keydeck
