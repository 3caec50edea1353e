// Changes on standard output.
#pragma once

#include "app/keydeckctl/context.h"
#include "core/changes/changeentry.h"

#include <QJsonObject>

namespace keydeck {

/// A line for each key that changes, indented: "  3f2a9c01b7d4  Alice  changed: …". At most that
/// many, and how many more.
[[nodiscard]] QString changeLines(const std::vector<NotedChange> &changes, qsizetype most);

/// An object for each key: {"id", "name", "change", "fields": [{"field", "before", "after"}]}. The
/// values are JSON as it stands in the store; of the key itself there are fingerprints.
[[nodiscard]] QJsonArray changesJson(const std::vector<NotedChange> &changes);

/// What an edit changed, for a person or as {"changed": [ids], "changes": […]}.
[[nodiscard]] Result<> printOutcome(
    const Context &context, const QString &did, const EditOutcome &outcome);

} // namespace keydeck
