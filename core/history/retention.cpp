#include "core/history/retention.h"

#include "core/history/historydatabase.h"
#include "core/history/historystate.h"
#include "core/history/historytimes.h"
#include "core/history/lifetimesamples.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowsAtOnce = 2000;

/// The time that a row of the table stands for, and how much of it goes at once.
struct Tier
{
    QString table;
    QString time;
    qint64 lengthMs;
    qint64 stepMs;
};

/// The oldest row's time; nothing in an empty table.
Result<std::optional<qint64>> oldest(const HistoryDatabase &database, const Tier &tier)
{
    std::optional<qint64> ms;
    QSqlQuery query = database.prepare(u"SELECT MIN(%1) FROM %2"_s.arg(tier.time, tier.table));
    return database
        .forEach(query, {},
            [&](const QSqlQuery &row) {
                if (!row.value(0).isNull())
                    ms = row.value(0).toLongLong() * tier.lengthMs;
            })
        .map([&] { return ms; });
}

/// Moves completeMs on by a step, and removes rows from before it.
Result<> forget(
    const HistoryDatabase &database, const Tier &tier, qint64 untilMs, qint64 &completeMs)
{
    const Result<std::optional<qint64>> first = oldest(database, tier);
    if (!first || !*first || **first >= untilMs)
        return first ? Result<>() : tl::make_unexpected(first.error());
    completeMs = std::max(
        completeMs, std::min(untilMs, startOfPeriod(**first, tier.stepMs) + tier.stepMs));
    QSqlQuery remove = database.prepare(
        u"DELETE FROM %1 WHERE (%2, subject) IN"
        " (SELECT %2, subject FROM %1 WHERE %2 < ? ORDER BY %2, subject LIMIT ?)"_s.arg(
            tier.table, tier.time));
    return database.run(remove, {completeMs / tier.lengthMs, RowsAtOnce});
}

} // namespace

Result<> forgetSome(const HistoryDatabase &database, HistoryState &state, qint64 nowMs)
{
    const Tier samples{u"sample_chunk"_s, u"slot"_s, SampleSlotMs, SampleSlotMs};
    const Tier hours{u"hour_use"_s, u"hour"_s, HistoryHourMs, HistoryDayMs};
    const qint64 samplesUntilMs = startOfPeriod(nowMs - SampleRetentionMs, SampleSlotMs);
    const qint64 hoursUntilMs = startOfPeriod(nowMs - HourRetentionMs, HistoryDayMs);
    return forget(database, samples, samplesUntilMs, state.rawFromMs).and_then([&] {
        return forget(database, hours, hoursUntilMs, state.hoursFromMs);
    });
}

} // namespace keydeck
