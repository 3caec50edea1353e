// What is known of one key.
#pragma once

#include "core/history/aheadlooks.h"
#include "core/history/historystate.h"

#include <optional>

namespace keydeck {

/// Reads within one transaction, of one state of the database; dies before the database does. One
/// that reads many keys prepares its questions once.
///
/// Thread: the database's.
class KeyReader final
{
public:
    KeyReader(const HistoryDatabase &database, const HistoryState &state, LooksBySubject ahead);

    /// See UsageHistory::history().
    [[nodiscard]] Result<KeyHistory> read(qint64 subject, qint64 sinceMs);
    /// The same but for the samples and the buckets.
    [[nodiscard]] Result<KeyHistory> readOutline(qint64 subject, qint64 sinceMs);

private:
    struct Ends
    {
        LifetimeSample first;
        LifetimeSample last;
        bool areThere = false;
    };
    struct WatchedSince
    {
        qint64 fromMs = 0;
        QList<TimeSpan> spans;
    };
    [[nodiscard]] Result<> readWatched(KeyHistory &found, qint64 fromMs);
    [[nodiscard]] Result<Ends> endsOf(qint64 subject);
    [[nodiscard]] Result<> readWindows(KeyHistory &found, qint64 subject, qint64 sinceMs);
    [[nodiscard]] Result<> readUnobserved(KeyHistory &found, qint64 subject, qint64 fromMs);
    [[nodiscard]] Result<> readFalls(KeyHistory &found, qint64 subject, qint64 fromMs);
    [[nodiscard]] Result<> readSamples(
        KeyHistory &found, qint64 subject, qint64 fromMs, const Ends &ends);
    [[nodiscard]] Result<> addAhead(KeyHistory &found, qint64 subject);

    const HistoryDatabase &m_database;
    const HistoryState &m_state;
    LooksBySubject m_ahead;
    LifetimeSamples m_samples;
    QSqlQuery m_windows;
    QSqlQuery m_unobserved;
    QSqlQuery m_falls;
    std::optional<WatchedSince> m_watched; ///< the same for every key
};

/// The spans of watching that touch the time, by time.
[[nodiscard]] Result<QList<TimeSpan>> watchedSpans(
    const HistoryDatabase &database, const TimeSpan &span);

} // namespace keydeck
