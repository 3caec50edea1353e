// A key's history as text for a terminal.
#pragma once

#include "core/history/historyvalues.h"

namespace keydeck {

/// A sentence that sums up, then the usage windows, then hours or days with what was not observed
/// between them, then how the first total and these make up the last, as tables at most that many
/// cells wide (0: no limit). history: a whole answer of UsageHistory::history() for the span.
[[nodiscard]] QString historyText(
    const KeyHistory &history, const TimeSpan &span, qint64 nowMs, int columns);

/// "██████▌   ": a share of 0 to 1 in that many cells; beyond 1 full.
[[nodiscard]] QString shareBar(double share, int cells);

} // namespace keydeck
