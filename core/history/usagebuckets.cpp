#include "core/history/usagebuckets.h"

#include "core/history/historyschema.h"
#include "core/history/historytimes.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const auto AddTo
    = u"INSERT INTO %1_use (%1, subject, tokens, last_ms, total) VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (%1, subject) DO UPDATE SET tokens = tokens + excluded.tokens,"
      " total = CASE WHEN excluded.last_ms >= last_ms THEN excluded.total ELSE total END,"
      " last_ms = MAX(last_ms, excluded.last_ms)";

// A row is found by its hour and its subject: one look-up an hour, and none of the other subjects'.
const auto OfSubject
    = u"WITH RECURSIVE time (n) AS"
      " (SELECT MAX(?, (SELECT MIN(%1) FROM %1_use)) UNION ALL SELECT n + 1 FROM time"
      " WHERE n + 1 < MIN(?, (SELECT MAX(%1) + 1 FROM %1_use)))"
      " SELECT n, tokens, last_ms, total FROM time CROSS JOIN %1_use"
      " ON %1 = n AND subject = ? WHERE n < ? ORDER BY n";

enum class Tier
{
    Hour,
    Day
};

QString sql(const char16_t *text, Tier tier)
{
    return QString::fromUtf16(text).arg(tier == Tier::Hour ? u"hour"_s : u"day"_s);
}

qint64 lengthOf(Tier tier)
{
    return tier == Tier::Hour ? HistoryHourMs : HistoryDayMs;
}

Result<> appendBuckets(QList<SubjectBucket> &found, const HistoryDatabase &database, qint64 subject,
    const TimeSpan &span, Tier tier)
{
    if (span.fromMs >= span.toMs)
        return {};
    const qint64 length = lengthOf(tier);
    QSqlQuery query = database.prepare(sql(OfSubject, tier));
    const qint64 end = periodOf(span.toMs - 1, length) + 1;
    const QVariantList values{periodOf(span.fromMs, length), end, subject, end};
    return database.forEach(query, values, [&](const QSqlQuery &row) {
        found.append(
            SubjectBucket{{row.value(0).toLongLong() * length, length, row.value(1).toDouble()},
                {row.value(2).toLongLong(), row.value(3).toDouble()}});
    });
}

/// subjects: as SQL lists them.
Result<> appendBucketsOfMany(QList<UsageBucket> &found, const HistoryDatabase &database,
    const QString &subjects, const TimeSpan &span, Tier tier)
{
    if (span.fromMs >= span.toMs)
        return {};
    const qint64 length = lengthOf(tier);
    QSqlQuery query = database.prepare(
        sql(u"SELECT %1, SUM(tokens) FROM %1_use WHERE %1 >= ? AND %1 < ? AND subject IN (%2)"
            " GROUP BY %1 ORDER BY %1",
            tier)
            .arg(subjects));
    const QVariantList values{periodOf(span.fromMs, length), periodOf(span.toMs - 1, length) + 1};
    return database.forEach(query, values, [&](const QSqlQuery &row) {
        found.append({row.value(0).toLongLong() * length, length, row.value(1).toDouble()});
    });
}

/// Adds the sums of the tier's rows in the span, each subject's times factor.
Result<> addSums(QHash<qint64, double> &sums, const HistoryDatabase &database, const TimeSpan &span,
    Tier tier, double factor = 1)
{
    if (span.fromMs >= span.toMs)
        return {};
    const qint64 length = lengthOf(tier);
    QSqlQuery query = database.prepare(
        sql(u"SELECT subject, SUM(tokens) FROM %1_use WHERE %1 >= ? AND %1 < ? GROUP BY subject",
            tier));
    return database.forEach(
        query, {span.fromMs / length, span.toMs / length}, [&](const QSqlQuery &row) {
            sums[row.value(0).toLongLong()] += factor * row.value(1).toDouble();
        });
}

/// Hours that begin or end a day: whichever of the day's two parts has fewer of them is read.
Result<> addPartOfDay(
    QHash<qint64, double> &sums, const HistoryDatabase &database, const TimeSpan &part)
{
    const qint64 day = startOfPeriod(part.fromMs, HistoryDayMs);
    const qint64 nextDay = day + HistoryDayMs;
    if (2 * (part.toMs - part.fromMs) <= HistoryDayMs)
        return addSums(sums, database, part, Tier::Hour);
    return addSums(sums, database, {day, nextDay}, Tier::Day)
        .and_then([&] {
            return addSums(sums, database, {day, part.fromMs}, Tier::Hour, -1);
        })
        .and_then([&] {
            return addSums(sums, database, {part.toMs, nextDay}, Tier::Hour, -1);
        });
}

