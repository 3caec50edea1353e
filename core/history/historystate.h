// Who looked at the store when, and how far the upkeep of the history is.
#pragma once

#include "core/base/result.h"

#include <QtGlobal>

namespace keydeck {

class HistoryDatabase;

/// The row of the state table and the newest span of watching, as a transaction found them.
struct HistoryState
{
    qint64 revision = 0; ///< goes up with each look that changed something
    qint64 lookedMs = 0; ///< when the newest state of the file that was recorded had been read
    qint64 behindMs = 0; ///< of a look that came from before what is recorded, when it was; else 0
    qint64 rawFromMs = 0; ///< samples are complete from here on
    qint64 hoursFromMs = 0; ///< hours are complete from here on: a midnight
    qint64 packedSlot = 0; ///< samples from before this slot are packed ...
    qint64 packedSubject = 0; ///< ... of the subjects up to this
    qint64 watchedFromMs = 0; ///< the newest span; 0: none yet
    qint64 watchedUntilMs = 0;

    [[nodiscard]] static Result<HistoryState> load(const HistoryDatabase &database);
    /// Everything but the span.
    [[nodiscard]] Result<> save(const HistoryDatabase &database) const;

    /// Somebody looked at the store now: the newest span goes on, or another one begins.
    [[nodiscard]] Result<> watch(const HistoryDatabase &database, qint64 nowMs);

    /// What to make of a look at a moment that may be earlier than the newest one.
    enum class Look
    {
        Newest,
        Older, ///< another recorder has looked since
        Behind, ///< the clock was ahead then, or this look was held up for long: the next one tells
        ClockWasAhead,
    };
    /// isNewer: than the newest look, whatever the clock says.
    [[nodiscard]] Look judge(qint64 nowMs, bool isNewer) const;
};

/// Notes a span of watching; spans that touch become one.
[[nodiscard]] Result<> addWatched(const HistoryDatabase &database, qint64 fromMs, qint64 toMs);

/// Brings everything that is dated after now, by a clock that was ahead, back to now. Nothing is
/// lost but the times.
[[nodiscard]] Result<> correctClock(const HistoryDatabase &database, qint64 nowMs);

} // namespace keydeck
