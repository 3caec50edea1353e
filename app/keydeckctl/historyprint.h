// A key's history as text for a terminal.
#pragma once

#include "app/keydeckctl/terminal.h"
#include "core/history/historyvalues.h"

namespace keydeck {

/// A sentence that sums up, then the usage windows, then hours or days with what was not observed
/// between them, then how the first total and these make up the last, as tables that fit the
/// screen. history: a whole answer of UsageHistory::history() for the span.
[[nodiscard]] QString historyText(
    const KeyHistory &history, const TimeSpan &span, qint64 nowMs, const Screen &screen);

} // namespace keydeck