/// append(span, tier), of the days and then of the hours in the span.
template <typename Append>
Result<> appendByTier(const BucketSpan &span, const Append &append)
{
    const qint64 turnMs = std::clamp(span.hoursFromMs, span.fromMs, span.toMs);
    return append({span.fromMs, turnMs}, Tier::Day).and_then([&] {
        return append({turnMs, span.toMs}, Tier::Hour);
    });
}

} // namespace

BucketWriter::BucketWriter(const HistoryDatabase &database)
    : m_database(database)
    , m_addHour(database.prepare(sql(AddTo, Tier::Hour)))
    , m_addDay(database.prepare(sql(AddTo, Tier::Day)))
{ }

Result<> BucketWriter::add(qint64 subject, const LifetimeSample &sample, double tokens)
{
    const qint64 hour = periodOf(sample.atMs, HistoryHourMs);
    const qint64 day = periodOf(sample.atMs, HistoryDayMs);
    if (tokens != 0) {
        m_hours[hour] += tokens;
        m_days[day] += tokens;
    }
    return m_database.run(m_addHour, {hour, subject, tokens, sample.atMs, sample.tokens})
        .and_then([&] {
            return m_database.run(m_addDay, {day, subject, tokens, sample.atMs, sample.tokens});
        });
}

Result<> BucketWriter::finish()
{
    Result<> done;
    for (auto hour = m_hours.cbegin(); done && hour != m_hours.cend(); ++hour)
        done = m_database.run(m_addHour, {hour.key(), AllSubjects, hour.value(), {}, {}});
    for (auto day = m_days.cbegin(); done && day != m_days.cend(); ++day)
        done = m_database.run(m_addDay, {day.key(), AllSubjects, day.value(), {}, {}});
    m_hours.clear();
    m_days.clear();
    return done;
}

BucketSpan wholeBuckets(const TimeSpan &span, qint64 hoursFromMs)
{
    const auto length = [&](qint64 ms) { return ms < hoursFromMs ? HistoryDayMs : HistoryHourMs; };
    const qint64 lastMs = std::max(span.fromMs, span.toMs - 1);
    return {startOfPeriod(span.fromMs, length(span.fromMs)),
        startOfPeriod(lastMs, length(lastMs)) + length(lastMs), hoursFromMs};
}

Result<QList<SubjectBucket>> bucketsOf(
    const HistoryDatabase &database, qint64 subject, const BucketSpan &span)
{
    QList<SubjectBucket> found;
    return appendByTier(span, [&](const TimeSpan &part, Tier tier) {
        return appendBuckets(found, database, subject, part, tier);
    }).map([&] { return found; });
}

Result<QList<UsageBucket>> bucketsOfMany(
    const HistoryDatabase &database, const QList<qint64> &subjects, const BucketSpan &span)
{
    QStringList numbers;
    for (const qint64 subject : subjects)
        numbers.append(QString::number(subject));
    const QString listed = numbers.join(u',');
    QList<UsageBucket> found;
    return appendByTier(span, [&](const TimeSpan &part, Tier tier) {
        return appendBucketsOfMany(found, database, listed, part, tier);
    }).map([&] { return found; });
}

Result<QHash<qint64, double>> bucketSums(const HistoryDatabase &database, const BucketSpan &span)
{
    QHash<qint64, double> sums;
    const qint64 firstDay = -startOfPeriod(-span.fromMs, HistoryDayMs); // the next midnight
    const qint64 lastDay = startOfPeriod(span.toMs, HistoryDayMs);
    Result<> done;
    if (firstDay > lastDay) {
        done = addPartOfDay(sums, database, {span.fromMs, span.toMs});
    } else {
        done = addPartOfDay(sums, database, {span.fromMs, firstDay})
                   .and_then([&] {
                       return addSums(sums, database, {firstDay, lastDay}, Tier::Day);
                   })
                   .and_then([&] {
                       return addPartOfDay(sums, database, {lastDay, span.toMs});
                   });
    }
    return done.map([&] { return sums; });
}

Result<QHash<qint64, QList<UsageBucket>>> hoursOfAll(
    const HistoryDatabase &database, const BucketSpan &span)
{
    QHash<qint64, QList<UsageBucket>> found;
    QSqlQuery query = database.prepare(
        u"SELECT hour, subject, tokens FROM hour_use WHERE hour >= ? AND hour < ? ORDER BY hour"_s);
    return database
        .forEach(query, {span.fromMs / HistoryHourMs, span.toMs / HistoryHourMs},
            [&](const QSqlQuery &row) {
                const double tokens = row.value(2).toDouble();
                if (tokens != 0)
                    found[row.value(1).toLongLong()].append(
                        {row.value(0).toLongLong() * HistoryHourMs, HistoryHourMs, tokens});
            })
        .map([&] { return found; });
}

} // namespace keydeck
