#pragma once

#include "core/command/command.h"
#include "core/command/target.h"

namespace keydeck {

/// Lets keys expire at once, in one write: their expiry becomes that moment. What it was is for the
/// caller to remember beforehand (core/notes/suspending.h), so that it is exactly what the record
/// must still have: anything else is a Conflict. One that has expired already is InvalidInput. All
/// of the keys or none.
class SuspendKeys final : public Command
{
public:
    struct Suspension
    {
        Target target;
        QByteArray expiry; ///< JSON text of the expiry that was remembered; empty: none
    };

    /// nowMs: since 1970.
    SuspendKeys(std::vector<Suspension> suspensions, qint64 nowMs);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

    /// The expiry that it writes, as JSON text.
    [[nodiscard]] static QByteArray suspendedExpiry(qint64 nowMs);

private:
    std::vector<Suspension> m_suspensions;
    qint64 m_nowMs;
};

} // namespace keydeck
