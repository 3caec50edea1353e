#pragma once

#include "core/command/command.h"
#include "core/command/target.h"

namespace keydeck {

/// Gives suspended keys an expiry again, in one write: what was remembered of them
/// (core/notes/suspending.h), to the byte, or another one. Where somebody changed the expiry since,
/// it is a Conflict; an expiry that is past by now is InvalidInput. All of the keys or none.
class ResumeKeys final : public Command
{
public:
    struct Resumption
    {
        Target target;
        QByteArray suspended; ///< JSON text of the expiry that suspended it
        QByteArray expiry; ///< JSON text of the one to put in its place; empty: the field goes
    };

    /// nowMs: since 1970.
    ResumeKeys(std::vector<Resumption> resumptions, qint64 nowMs);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    [[nodiscard]] Result<> check(const Resumption &one, const ApiKey &record) const;

    std::vector<Resumption> m_resumptions;
    qint64 m_nowMs;
};

} // namespace keydeck
