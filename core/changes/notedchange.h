// A change as it may be written down: without a key in it.
#pragma once

#include "core/base/result.h"
#include "core/store/changeset.h"

#include <QJsonObject>

namespace keydeck {

/// One key's change. Keys, its own and those in the "key" field, are full fingerprints.
struct NotedChange
{
    ChangeKind kind = ChangeKind::Edited;
    QString fingerprint; ///< of the key before the change; of a created one, after
    int occurrence = 0; ///< among duplicates, as in KeyRef
    QString name;
    std::vector<FieldChange> fields; ///< of the key field: JSON text of the fingerprint

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static std::optional<NotedChange> fromJson(const QJsonObject &object);
};

[[nodiscard]] std::vector<NotedChange> noted(const ChangeSet &changes);

/// The changes with their keys and records again: before is the store as it was before them, which
/// has what they took away, and current is it as it is now. NotFound where neither has a key that
/// is needed.
[[nodiscard]] Result<ChangeSet> resolved(
    const std::vector<NotedChange> &changes, const KeySet &before, const KeySet &current);

} // namespace keydeck
