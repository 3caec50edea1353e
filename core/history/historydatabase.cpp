#include "core/history/historydatabase.h"

#include "core/history/historyschema.h"
#include "core/store/advisorylock.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>

#include <atomic>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

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

QString logOf(const QString &path)
{
    return path + u"-wal"_s;
}

QString logIndexOf(const QString &path)
{
    return path + u"-shm"_s;
}

/// Links are not followed.
FileNumber fileAt(const QString &path)
{
    struct stat status
    { };
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0
        ? FileNumber{status.st_dev, status.st_ino}
        : FileNumber();
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

void keepPrivate(const QString &path)
{
    struct stat status
    { };
    const QByteArray name = QFile::encodeName(path);
    const bool isOpenToOthers = ::lstat(name.constData(), &status) == 0 && S_ISREG(status.st_mode)
        && status.st_uid == ::geteuid() && (status.st_mode & 077) != 0;
    if (isOpenToOthers)
        ::chmod(name.constData(), 0600);
}

Result<> checkNoLink(const QString &path)
{
    if (!QFileInfo(path).isSymbolicLink())
        return {};
    return failure(ErrorCode::Failed,
        u"The usage history %1 is a link to another file, which Keydeck does not follow. Put the "
        "database itself there, or remove the link to start a new one."_s.arg(path));
}

/// The log goes first: without it the next opening would take it for the new database's.
Result<QString> setAside(const QString &path)
{
    const QString aside = path + u".damaged-"_s
        + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmsszzz'Z'"_s);
    QFile::rename(logOf(path), logOf(aside));
    QFile::remove(logIndexOf(path));
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

QString movedNotice(const QString &path)
{
    return u"The usage history %1 was moved, removed or replaced while it was open. What is "
           u"recorded "
           "from now on goes to the one that is there now."_s.arg(path);
}

/// Keeps two programs from making, migrating or setting aside the same database at once, as long as
/// what it returns is open. The kernel lets go of it when a program is killed at whatever point: a
/// QLockFile that was made but not yet written to would keep everybody out for half a minute.
Result<FileDescriptor> claimOpening(const QString &path)
{
    FileDescriptor file = FileDescriptor::open(
        QFile::encodeName(path + u".opening"_s), O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    const AdvisoryLock taken = file.isOpen()
        ? lockWithin(file, std::chrono::milliseconds(HistoryDatabase::BusyTimeoutMs))
        : AdvisoryLock::Failed;
    if (taken == AdvisoryLock::Taken)
        return file;
    return failure(ErrorCode::Failed,
        taken == AdvisoryLock::Busy
            ? u"Another program is opening the usage history %1 and does not finish. Close it "
              "and try again."_s.arg(path)
            : u"The usage history %1 cannot be opened, since its directory cannot be written "
              "to. Check that the directory is yours and has room."_s.arg(path));
}

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
    const Result<FileDescriptor> claim = claimOpening(path);
    if (!claim)
        return tl::make_unexpected(claim.error());
    return openLocked(path);
}

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::replaceDamaged(
    std::unique_ptr<HistoryDatabase> damaged)
{
    const QString path = damaged->m_path;
    const FileNumber file = damaged->m_file;
    damaged.reset();
    const Result<FileDescriptor> claim = claimOpening(path);
    if (!claim)
        return tl::make_unexpected(claim.error());
    if (fileAt(path) != file)
        return openLocked(path);
    const Result<QString> aside = setAside(path);
    if (!aside)
        return tl::make_unexpected(aside.error());
    Result<std::unique_ptr<HistoryDatabase>> fresh = openLocked(path);
    if (fresh)
        (*fresh)->m_notice = asideNotice(path, *aside);
    return fresh;
}

Result<std::unique_ptr<HistoryDatabase>> HistoryDatabase::reopen(
    std::unique_ptr<HistoryDatabase> moved)
{
    const QString path = moved->m_path;
    const Result<FileDescriptor> claim = claimOpening(path);
    if (!claim)
        return tl::make_unexpected(claim.error());
    moved->leave();
    moved.reset();
    Result<std::unique_ptr<HistoryDatabase>> fresh = openLocked(path);
    if (fresh && (*fresh)->m_notice.isEmpty())
        (*fresh)->m_notice = movedNotice(path);
    return fresh;
}

/// SQLite itself leaves the log of a database that was moved where it is, and unwritten.
void HistoryDatabase::leave()
{
    if (fileAt(logOf(m_path)) != m_log)
        return; // it went with the database, or is another one's
    std::ignore = run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    QFile::remove(logOf(m_path));
    QFile::remove(logIndexOf(m_path));
}

bool HistoryDatabase::isInPlace() const
{
    return fileAt(m_path) == m_file;
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
    if (const Result<> own = checkNoLink(m_path); !own)
        return own;
    createPrivately(m_path);
    for (const QString &path : {m_path, logOf(m_path), logIndexOf(m_path)})
        keepPrivate(path);
    m_file = fileAt(m_path);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    database.setDatabaseName(m_path);
    database.setConnectOptions(u"QBusy_TIMEOUT=%1"_s.arg(BusyTimeoutMs));
    if (!database.open())
        return failure(ErrorCode::Failed, sentence(m_path, database.lastError()));
    return run(u"PRAGMA journal_mode = WAL"_s)
        .and_then([this] { return run(u"PRAGMA synchronous = NORMAL"_s); })
        .and_then([this] { return run(u"PRAGMA cache_size = -16000"_s); }) // KiB
        .and_then([this] { return bringUpToDate(*this); })
        .map([this] { m_log = fileAt(logOf(m_path)); });
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
