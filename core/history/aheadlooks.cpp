#include "core/history/aheadlooks.h"

#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

UsageLook lookOf(const QSqlQuery &row)
{
    UsageLook look;
    look.seenMs = row.value(1).toLongLong();
    look.lastUsedMs = look.seenMs;
    look.total = row.value(2).toDouble();
    look.windows.insert(row.value(3).toLongLong(), row.value(4).toDouble());
    look.limit = row.value(5).isNull() ? std::numeric_limits<double>::quiet_NaN()
                                       : row.value(5).toDouble();
    return look;
}

} // namespace

Result<LooksBySubject> loadAhead(const HistoryDatabase &database)
{
    LooksBySubject looks;
    QSqlQuery query
        = database.prepare(u"SELECT subject, at_ms, total, window_ms, window_tokens, limit_tokens"
                           " FROM ahead ORDER BY subject, at_ms"_s);
    return database
        .forEach(query, {},
            [&](const QSqlQuery &row) { looks[row.value(0).toLongLong()].append(lookOf(row)); })
        .map([&] { return looks; });
}

Result<> addAhead(const HistoryDatabase &database, qint64 subject, const UsageLook &look)
{
    QSqlQuery query = database.prepare(
        u"INSERT INTO ahead (subject, at_ms, total, window_ms, window_tokens, limit_tokens)"
        " VALUES (?, ?, ?, ?, ?, ?)"_s);
    return database.run(query,
        {subject, look.seenMs, *look.total, look.windows.firstKey(), look.windows.first(),
            look.limit});
}

Result<> dropAhead(const HistoryDatabase &database, qint64 subject)
{
    QSqlQuery query = database.prepare(u"DELETE FROM ahead WHERE subject = ?"_s);
    return database.run(query, {subject});
}

QList<UsageGrowth> growthsAhead(KnownUsage known, const QList<UsageLook> &ahead)
{
    QList<UsageGrowth> growths;
    for (const UsageLook &look : ahead) {
        growths.append(growthOf(known, look));
        known = afterGrowth(known, growths.last());
    }
    return growths;
}

bool confirms(const UsageLook &file, const KnownUsage &known, const QList<UsageLook> &ahead)
{
    const UsageGrowth growth = growthOf(known, file);
    return file.total && *file.total >= *ahead.last().total && growth.falls.isEmpty()
        && !growth.isUnexplained() && !growth.samples.isEmpty()
        && growth.samples.last().atMs >= ahead.last().seenMs;
}

QList<qint64> startsOf(const QList<UsageLook> &looks)
{
    QList<qint64> starts;
    for (const UsageLook &look : looks)
        starts += look.windows.keys();
    return starts;
}

} // namespace keydeck
