// What the history forgets.
#pragma once

#include "core/base/result.h"

#include <QtGlobal>

namespace keydeck {

class HistoryDatabase;
struct HistoryState;

/// Every sample is kept for a month, hours for a year, days and windows for ever.
inline constexpr qint64 SampleRetentionMs = 30LL * 24 * 60 * 60 * 1000;
inline constexpr qint64 HourRetentionMs = 365LL * 24 * 60 * 60 * 1000;

/// Removes some of what is older: a piece a call, so that another recorder is never kept waiting
/// for long, and that a clock which is ahead for a while costs little. state then says from where
/// on samples and hours are complete. Requires an open transaction.
[[nodiscard]] Result<> forgetSome(
    const HistoryDatabase &database, HistoryState &state, qint64 nowMs);

} // namespace keydeck
