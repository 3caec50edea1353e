#include "core/history/latestlook.h"

#include "core/store/keycodec.h"
#include "core/store/storefile.h"

namespace keydeck {

LatestLook latestLook(
    const QString &storePath, const KeySet &read, qint64 readMs, const Clock &clock)
{
    const LatestLook asRead{read, readMs, false};
    if (!read.identity().exists())
        return asRead;
    const Result<StoreSnapshot> present = StoreFile(storePath).read();
    if (!present)
        return asRead;
    const KeySet keys
        = present->bytes == read.bytes() ? read : decodeStore(present->bytes, present->identity);
    return keys.isEditable() ? LatestLook{keys, clock.nowMs(), true} : asRead;
}

} // namespace keydeck
