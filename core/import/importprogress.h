// How far the reading or planning of an import has got.
#pragma once

#include "core/base/result.h"

#include <functional>

namespace keydeck {

/// Called now and then from the thread that works; false: give up. Empty: nobody asks.
using ImportProgress = std::function<bool(qint64 done, qint64 total)>;

[[nodiscard]] inline bool goesOn(const ImportProgress &progress, qint64 done, qint64 total)
{
    return !progress || progress(done, total);
}

/// What somebody who gave up is told.
[[nodiscard]] inline tl::unexpected<Error> importStopped()
{
    return failure(ErrorCode::Failed,
        QStringLiteral("The import was stopped: nothing was written to the store."));
}

} // namespace keydeck
