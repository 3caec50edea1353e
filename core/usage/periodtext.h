// Periods as people type them.
#pragma once

#include "core/base/result.h"
#include "core/usage/reportperiod.h"

namespace keydeck {

/// "24h", "7d", "30d", "2026-01" (a month), "2026-01-05" (a day), "2026-01-05..2026-01-11" (both
/// days included), "this-month" and "last-month". InvalidInput, with these forms, for anything else
/// and for days that are still to come. nowMs tells which day it is, by the local calendar.
[[nodiscard]] Result<PeriodChoice> parsePeriod(const QString &text, qint64 nowMs);

/// What parsePeriod() takes, for help and messages.
[[nodiscard]] QString periodForms();

} // namespace keydeck
