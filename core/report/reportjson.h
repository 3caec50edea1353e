// A report for programs.
#pragma once

#include "core/report/keyreport.h"
#include "core/report/usagereport.h"

#include <QJsonObject>

namespace keydeck {

/// The shape that docs/report.schema.json describes: what the report is about, its columns, its
/// rows by group, sums and totals, what was observed of the period, and the course. Figures are
/// numbers, integers exact; times are ISO 8601 in UTC but for those of the store, which are as they
/// stand there; what is empty is null.
[[nodiscard]] QJsonObject reportJson(const UsageReport &report);

/// Rows and columns alone, for CSV: grouped reports have the group as the first column.
[[nodiscard]] ReportTable reportTable(const UsageReport &report);

} // namespace keydeck
