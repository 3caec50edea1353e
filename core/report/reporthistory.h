// What a report has to ask of the history.
#pragma once

#include "core/history/usagehistory.h"
#include "core/report/usagereport.h"

namespace keydeck {

/// Charts of some keys of a store take the buckets of each: beyond so many there is no course.
inline constexpr qsizetype CourseKeys = 1000;

/// Fills in usage, before, course and histories. Requires the rest of the source. What fails is
/// noted in it, and a report says so: an incomplete history stops nothing.
///
/// Thread: the history's.
void readReportHistory(const UsageHistory &history, const ReportSpec &spec, ReportSource &source);

} // namespace keydeck
