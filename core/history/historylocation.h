// Where the history of a store is.
#pragma once

#include "core/base/result.h"

#include <QString>

namespace keydeck {

struct HistoryLocation
{
    QString directory; ///< made with mode 0700 when it is not there; holds the secret as well
    QString storePath; ///< which store: its canonical path names the database
};

/// The database's path, in a directory that is there: made where it was missing.
[[nodiscard]] Result<QString> historyPath(const HistoryLocation &location);

} // namespace keydeck
