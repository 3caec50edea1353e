// A query that somebody keeps under a name.
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace keydeck {

struct SavedFilter
{
    QString name;
    QString query;

    friend bool operator==(const SavedFilter &, const SavedFilter &) = default;
};

/// The name, trimmed. InvalidInput where it is blank, too long, has invisible characters, or where
/// another filter has it (upper and lower case are the same).
[[nodiscard]] Result<QString> checkFilterName(
    const QString &name, const QList<SavedFilter> &others);

} // namespace keydeck
