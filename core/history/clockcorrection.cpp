// What a clock that was ahead wrote is dated by what the clock says now. The sums stay: a row that
// moves is added to the one that it meets.
#include "core/history/historydatabase.h"
#include "core/history/historystate.h"
#include "core/history/historytimes.h"
#include "core/history/lifetimesamples.h"
#include "core/history/samplechunk.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Chunks that reach into the future become rows again.
Result<> unpack(const HistoryDatabase &database, qint64 nowMs)
{
    const qint64 slot = periodOf(nowMs, SampleSlotMs);
    QSqlQuery chunks
        = database.prepare(u"SELECT subject, samples FROM sample_chunk WHERE slot >= ?"_s);
    QSqlQuery add = database.prepare(
        u"INSERT OR REPLACE INTO sample (subject, at_ms, tokens) VALUES (?, ?, ?)"_s);
    QSqlQuery remove = database.prepare(u"DELETE FROM sample_chunk WHERE slot >= ?"_s);
    Result<> done;
    const Result<> read = database.forEach(chunks, {slot}, [&](const QSqlQuery &row) {
        const auto samples = decodeSamples(row.value(1).toByteArray());
        for (const LifetimeSample &sample : samples.value_or(QList<LifetimeSample>())) {
            if (done && sample.atMs <= nowMs)
                done = database.run(add, {row.value(0), sample.atMs, sample.tokens});
        }
    });
    return read.and_then([&] { return done; }).and_then([&] {
        return database.run(remove, {slot});
    });
}

struct Step
{
    QString sql;
    QVariantList values;
};

QList<Step> sampleSteps(qint64 nowMs)
{
    return {
        {u"DELETE FROM sample WHERE at_ms > ?"_s, {nowMs}},
        {u"INSERT OR REPLACE INTO sample (subject, at_ms, tokens)"
         " SELECT id, ?, last_tokens FROM subject WHERE last_ms > ?"_s,
            {nowMs, nowMs}},
        {u"UPDATE subject SET last_ms = MIN(last_ms, ?), first_ms = MIN(first_ms, ?)"
         " WHERE last_ms > ?"_s,
            {nowMs, nowMs, nowMs}},
        {u"DELETE FROM ahead WHERE at_ms > ?"_s, {nowMs}},
    };
}

QList<Step> bucketSteps(const QString &period, qint64 present, qint64 nowMs)
{
    return {
        {u"INSERT INTO %1_use (%1, subject, tokens, last_ms, total)"
         " SELECT ?, later.subject, SUM(later.tokens), CASE WHEN later.subject > 0 THEN ? END,"
         " last_tokens FROM %1_use later LEFT JOIN subject ON id = later.subject"
         " WHERE %1 > ? GROUP BY later.subject"
         " ON CONFLICT (%1, subject) DO UPDATE SET tokens = tokens + excluded.tokens,"
         " last_ms = excluded.last_ms, total = excluded.total"_s.arg(period),
            {present, nowMs, present}},
        {u"DELETE FROM %1_use WHERE %1 > ?"_s.arg(period), {present}},
        {u"UPDATE %1_use SET last_ms = ? WHERE %1 = ? AND last_ms > ?"_s.arg(period),
            {nowMs, present, nowMs}},
    };
}

QList<Step> otherSteps(qint64 nowMs)
{
    return {
        {u"INSERT INTO unobserved (to_ms, subject, in_window, from_ms, tokens)"
         " SELECT ?, subject, in_window, MIN(from_ms, ?), tokens FROM unobserved WHERE to_ms > ?"
         " ON CONFLICT DO UPDATE SET tokens = tokens + excluded.tokens"_s,
            {nowMs, nowMs, nowMs}},
        {u"DELETE FROM unobserved WHERE to_ms > ?"_s, {nowMs}},
        {u"INSERT INTO fall (subject, at_ms, before_tokens, after_tokens)"
         " SELECT subject, ?, before_tokens, after_tokens FROM fall WHERE at_ms > ?"
         " ORDER BY at_ms ON CONFLICT DO UPDATE SET"
         " after_tokens = after_tokens + excluded.after_tokens - excluded.before_tokens"_s,
            {nowMs, nowMs}},
        {u"DELETE FROM fall WHERE at_ms > ?"_s, {nowMs}},
        {u"UPDATE usage_window SET closed_ms = MAX(start_ms, ?) WHERE closed_ms > ?"_s,
            {nowMs, nowMs}},
        {u"DELETE FROM watched WHERE from_ms > ?"_s, {nowMs}},
        {u"UPDATE watched SET to_ms = ? WHERE to_ms > ?"_s, {nowMs, nowMs}},
        {u"UPDATE state SET looked_ms = MIN(looked_ms, ?), raw_from_ms = MIN(raw_from_ms, ?),"
         " hours_from_ms = MIN(hours_from_ms, ?), behind_ms = 0, pack_slot = 0, pack_subject = 0"_s,
            {nowMs, startOfPeriod(nowMs, SampleSlotMs), startOfPeriod(nowMs, HistoryDayMs)}},
    };
}

} // namespace

Result<> correctClock(const HistoryDatabase &database, qint64 nowMs)
{
    const QList<Step> steps = sampleSteps(nowMs)
        + bucketSteps(u"hour"_s, periodOf(nowMs, HistoryHourMs), nowMs)
        + bucketSteps(u"day"_s, periodOf(nowMs, HistoryDayMs), nowMs) + otherSteps(nowMs);
    Result<> done = unpack(database, nowMs);
    for (auto step = steps.begin(); done && step != steps.end(); ++step) {
        QSqlQuery query = database.prepare(step->sql);
        done = database.run(query, step->values);
    }
    return done;
}

} // namespace keydeck
