// What is known of all keys of a store together.
#pragma once

#include "core/history/aheadlooks.h"
#include "core/history/historystate.h"

namespace keydeck {

/// Reads within one transaction, of one state of the database; dies before the database does.
///
/// Thread: the database's.
class StoreReader final
{
public:
    /// keys: the subjects that the store has, with their keys.
    StoreReader(const HistoryDatabase &database, const HistoryState &state,
        const LooksBySubject &ahead, QHash<qint64, QString> keys);

    /// See UsageHistory::usage(), usageOf() and hours().
    [[nodiscard]] Result<StoreUsage> usage(const TimeSpan &span, int top);
    [[nodiscard]] Result<StoreUsage> usageOf(const TimeSpan &span, int top);
    [[nodiscard]] Result<UsageByKey> hours(const TimeSpan &span);

private:
    [[nodiscard]] Result<> findAhead();
    enum class Whose
    {
        All, ///< what others used is one entry
        Keys
    };
    using Sums = QHash<qint64, KeyUsage>; ///< by subject
    [[nodiscard]] Result<StoreUsage> usageIn(
        const BucketSpan &whole, int top, Sums *sums, Whose whose);
    [[nodiscard]] Result<QList<UsageBucket>> bucketsOfKeys(
        const Sums &sums, const BucketSpan &span);
    [[nodiscard]] Result<QList<UsageBucket>> bucketsWithout(
        const QList<qint64> &others, const BucketSpan &span);
    [[nodiscard]] Result<QList<UsageBucket>> buckets(qint64 subject, const BucketSpan &span);
    [[nodiscard]] Result<> readUnobserved(StoreUsage &found, const BucketSpan &span);
    [[nodiscard]] Result<qint64> beginning() const;
    [[nodiscard]] Result<QHash<qint64, KeyUsage>> sums(const BucketSpan &span);
    [[nodiscard]] Result<> rank(
        StoreUsage &found, const QHash<qint64, KeyUsage> &sums, const BucketSpan &span, int top);
    [[nodiscard]] Result<> readBuckets(
        KeyUsage &usage, const QList<qint64> &subjects, const BucketSpan &span);

    const HistoryDatabase &m_database;
    const HistoryState &m_state;
    const LooksBySubject &m_ahead;
    QHash<qint64, QString> m_keys;
    QHash<qint64, QList<LifetimeSample>> m_observedAhead; ///< by subject
    QHash<qint64, double> m_unobserved; ///< by subject
};

} // namespace keydeck
