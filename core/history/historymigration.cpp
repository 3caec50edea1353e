#include "core/history/historymigration.h"

#include "core/history/historydatabase.h"
#include "core/history/historystate.h"
#include "core/history/historytimes.h"
#include "core/history/usageledger.h"

#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Of the samples in each quarter of an hour, version 1 kept the last.
constexpr qint64 ThinnedMs = 15LL * 60 * 1000;

Result<QList<TimeSpan>> watchedThen(const HistoryDatabase &database)
{
    QList<TimeSpan> spans;
    QSqlQuery query = database.prepare(u"SELECT DISTINCT at_ms FROM old_lifetime ORDER BY at_ms"_s);
    return database
        .forEach(query, {},
            [&](const QSqlQuery &row) {
                const qint64 atMs = row.value(0).toLongLong();
                if (!spans.isEmpty() && atMs - spans.last().toMs <= ThinnedMs + ContinuousGapMs)
                    spans.last().toMs = atMs;
                else
                    spans.append({atMs, atMs});
            })
        .map([&] { return spans; });
}

Result<QList<qint64>> subjects(const HistoryDatabase &database)
{
    QList<qint64> ids;
    QSqlQuery query = database.prepare(u"SELECT id FROM old_subject ORDER BY id"_s);
    return database
        .forEach(query, {}, [&](const QSqlQuery &row) { ids.append(row.value(0).toLongLong()); })
        .map([&] { return ids; });
}

Result<KeyHistory> pastOf(const HistoryDatabase &database, qint64 subject)
{
    KeyHistory past;
    QSqlQuery windows = database.prepare(u"SELECT start_ms, tokens, limit_tokens FROM old_window"
                                         " WHERE subject = ? ORDER BY start_ms"_s);
    QSqlQuery samples = database.prepare(
        u"SELECT at_ms, tokens FROM old_lifetime WHERE subject = ? ORDER BY at_ms"_s);
    return database
        .forEach(windows, {subject},
            [&](const QSqlQuery &row) {
                const double limit = row.value(2).isNull()
                    ? std::numeric_limits<double>::quiet_NaN()
                    : row.value(2).toDouble();
                past.windows.append({row.value(0).toLongLong(), row.value(1).toDouble(), limit});
            })
        .and_then([&] {
            return database.forEach(samples, {subject}, [&](const QSqlQuery &row) {
                past.lifetime.append({row.value(0).toLongLong(), row.value(1).toDouble()});
            });
        })
        .map([&] { return past; });
}

Result<> addPasts(const HistoryDatabase &database, const QList<TimeSpan> &watched)
{
    const Result<QList<qint64>> ids = subjects(database);
    if (!ids)
        return tl::make_unexpected(ids.error());
    UsageLedger ledger(database, 0);
    Result<> done;
    for (auto id = ids->begin(); done && id != ids->end(); ++id) {
        done = pastOf(database, *id).and_then([&](KeyHistory past) {
            past.watched = watched;
            return ledger.notePast(*id, past);
        });
    }
    for (auto span = watched.begin(); done && span != watched.end(); ++span)
        done = addWatched(database, span->fromMs, span->toMs);
    return done.and_then([&] { return ledger.finish(); });
}

} // namespace

Result<> migrateFromVersion1(const HistoryDatabase &database)
{
    Result<> done
        = database.run(u"INSERT INTO subject (id, name) SELECT id, name FROM old_subject"_s)
              .and_then([&] { return watchedThen(database); })
              .and_then(
                  [&](const QList<TimeSpan> &watched) { return addPasts(database, watched); });
    for (const QString &table :
        {u"old_subject"_s, u"old_window"_s, u"old_lifetime"_s, u"thinned"_s})
        done = done.and_then([&] { return database.run(u"DROP TABLE %1"_s.arg(table)); });
    return done;
}

} // namespace keydeck
