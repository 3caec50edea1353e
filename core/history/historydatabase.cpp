#include "core/history/historydatabase.h"

#include <QDateTime>
#include <QFile>
#include <QLockFile>
#include <QSqlDatabase>

#include <atomic>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// Goes up by one with every change of the schema; migrate() leads from each to the next.
constexpr int SchemaVersion = 1;

// WITHOUT ROWID keeps a key's rows together in time order, and each at some 20 bytes.
constexpr QStringView SchemaV1[] = {
    u"CREATE TABLE subject (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE)",
    u"CREATE TABLE usage_window (subject INTEGER NOT NULL, start_ms INTEGER NOT NULL,"
    " tokens REAL NOT NULL, limit_tokens REAL, seen_ms INTEGER NOT NULL,"
    " PRIMARY KEY (subject, start_ms)) WITHOUT ROWID",
    u"CREATE TABLE lifetime (subject INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " tokens REAL NOT NULL, PRIMARY KEY (subject, at_ms)) WITHOUT ROWID",
    u"CREATE TABLE thinned (id INTEGER PRIMARY KEY CHECK (id = 1), until_ms INTEGER NOT NULL)",
    u"PRAGMA user_version = 1",
};

/// SQLite's primary result codes, as its documentation fixes them.
enum SqliteCode
{
    Busy = 5,
    Locked = 6,
    Corrupt = 11,
    Full = 13,
    NotADatabase = 26
};

int resultCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

bool meansDamage(const QSqlError &error)
{
    const int code = resultCode(error);
    return code == NotADatabase || code == Corrupt;
}

QString sentence(const QString &path, const QSqlError &error)
{
    switch (resultCode(error)) {
    case Busy:
    case Locked:
        return u"Another program keeps the usage history %1 locked. What was to be written now is "
               "written with the next change."_s.arg(path);
    case Full:
        return u"There is no room on the disk for the usage history %1. Free some space; recording "
               "then goes on by itself."_s.arg(path);
    case NotADatabase:
    case Corrupt:
        return u"The usage history %1 is damaged. It is moved aside at the next recording, and a "
               "new one begins."_s.arg(path);
    default:
        return u"The usage history %1 cannot be read or written: %2. Check that the file and its "
               "directory are yours."_s.arg(path, error.text().trimmed());
    }
}

quint64 inodeOf(const QString &path)
{
    struct stat status
    { };
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

/// Only a new file is opened here: to close a second descriptor of a database that this process
/// has open would drop SQLite's locks on it.
void createPrivately(const QString &path)
{
    const int descriptor
        = ::open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        ::close(descriptor);
}

/// The log goes first: without it the next opening would take it for the new database's.
Result<QString> setAside(const QString &path)
{
    const QString aside = path + u".damaged-"_s
        + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    QFile::rename(path + u"-wal"_s, aside + u"-wal"_s);
    QFile::remove(path + u"-shm"_s);
    QFile file(path);
    if (!file.rename(aside)) {
        return failure(ErrorCode::Failed,
            u"The usage history %1 is damaged and could not be moved aside: %2. Move it away "
            "yourself to start a new one."_s.arg(path, file.errorString()));
    }
    return aside;
}

QString asideNotice(const QString &path, const QString &aside)
{
    return u"The usage history %1 was damaged. It is kept as %2, and a new one has begun."_s.arg(
        path, aside);
}

/// Keeps two programs from making, migrating or setting aside the same database at once.
class OpeningLock final
{
public:
    explicit OpeningLock(const QString &path) : m_path(path), m_file(path + u".opening"_s) { }

    [[nodiscard]] Result<> take()
    {
        if (m_file.tryLock(HistoryDatabase::BusyTimeoutMs))
            return {};
        const bool busy = m_file.error() == QLockFile::LockFailedError;
        return failure(ErrorCode::Failed,
            busy ? u"Another program is opening the usage history %1 and does not finish. Close it "
                   "and try again."_s.arg(m_path)
                 : u"The usage history %1 cannot be opened, since its directory cannot be written "
                   "to. Check that the directory is yours and has room."_s.arg(m_path));
    }

private:
    QString m_path;
    QLockFile m_file;
};

QString newConnectionName()
{
    static std::atomic<quint64> counter;
    return u"keydeck-history-%1"_s.arg(++counter);
}

} // namespace

