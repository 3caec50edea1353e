// The charts of a report.
#pragma once

#include "core/report/drawing.h"
#include "core/report/usagereport.h"

namespace keydeck {

/// As wide as a page of A4 between its margins.
inline constexpr double ReportChartWidth = 510;

/// The course of the period: stacked bars slot by slot. Empty where nothing is known.
[[nodiscard]] Drawing courseChart(const UsageReport &report);
/// Who used the most: a bar a key. Empty where nobody used anything.
[[nodiscard]] Drawing rankingChart(const UsageReport &report);
/// One key's windows that began in the period, each against its limit. Empty where there is none.
[[nodiscard]] Drawing windowsChart(const QList<RecordedWindow> &windows, const TimeSpan &period);

} // namespace keydeck
