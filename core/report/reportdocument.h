// A report as a person reads it.
#pragma once

#include "core/report/document.h"
#include "core/report/usagereport.h"

namespace keydeck {

/// Says, in this order: what it is about (store, gateway, period with its zone, filter), how much
/// of the period was observed, the charts, the rows with their sums, and how the totals add up.
[[nodiscard]] Document reportDocument(const UsageReport &report);

/// A cell as people read it: figures in the locale, local times to the minute, status as
/// a word.
[[nodiscard]] QString cellText(ReportField field, const QVariant &cell);

/// "Made by Keydeck 1.0 on 2026-01-18 10:30:00 CET."
[[nodiscard]] QString reportFooter(qint64 madeMs);

} // namespace keydeck
