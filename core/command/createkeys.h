#pragma once

#include "core/command/command.h"
#include "core/store/keycodec.h"

namespace keydeck {

/// Appends new keys. Fails with InvalidInput when one of them exists already.
class CreateKeys final : public Command
{
public:
    explicit CreateKeys(std::vector<NewKey> keys);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<NewKey> m_keys;
};

/// What many keys of one name are called: "Alice 1" to "Alice 12"; a single one "Alice".
[[nodiscard]] QStringList numberedNames(const QString &name, int count);

} // namespace keydeck
