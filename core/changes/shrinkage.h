// What a wiped store looks like.
#pragma once

#include "core/command/command.h"

namespace keydeck {

/// The store had that many keys when Keydeck last knew it to be right, and has this many now.
struct Shrinkage
{
    qint64 before = 0;
    qint64 now = 0;

    /// No keys at all, or less than half of them: a gateway that read a torn file for an empty one,
    /// an older copy, a wrong file put in its place. Nobody deletes keys like that one by one.
    [[nodiscard]] bool isSuspicious() const { return before > 0 && now * 2 < before; }

    /// "The store has no keys, and had 124: …": what it looks like, and what to do.
    [[nodiscard]] QString sentence() const;
    /// The same, of an edit that was refused.
    [[nodiscard]] QString refusal() const;
};

/// A command that stops where the store looks wiped, before it makes that the new state of things.
class ShrinkGuard final : public Command
{
public:
    /// Both must outlive it. expected: how many keys the store should have; nothing: not known.
    ShrinkGuard(const Command &command, std::optional<qint64> expected);

    [[nodiscard]] QString title() const override { return m_command.title(); }
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;
    [[nodiscard]] bool worksOnUnusableStores() const override
    {
        return m_command.worksOnUnusableStores();
    }
    [[nodiscard]] QStringList notes(const KeySet &fresh) const override
    {
        return m_command.notes(fresh);
    }

private:
    const Command &m_command;
    std::optional<qint64> m_expected;
};

} // namespace keydeck
