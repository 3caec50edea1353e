// What differs between two states of a store, key by key and field by field.
#pragma once

#include "core/store/keyset.h"

namespace keydeck {

enum class ChangeKind
{
    Created,
    Removed,
    Edited,
};

/// One field: its value's text before and after, empty where the field is not there.
struct FieldChange
{
    KeyField field = KeyField::Key;
    QByteArray before;
    QByteArray after;
};

struct KeyChange
{
    ChangeKind kind = ChangeKind::Edited;
    KeyRef ref; ///< in the state before; of a created record, in the state after
    QString name; ///< of the record, the later one where it changed
    /// Edited: what differs. Created and removed: every field that the record has.
    std::vector<FieldChange> fields = {};
    ApiKey record = {}; ///< created and removed: the record itself, detached
    /// Created and removed: the record in front of it that both states have; nothing: none.
    std::optional<KeyRef> behind = {};
    int twins = 0; ///< created and removed: records with the same key that the other state has

    [[nodiscard]] const FieldChange *change(KeyField field) const;
};

using ChangeSet = std::vector<KeyChange>;

/// Records are the same where their keys are, duplicates in the order of the file; and so is one
/// that kept its place and its time of creation while its key itself was changed. Members that the
/// gateway does not know are not compared. In the order of the file, removed records first. Linear.
[[nodiscard]] ChangeSet changesBetween(const KeySet &before, const KeySet &after);

/// What leads back.
[[nodiscard]] ChangeSet inverse(const ChangeSet &changes);

} // namespace keydeck
