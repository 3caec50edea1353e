#include "core/history/historystate.h"

#include "core/history/historydatabase.h"
#include "core/history/historytimes.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Two looks that are no farther apart may simply have overtaken each other.
constexpr qint64 OvertakingMs = 60'000;

} // namespace

Result<HistoryState> HistoryState::load(const HistoryDatabase &database)
{
    HistoryState state;
    QSqlQuery query
        = database.prepare(u"SELECT revision, looked_ms, behind_ms, raw_from_ms, hours_from_ms,"
                           " pack_slot, pack_subject, from_ms, to_ms FROM state LEFT JOIN"
                           " (SELECT from_ms, to_ms FROM watched ORDER BY from_ms DESC LIMIT 1)"_s);
    return database
        .forEach(query, {},
            [&](const QSqlQuery &row) {
                qint64 *const fields[] = {&state.revision, &state.lookedMs, &state.behindMs,
                    &state.rawFromMs, &state.hoursFromMs, &state.packedSlot, &state.packedSubject,
                    &state.watchedFromMs, &state.watchedUntilMs};
                for (int n = 0; n < int(std::size(fields)); ++n)
                    *fields[n] = row.value(n).toLongLong();
            })
        .map([&] { return state; });
}

Result<> HistoryState::save(const HistoryDatabase &database) const
{
    QSqlQuery query = database.prepare(
        u"UPDATE state SET revision = ?, looked_ms = ?, behind_ms = ?,"
        " raw_from_ms = ?, hours_from_ms = ?, pack_slot = ?, pack_subject = ?"_s);
    return database.run(
        query, {revision, lookedMs, behindMs, rawFromMs, hoursFromMs, packedSlot, packedSubject});
}

Result<> HistoryState::watch(const HistoryDatabase &database, qint64 nowMs)
{
    if (nowMs <= watchedUntilMs)
        return {};
    const bool goesOn = watchedUntilMs > 0 && nowMs - watchedUntilMs <= ContinuousGapMs;
    if (!goesOn)
        watchedFromMs = nowMs;
    watchedUntilMs = nowMs;
    QSqlQuery query
        = database.prepare(u"INSERT INTO watched (from_ms, to_ms) VALUES (?, ?)"
                           " ON CONFLICT (from_ms) DO UPDATE SET to_ms = excluded.to_ms"_s);
    return database.run(query, {watchedFromMs, watchedUntilMs});
}

HistoryState::Look HistoryState::judge(qint64 nowMs, bool isNewer) const
{
    const qint64 aheadMs = std::max(lookedMs, watchedUntilMs) - nowMs;
    if (aheadMs > OvertakingMs)
        return behindMs > 0 && nowMs > behindMs ? Look::ClockWasAhead : Look::Behind;
    return nowMs > lookedMs || isNewer ? Look::Newest : Look::Older;
}

Result<> addWatched(const HistoryDatabase &database, qint64 fromMs, qint64 toMs)
{
    QSqlQuery find = database.prepare(
        u"SELECT MIN(from_ms), MAX(to_ms) FROM watched WHERE from_ms <= ? AND to_ms >= ?"_s);
    QSqlQuery remove = database.prepare(u"DELETE FROM watched WHERE from_ms <= ? AND to_ms >= ?"_s);
    QSqlQuery add = database.prepare(u"INSERT INTO watched (from_ms, to_ms) VALUES (?, ?)"_s);
    qint64 begin = fromMs;
    qint64 end = toMs;
    return database
        .forEach(find, {toMs, fromMs},
            [&](const QSqlQuery &row) {
                if (row.value(0).isNull())
                    return;
                begin = std::min(begin, row.value(0).toLongLong());
                end = std::max(end, row.value(1).toLongLong());
            })
        .and_then([&] {
            return database.run(remove, {toMs, fromMs});
        })
        .and_then([&] {
            return database.run(add, {begin, end});
        });
}

} // namespace keydeck
