// What the history has of each key, read and added to within a transaction.
#pragma once

#include "core/history/lifetimesamples.h"
#include "core/history/usagebuckets.h"
#include "core/history/usagegrowth.h"

#include <limits>

namespace keydeck {

/// Prepares its statements once for a transaction's many keys. Requires an open transaction for
/// writing and dies before the database does.
///
/// Thread: the database's.
class UsageLedger final
{
public:
    /// revision marks the subjects that are written.
    UsageLedger(const HistoryDatabase &database, qint64 revision);

    /// With the windows that begin at those times, and all that began after openSinceMs.
    [[nodiscard]] Result<KnownUsage> known(qint64 subject, const QList<qint64> &starts,
        qint64 openSinceMs = std::numeric_limits<qint64>::max());
    /// Samples may be older than the first one that is known, or not older than the last.
    [[nodiscard]] Result<> note(qint64 subject, const UsageGrowth &growth);
    /// A past that was kept elsewhere (pastgrowth.h): what is known already stays.
    [[nodiscard]] Result<> notePast(qint64 subject, const KeyHistory &past);
    /// Has to be the last call.
    [[nodiscard]] Result<> finish() { return m_buckets.finish(); }

    /// Something was written.
    [[nodiscard]] bool hasChanged() const { return m_changed; }

private:
    [[nodiscard]] Result<> noteWindows(qint64 subject, const QList<RecordedWindow> &windows);
    [[nodiscard]] Result<> noteUnobserved(qint64 subject, const QList<UnobservedGrowth> &growths);
    [[nodiscard]] Result<> noteFalls(qint64 subject, const QList<TotalFall> &falls);
    [[nodiscard]] Result<> noteBuckets(qint64 subject, const UsageGrowth &growth);
    [[nodiscard]] Result<> mark(qint64 subject, const QList<LifetimeSample> &samples);

    const HistoryDatabase &m_database;
    qint64 m_revision;
    bool m_changed = false;
    LifetimeSamples m_samples;
    BucketWriter m_buckets;
    QSqlQuery m_firstOf;
    QSqlQuery m_lastOf;
    QSqlQuery m_windowsOf;
    QSqlQuery m_putWindow;
    QSqlQuery m_putEnds;
    QSqlQuery m_putRevision;
    QSqlQuery m_addUnobserved;
    QSqlQuery m_addFall;
};

} // namespace keydeck
