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
    /// Without it the edit stands whatever the value is now.
    std::optional<QByteArray> seen;
};

/// Changes the administrator's fields of one or more records in one write. A record that is gone is
/// NotFound. The gateway's own fields (last_used, total_lifetime_tokens, usage_windows) cannot be
/// edited by it.
class EditKeys final : public Command
{
public:
    struct Edit
    {
        KeyRef ref;
        std::vector<FieldEdit> fields;
    };

    explicit EditKeys(std::vector<Edit> edits);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    std::vector<Edit> m_edits;
};

} // namespace keydeck
