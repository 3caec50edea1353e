// The tokens of hours and days.
#pragma once

#include "core/history/historydatabase.h"
#include "core/history/historyvalues.h"

#include <QHash>

namespace keydeck {

/// Adds to the buckets of a subject and of all of them together, whose share is written at once by
/// finish(). Requires an open transaction and dies before the database does.
///
/// Thread: the database's.
class BucketWriter final
{
public:
    explicit BucketWriter(const HistoryDatabase &database);

    /// Tokens that came in up to a sample, which is the bucket's last unless there is a later one.
    [[nodiscard]] Result<> add(qint64 subject, const LifetimeSample &sample, double tokens);
    [[nodiscard]] Result<> finish();

private:
    const HistoryDatabase &m_database;
    QSqlQuery m_addHour;
    QSqlQuery m_addDay;
    QHash<qint64, double> m_hours; ///< of all subjects, by hour
    QHash<qint64, double> m_days;
};

/// A bucket with the last sample in it.
struct SubjectBucket
{
    UsageBucket bucket;
    LifetimeSample last;
};

/// Where the hours begin that are still kept; days lead up to there.
struct BucketSpan
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
    qint64 hoursFromMs = 0;
};

/// The span widened to full buckets.
[[nodiscard]] BucketSpan wholeBuckets(const TimeSpan &span, qint64 hoursFromMs);

/// One subject's, by start, those without tokens too. Requires a span of whole buckets.
[[nodiscard]] Result<QList<SubjectBucket>> bucketsOf(
    const HistoryDatabase &database, qint64 subject, const BucketSpan &span);

/// The sum of some subjects', by start. Requires whole buckets. Looks through those of all.
[[nodiscard]] Result<QList<UsageBucket>> bucketsOfMany(
    const HistoryDatabase &database, const QList<qint64> &subjects, const BucketSpan &span);

/// The tokens of every subject that has a bucket in the span. Requires whole buckets.
[[nodiscard]] Result<QHash<qint64, double>> bucketSums(
    const HistoryDatabase &database, const BucketSpan &span);

/// The hours of every subject in the span, by start. Requires whole buckets of kept hours.
[[nodiscard]] Result<QHash<qint64, QList<UsageBucket>>> hoursOfAll(
    const HistoryDatabase &database, const BucketSpan &span);

} // namespace keydeck
