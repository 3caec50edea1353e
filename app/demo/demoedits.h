// The demo's administrators: what they changed in the store in the days before it is shown.
#pragma once

#include "app/demo/demostore.h"

namespace keydeck {

/// Makes about ten edits of the last nine days, by three people, with StoreEditor and the time that
/// they are of, so that the journal and the backups are as real ones are. In the end the store is
/// as it was, byte for byte.
///
/// folder: where the store's records are kept. Blocks on the disk, for some tens of milliseconds.
[[nodiscard]] Result<> makePastEdits(const DemoData &demo, const QString &folder, qint64 nowMs);

} // namespace keydeck
