#pragma once

#include "core/command/command.h"
#include "core/command/target.h"

namespace keydeck {

/// Puts a fresh key beside an old one, in one write. The new record takes over name, model, limit
/// and expiry, as they stand; it was never used. The old one stays valid for a time of grace, or to
/// its own expiry where that comes first, and is called “Alice (old)” from then on, so that the
/// name selects one key. InvalidInput where the old key has expired, or the new one is in the store
/// already.
class RotateKey final : public Command
{
public:
    struct Rotation
    {
        Target target; ///< the old one
        QString key; ///< the new one
        qint64 nowMs = 0; ///< since 1970
        qint64 graceEndsMs = 0;
    };

    explicit RotateKey(Rotation rotation);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    [[nodiscard]] Result<> check(const KeySet &fresh, const ApiKey &old) const;
    [[nodiscard]] Result<KeySet> withSuccessor(const KeySet &fresh, const ApiKey &old) const;

    Rotation m_rotation;
};

/// A fresh key with the old one's prefix ("pk_", "team_"), or the usual one where it has none.
[[nodiscard]] QString successorOf(const QString &oldKey);

} // namespace keydeck
