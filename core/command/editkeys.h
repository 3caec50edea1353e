#pragma once

#include "core/command/command.h"

#include <optional>

namespace keydeck {

/// One field's new value as JSON text; empty removes the field.
struct FieldEdit
{
    KeyField field;
    QByteArray json;
    /// The value's text that the person saw when deciding, empty for a missing field. When somebody
    /// else changed it meanwhile to anything but json, the edit is a Conflict that names both.
    /// Without it the edit stands whatever the value is now. A value that the gateway merely
    /// spelled anew (1.0 as 1, an escape as its character) counts as unchanged.
    std::optional<QByteArray> seen;
};

/// Changes the administrator's fields of one or more records in one write. A record that is gone is
/// NotFound. The gateway's own fields (last_used, total_lifetime_tokens, usage_windows) cannot be
/// edited by it, the key itself can neither be removed nor become that of another record: those are
/// InvalidInput.
class EditKeys final : public Command
{
public:
    struct Edit
    {
        KeyRef ref;
        std::vector<FieldEdit> fields;
        QString name = {}; ///< for messages; without it they show the masked key
    };

    explicit EditKeys(std::vector<Edit> edits);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<Edit> m_edits;
};

} // namespace keydeck
