#include "core/store/lockjournal.h"

#include "core/base/format.h"
#include "core/store/advisorylock.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"
#include "core/store/locksettling.h"
#include "core/store/processidentity.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <chrono>

#include <sys/file.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MaximumEntryBytes = 64 * 1024;
/// How long a lock on a disk that is not mounted is remembered.
constexpr qint64 RememberedS = 30 * 24 * 3600;
constexpr std::chrono::seconds GuardWait(1);

qint64 ageS(int descriptor)
{
    struct stat status
    { };
    return ::fstat(descriptor, &status) == 0 ? ::time(nullptr) - status.st_mtime : 0;
}

std::optional<LockEntry> readEntry(int descriptor)
{
    QByteArray bytes;
    if (!readAll(descriptor, MaximumEntryBytes, 1024, bytes))
        return std::nullopt;
    return LockEntry::fromJson(QJsonDocument::fromJson(bytes).object());
}

FileDescriptor openEntry(const QString &path)
{
    return FileDescriptor::open(QFile::encodeName(path), O_RDWR | O_NOFOLLOW | O_NONBLOCK);
}

/// The process that made the file, by its name: it may have been killed while it wrote.
ProcessIdentity makerOf(const QString &path)
{
    return {QFileInfo(path).fileName().section(u'-', 0, 0).toLongLong(), 0, {}};
}

/// Requires the guard, and that the entry's process has ended. True when a lock was removed.
bool settleEntry(const QString &path, int descriptor, const std::optional<LockEntry> &entry)
{
    const Settled outcome = entry ? settle(*entry) : Settled::NothingThere;
    if (outcome != Settled::Left || ageS(descriptor) > RememberedS)
        ::unlink(QFile::encodeName(path).constData());
    return outcome == Settled::Removed;
}

} // namespace

void JournalFile::remove()
{
    // One that stays is no harm: the next start sees that its process has ended.
    const QByteArray path = QFile::encodeName(m_path);
    if (!m_path.isEmpty())
        static_cast<void>(retryInterrupted([&] { return ::unlink(path.constData()); }));
    m_path.clear();
    m_file = {};
}

Result<JournalFile> LockJournal::record(const LockEntry &entry, bool synced) const
{
    if (m_folder.isEmpty())
        return JournalFile();
    const QString path = u"%1/%2-%3.json"_s.arg(m_folder)
                             .arg(entry.process.pid)
                             .arg(QRandomGenerator::global()->generate64(), 16, 16, QChar(u'0'));
    const QByteArray encodedPath = QFile::encodeName(path);
    const auto open = [&] {
        return FileDescriptor::open(encodedPath, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    };
    FileDescriptor file = open();
    if (!file.isOpen() && errno == ENOENT) {
        if (const auto made = makePrivateFolder(m_folder); !made)
            return tl::make_unexpected(made.error());
        file = open();
    }
    if (!file.isOpen())
        return ioFailure(ErrorCode::Failed, u"create"_s, path, errno);
    JournalFile journalFile(path, std::move(file));
    // The new file's name is synced with it, as every journaling file system does.
    const int descriptor = journalFile.descriptor();
    const bool written = retryInterrupted([&] { return ::flock(descriptor, LOCK_EX); }) == 0
        && writeAll(descriptor, QJsonDocument(entry.toJson()).toJson(QJsonDocument::Compact))
        && (!synced || retryInterrupted([&] { return ::fsync(descriptor); }) == 0);
    if (written)
        return journalFile;
    const int reason = errno;
    journalFile.remove();
    return ioFailure(ErrorCode::Failed, u"write"_s, path, reason);
}

QStringList LockJournal::entryPaths() const
{
    if (m_folder.isEmpty())
        return {};
    QStringList paths;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files | QDir::Hidden))
        paths += folder.filePath(name);
    return paths;
}

QStringList LockJournal::recover(const QString &storePath) const
{
    QStringList removed;
    FileDescriptor guarding;
    for (const QString &path : entryPaths()) {
        const FileDescriptor file = openEntry(path);
        if (!file.isOpen() || ::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
            continue; // its process lives, or another one of ours is at it
        const auto entry = readEntry(file.get());
        const bool isAsked = !entry || storePath.isEmpty()
            || entry->lockPath == absolutePath(storePath) + u".lock"_s;
        if (!isAsked || (entry ? entry->process : makerOf(path)).mayBeAlive())
            continue;
        if (!guarding.isOpen()) {
            auto guarded = guard();
            if (!guarded)
                return removed;
            guarding = std::move(*guarded);
        }
        if (settleEntry(path, file.get(), entry))
            removed += entry->lockPath;
    }
    return removed;
}

std::optional<LockEntry> LockJournal::find(const LockIdentity &identity) const
{
    for (const QString &path : entryPaths()) {
        const FileDescriptor file = openEntry(path);
        if (!file.isOpen())
            continue;
        auto entry = readEntry(file.get());
        if (entry && entry->identity == identity)
            return entry;
    }
    return std::nullopt;
}

bool LockJournal::mayBeAlive(const LockEntry &entry) const
{
    if (entry.process.mayBeAlive())
        return true;
    for (const QString &path : entryPaths()) {
        const FileDescriptor file = openEntry(path);
        const auto recorded = file.isOpen() ? readEntry(file.get()) : std::nullopt;
        if (recorded && recorded->identity == entry.identity)
            return ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
    }
    return false;
}

Result<FileDescriptor> LockJournal::guard() const
{
    if (m_folder.isEmpty())
        return FileDescriptor();
    if (const auto made = makePrivateFolder(m_folder); !made)
        return tl::make_unexpected(made.error());
    const QString path = m_folder + u"/guard"_s;
    FileDescriptor file
        = FileDescriptor::open(QFile::encodeName(path), O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (!file.isOpen())
        return ioFailure(ErrorCode::Failed, u"open"_s, path, errno);
    const AdvisoryLock taken = lockWithin(file, GuardWait);
    if (taken == AdvisoryLock::Failed)
        return ioFailure(ErrorCode::Failed, u"lock"_s, path, errno);
    if (taken == AdvisoryLock::Busy) {
        return failure(ErrorCode::LockBusy,
            u"Another Keydeck is clearing a lock at this moment, and has been for a second. "
            u"Look for a stopped one, or try again."_s);
    }
    return file;
}

} // namespace keydeck
