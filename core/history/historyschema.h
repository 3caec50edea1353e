// The tables of the usage history.
//
// A subject stands for a key; number 0 for all of them together. Hours and days are counted from
// 1970 UTC. Tables that grow with time begin with the time, so that new rows go to the end, old
// ones go away in one stretch, and what all keys did at a time stands together.
//
//   subject       the name (an HMAC), the first and the last total
//   usage_window  one row a window; reset_tokens, closed_ms (NULL for none): see RecordedWindow
//   sample        totals of the newest hours, one row each
//   sample_chunk  totals of older hours, packed (samplechunk.h), a row a key and SampleSlotMs
//   hour_use      observed tokens of an hour, and the last sample in it
//   day_use       the same of a day
//   unobserved    see UnobservedGrowth; belongs to the sample at to_ms
//   fall          see TotalFall
//   watched       when somebody was recording
//   ahead         what /stats said that the file did not yet say
//   state         one row: see historystate.h
#pragma once

#include "core/base/result.h"

namespace keydeck {

class HistoryDatabase;

/// The subject that stands for all keys together.
inline constexpr qint64 AllSubjects = 0;

/// Makes the tables of a new database, or leads those of an older Keydeck to today's, in one
/// transaction. Fails for those of a newer one, which stay as they are.
[[nodiscard]] Result<> bringUpToDate(const HistoryDatabase &database);

} // namespace keydeck
