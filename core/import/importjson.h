// JSON lists of objects as rows and columns.
#pragma once

#include "core/import/importtable.h"

#include <QByteArrayView>

namespace keydeck {

/// For readImportTable(), which says what is read how. Requires UTF-8. Columns are the members'
/// names, in the order in which they first come.
[[nodiscard]] Result<ImportTable> readJsonTable(
    QByteArrayView text, const QString &name, const ImportProgress &progress);

} // namespace keydeck