HistoryDatabase::HistoryDatabase(QString path)
    : m_path(std::move(path))
    , m_connection(newConnectionName())
{ }

HistoryDatabase::~HistoryDatabase()
{
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::open(const QString &path)
{
    OpeningLock lock(path);
    if (const Result<> taken = lock.take(); !taken)
        return tl::make_unexpected(taken.error());
    return openLocked(path);
}

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::replaceDamaged(
    std::unique_ptr<HistoryDatabase> damaged)
{
    const QString path = damaged->m_path;
    const quint64 inode = damaged->m_inode;
    damaged.reset();
    OpeningLock lock(path);
    if (const Result<> taken = lock.take(); !taken)
        return tl::make_unexpected(taken.error());
    if (inodeOf(path) != inode)
        return openLocked(path);
    const Result<QString> aside = setAside(path);
    if (!aside)
        return tl::make_unexpected(aside.error());
    Result<std::unique_ptr<HistoryDatabase>> fresh = openLocked(path);
    if (fresh)
        (*fresh)->m_notice = asideNotice(path, *aside);
    return fresh;
}

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::openLocked(const QString &path)
{
    std::unique_ptr<HistoryDatabase> database(new HistoryDatabase(path));
    Result<> ready = database->setUp();
    if (!ready && database->isDamaged()) {
        database.reset();
        const Result<QString> aside = setAside(path);
        if (!aside)
            return tl::make_unexpected(aside.error());
        database.reset(new HistoryDatabase(path));
        database->m_notice = asideNotice(path, *aside);
        ready = database->setUp();
    }
    if (!ready)
        return tl::make_unexpected(ready.error());
    return database;
}

Result<> HistoryDatabase::setUp()
{
    createPrivately(m_path);
    m_inode = inodeOf(m_path);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(m_path);
    database.setConnectOptions(u"QBusy_TIMEOUT=%1"_s.arg(BusyTimeoutMs));
    if (!database.open())
        return failure(ErrorCode::Failed, sentence(m_path, database.lastError()));
    return run(u"PRAGMA journal_mode = WAL"_s)
        .and_then([this] { return run(u"PRAGMA synchronous = NORMAL"_s); })
        .and_then([this] { return migrate(); });
}

Result<> HistoryDatabase::migrate() const
{
    QSqlQuery query = prepare(u"PRAGMA user_version"_s);
    if (const Result<> asked = run(query); !asked)
        return asked;
    const int version = query.next() ? query.value(0).toInt() : 0;
    query.finish();
    if (version > SchemaVersion) {
        return failure(ErrorCode::Failed,
            u"The usage history %1 was written by a newer Keydeck. Use that one, or move the file "
            "away to start a new history."_s.arg(m_path));
    }
    if (version == SchemaVersion)
        return {};
    Result<> done = run(u"BEGIN IMMEDIATE"_s);
    for (const QStringView statement : SchemaV1)
        done = done.and_then([&] { return run(statement.toString()); });
    return done.and_then([this] { return run(u"COMMIT"_s); });
}

QSqlQuery HistoryDatabase::prepare(const QString &sql) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    query.prepare(sql);
    return query;
}

Result<> HistoryDatabase::run(QSqlQuery &query, const QVariantList &values) const
{
    // An error here is that of prepare(): the next exec would hide it.
    if (const Result<> prepared = check(query); !prepared)
        return prepared;
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), values[i]);
    query.exec();
    return check(query);
}

Result<> HistoryDatabase::run(const QString &sql) const
{
    QSqlQuery query = prepare(sql);
    return run(query);
}

Result<> HistoryDatabase::check(const QSqlQuery &query) const
{
    const QSqlError error = query.lastError();
    if (!error.isValid())
        return {};
    m_damaged = m_damaged || meansDamage(error);
    return failure(ErrorCode::Failed, sentence(m_path, error));
}

} // namespace keydeck
