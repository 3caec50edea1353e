#pragma once

#include "core/base/result.h"
#include "core/store/keyset.h"

namespace keydeck {

/// The records of these indexes, in that order, with masked keys. Blocks on the disk: for a worker.
[[nodiscard]] Result<> writeCsv(
    const QString &path, const KeySet &keys, const std::vector<qsizetype> &indexes, qint64 nowMs);

} // namespace keydeck
