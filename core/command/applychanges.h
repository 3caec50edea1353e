#pragma once

#include "core/command/command.h"
#include "core/store/changeset.h"

namespace keydeck {

/// Merges changes that were made on one state of the store into whatever it holds by now: a
/// three-way merge, key by key and field by field. It is what undo and redo are made of.
///
/// - The administrator's fields: what nobody else touched is changed; what has the wanted value
///   already stays; what somebody else made something else of is a Conflict that names both values.
/// - The gateway's own: changed only where they still are as they were, and a lifetime total only
///   upwards; otherwise the gateway's newer value stands, without a word.
/// - A removed record may have gained usage, which is noted; one that somebody edited is a
///   Conflict; one that is gone already is settled.
/// - A created record is put back byte for byte, behind the neighbour that it had. InvalidInput
///   when its key is in the store again, since the gateway only ever uses the first of two.
///
/// All of the changes or none.
class ApplyChanges final : public Command
{
public:
    ApplyChanges(ChangeSet changes, QString title);

    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;
    [[nodiscard]] QStringList notes(const KeySet &fresh) const override;

private:
    ChangeSet m_changes;
    QString m_title;
};

} // namespace keydeck
