#pragma once

#include "core/command/command.h"
#include "core/command/target.h"

namespace keydeck {

/// Removes the usage windows that count at one moment (isActiveWindow), so that all of the limit is
/// free again, in one write. What came in before the write goes with them, what comes after stays;
/// windows that do not count, and the lifetime total, stay as they are. InvalidInput where none of
/// the keys has a window open; those that have none beside others that have are noted.
/// StoreUnusable where the record has no list of windows.
class ResetWindows final : public Command
{
public:
    /// nowMs: since 1970.
    ResetWindows(std::vector<Target> targets, qint64 nowMs);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;
    [[nodiscard]] QStringList notes(const KeySet &fresh) const override;

private:
    /// The list without the windows that count; nothing where none does.
    [[nodiscard]] std::optional<QByteArray> withoutOpenWindows(const ApiKey &record) const;

    std::vector<Target> m_targets;
    qint64 m_nowMs;
};

} // namespace keydeck
