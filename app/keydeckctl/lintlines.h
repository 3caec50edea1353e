// Findings and fixes as lines for a terminal.
#pragma once

#include "core/report/lintreport.h"

namespace keydeck {

/// "Danger", "Warning" or "Note".
[[nodiscard]] QString severityWord(FindingSeverity severity);

/// "Fix: token_limit_per_5h: nothing → 60000", or "To do: …" where there is no automatic fix.
[[nodiscard]] QString remedyText(
    const FixPlanner &planner, qsizetype index, const Finding &finding);

/// Everything that was found, the store first, and a closing line.
[[nodiscard]] QString lintLines(const LintReport &report);

/// Everything that was mended; empty for nothing.
[[nodiscard]] QString repairLines(const LintRepairs &repairs);

} // namespace keydeck
