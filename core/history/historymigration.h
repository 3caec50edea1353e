// What an older Keydeck kept, in today's tables.
#pragma once

#include "core/base/result.h"

namespace keydeck {

class HistoryDatabase;

/// Version 1 had windows and thinned samples. They stay; what was observed and what was not is
/// derived as for any imported past, taking it that somebody was watching wherever samples of any
/// key are no farther apart than their thinning explains. Requires an open transaction, today's
/// tables, and those of version 1 under the names old_subject, old_window and old_lifetime, which
/// are removed.
[[nodiscard]] Result<> migrateFromVersion1(const HistoryDatabase &database);

} // namespace keydeck
