#pragma once

#include "core/command/command.h"

namespace keydeck {

/// Removes records, all or none. One that is gone already is NotFound; every obstacle is told, up
/// to five of them by name.
class RemoveKeys final : public Command
{
public:
    /// The name is that of a single record, for messages; without it they show the masked key.
    explicit RemoveKeys(std::vector<KeyRef> refs, QString name = {});

    /// The records as the person saw them, in the order of the references: what gained usage since
    /// is removed all the same, and noted; what somebody edited since is a Conflict.
    RemoveKeys(std::vector<KeyRef> refs, std::vector<ApiKey> seen);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;
    [[nodiscard]] QStringList notes(const KeySet &fresh) const override;

private:
    [[nodiscard]] QString labelOf(size_t position) const;
    [[nodiscard]] Result<KeySet> together(
        const std::vector<Error> &obstacles, QStringList told) const;
    [[nodiscard]] Result<> check(const KeySet &fresh, qsizetype index, size_t position) const;

    std::vector<KeyRef> m_refs;
    std::vector<ApiKey> m_seen; ///< empty, or one for each reference
    QString m_name;
};

} // namespace keydeck
