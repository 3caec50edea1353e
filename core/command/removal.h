// When a record may be removed that others go on using and editing.
#pragma once

#include "core/base/result.h"
#include "core/store/apikey.h"

#include <QStringList>

namespace keydeck {

/// "somebody else changed name of “Alice” from “Alice” to “Bob”": the first of the administrator's
/// fields that differ, empty where none does. Of seen, a default ApiKey is a record with no fields.
[[nodiscard]] QString changeSince(const QString &label, const ApiKey &seen, const ApiKey &current);

/// The Conflict when somebody changed one of the administrator's fields since the record was seen,
/// naming both values; nothing when only the gateway did.
[[nodiscard]] Result<> checkRemovable(
    const QString &label, const ApiKey &seen, const ApiKey &current);

/// "“Alice” had used 1,200 more tokens by then."; none when it had not.
[[nodiscard]] QStringList gainedUsageNotes(
    const QString &label, const ApiKey &seen, const ApiKey &current);

} // namespace keydeck
