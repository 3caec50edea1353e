// What one key used in a period, on a page.
#pragma once

#include "core/report/document.h"
#include "core/report/usagereport.h"

namespace keydeck {

/// For whoever uses the key, or pays for it: how it stands, what it used, its windows against its
/// limit, and how much of that was observed. Fits one page of A4.
///
/// Requires a source that lists this record alone, with its history. The key stands there masked.
[[nodiscard]] Document keyStatement(const ReportSource &source);

/// The fields that a source for statements is read for.
[[nodiscard]] ReportSpec statementSpec(const PeriodChoice &period);

} // namespace keydeck
