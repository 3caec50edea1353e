#include "core/history/historyschema.h"

#include "core/history/historydatabase.h"
#include "core/history/historymigration.h"

#include <span>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int SchemaVersion = 3;

// WITHOUT ROWID keeps rows in the order of their keys, and each at some 20 bytes.
constexpr QStringView Tables[] = {
    u"CREATE TABLE subject (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE,"
    " first_ms INTEGER, first_tokens REAL, last_ms INTEGER, last_tokens REAL,"
    " revision INTEGER NOT NULL DEFAULT 0)",
    u"CREATE TABLE usage_window (subject INTEGER NOT NULL, start_ms INTEGER NOT NULL,"
    " tokens REAL NOT NULL, limit_tokens REAL, reset_tokens REAL NOT NULL, closed_ms INTEGER,"
    " PRIMARY KEY (subject, start_ms)) WITHOUT ROWID",
    u"CREATE TABLE sample (subject INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " tokens REAL NOT NULL, PRIMARY KEY (subject, at_ms)) WITHOUT ROWID",
    u"CREATE TABLE sample_chunk (slot INTEGER NOT NULL, subject INTEGER NOT NULL,"
    " samples BLOB NOT NULL, PRIMARY KEY (slot, subject)) WITHOUT ROWID",
    u"CREATE TABLE hour_use (hour INTEGER NOT NULL, subject INTEGER NOT NULL,"
    " tokens REAL NOT NULL, last_ms INTEGER, total REAL,"
    " PRIMARY KEY (hour, subject)) WITHOUT ROWID",
    u"CREATE TABLE day_use (day INTEGER NOT NULL, subject INTEGER NOT NULL,"
    " tokens REAL NOT NULL, last_ms INTEGER, total REAL,"
    " PRIMARY KEY (day, subject)) WITHOUT ROWID",
    u"CREATE TABLE unobserved (to_ms INTEGER NOT NULL, subject INTEGER NOT NULL,"
    " in_window INTEGER NOT NULL, from_ms INTEGER NOT NULL, tokens REAL NOT NULL,"
    " PRIMARY KEY (to_ms, subject, in_window, from_ms)) WITHOUT ROWID",
    u"CREATE INDEX unobserved_of_subject ON unobserved (subject, to_ms)",
    u"CREATE TABLE fall (subject INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " before_tokens REAL NOT NULL, after_tokens REAL NOT NULL,"
    " PRIMARY KEY (subject, at_ms)) WITHOUT ROWID",
    u"CREATE TABLE watched (from_ms INTEGER PRIMARY KEY, to_ms INTEGER NOT NULL)",
    u"CREATE TABLE ahead (subject INTEGER NOT NULL, at_ms INTEGER NOT NULL, total REAL NOT NULL,"
    " window_ms INTEGER NOT NULL, window_tokens REAL NOT NULL, limit_tokens REAL,"
    " PRIMARY KEY (subject, at_ms)) WITHOUT ROWID",
    u"CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL,"
    " looked_ms INTEGER NOT NULL, behind_ms INTEGER NOT NULL, raw_from_ms INTEGER NOT NULL,"
    " hours_from_ms INTEGER NOT NULL, pack_slot INTEGER NOT NULL, pack_subject INTEGER NOT NULL)",
    u"INSERT INTO state VALUES (1, 0, 0, 0, 0, 0, 0, 0)",
    u"PRAGMA user_version = 3",
};

constexpr QStringView FromVersion2[] = {
    u"ALTER TABLE usage_window ADD COLUMN closed_ms INTEGER",
    u"PRAGMA user_version = 3",
};

constexpr QStringView OutOfTheWay[] = {
    u"ALTER TABLE subject RENAME TO old_subject",
    u"ALTER TABLE usage_window RENAME TO old_window",
    u"ALTER TABLE lifetime RENAME TO old_lifetime",
};

Result<int> versionOf(const HistoryDatabase &database)
{
    int version = 0;
    QSqlQuery query = database.prepare(u"PRAGMA user_version"_s);
    return database
        .forEach(query, {}, [&](const QSqlQuery &row) { version = row.value(0).toInt(); })
        .map([&] { return version; });
}

Result<> runAll(const HistoryDatabase &database, std::span<const QStringView> statements)
{
    Result<> done;
    for (const QStringView statement : statements)
        done = done.and_then([&] { return database.run(statement.toString()); });
    return done;
}

Result<> create(const HistoryDatabase &database, int fromVersion)
{
    if (fromVersion == 0)
        return runAll(database, Tables);
    if (fromVersion == 2)
        return runAll(database, FromVersion2);
    return runAll(database, OutOfTheWay)
        .and_then([&] { return runAll(database, Tables); })
        .and_then([&] { return migrateFromVersion1(database); });
}

} // namespace

Result<> bringUpToDate(const HistoryDatabase &database)
{
    const Result<int> version = versionOf(database);
    if (!version)
        return tl::make_unexpected(version.error());
    if (*version > SchemaVersion) {
        return failure(ErrorCode::Failed,
            u"The usage history %1 was written by a newer Keydeck. Use that one, or move the file "
            "away to start a new history."_s.arg(database.path()));
    }
    if (*version == SchemaVersion)
        return {};
    return database.inTransaction(u"BEGIN IMMEDIATE"_s, [&] { return create(database, *version); });
}

} // namespace keydeck
