// Invariants: a FileLock with a Hold has the directory of that Hold, unless somebody else took it
// away; the Hold's descriptor of the directory stays open until after the release, so that nobody
// else's directory can have the same inode number.
#include "core/store/filelock.h"

#include "core/base/format.h"
#include "core/store/filedescriptor.h"
#include "core/store/ioerror.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include <signal.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using SteadyClock = std::chrono::steady_clock; // CLOCK_MONOTONIC

qint64 microsecondsSince(SteadyClock::time_point start)
{
    using namespace std::chrono;
    return duration_cast<microseconds>(SteadyClock::now() - start).count();
}

/// SIGINT and its like wait for this thread as long as it lives.
class SignalsBlocked final
{
public:
    SignalsBlocked()
    {
        sigset_t ending;
        sigemptyset(&ending);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
            sigaddset(&ending, number);
        pthread_sigmask(SIG_BLOCK, &ending, &m_before);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    Q_DISABLE_COPY_MOVE(SignalsBlocked)

private:
    sigset_t m_before{};
};

/// Follows who holds the lock while we wait for it.
class HolderWatch final
{
public:
    explicit HolderWatch(const QString &storePath) : m_storePath(storePath) { }

    void look()
    {
        const LockStatus now = FileLock::status(m_storePath);
        if (now.held && (now.inode != m_holder.inode || now.createdMs != m_holder.createdMs)) {
            ++m_holders;
            m_holder = now;
        }
    }

    [[nodiscard]] bool isBlockedForGood() const { return m_holder.held && !m_holder.isDirectory; }

    /// How the waiting ended, in one sentence.
    [[nodiscard]] QString complaint(qint64 waitedMs) const
    {
        const QString store = displayText(m_storePath);
        if (m_holders != 1) {
            return u"%1 is locked: it changed hands all the time while Keydeck waited %2 for it. "
                   u"Try again when the gateway is less busy; nothing was changed."_s.arg(
                       store, formatDuration(waitedMs));
        }
        const qint64 wallMs = SystemClock::instance().nowMs() - m_holder.createdMs;
        return u"%1 is locked: the same holder has had %2 for %3. Try again, or see `keydeckctl "
               u"lock status` if it was left behind; nothing was changed."_s.arg(store,
                   displayText(FileLock::lockPath(m_storePath)),
                   formatDuration(std::max(wallMs, waitedMs)));
    }

private:
    QString m_storePath;
    LockStatus m_holder;
    int m_holders = 0;
};

bool isEmptyDirectory(const QString &path)
{
    return QDir(path).isEmpty(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

void pauseFor(const LockPatience &patience, qint64 remainingUs)
{
    const int pauseUs
        = QRandomGenerator::global()->bounded(patience.minimumRetryUs, patience.maximumRetryUs + 1);
    std::this_thread::sleep_for(std::chrono::microseconds(std::min<qint64>(pauseUs, remainingUs)));
}

} // namespace

LockPatience LockPatience::gateway()
{
    constexpr int retryUs = GatewayRetryMs * 1000;
    return {(GatewayTries - 1) * GatewayRetryMs, retryUs, retryUs};
}

struct FileLock::Hold
{
    explicit Hold(const QString &storePath)
        : path(lockPath(storePath))
        , encodedPath(QFile::encodeName(path))
    { }

    /// One mkdir; errno's value when it fails.
    [[nodiscard]] static tl::expected<std::unique_ptr<Hold>, int> attempt(const QString &storePath);

    [[nodiscard]] bool isStillOurs() const
    {
        struct stat now
        { };
        struct stat ours
        { };
        return ::lstat(encodedPath.constData(), &now) == 0 && ::fstat(directory.get(), &ours) == 0
            && now.st_dev == ours.st_dev && now.st_ino == ours.st_ino;
    }

    QString path;
    QByteArray encodedPath;
    SteadyClock::time_point since;
    qint64 heldUs = -1; ///< -1: still held
    FileDescriptor directory;
    std::optional<SignalsBlocked> signalsBlocked;
};

tl::expected<std::unique_ptr<FileLock::Hold>, int> FileLock::Hold::attempt(const QString &storePath)
{
    auto hold = std::make_unique<Hold>(storePath);
    // Before the mkdir: a signal between the two would leave the lock behind.
    hold->signalsBlocked.emplace();
    const char *path = hold->encodedPath.constData();
    if (retryInterrupted([&] { return ::mkdir(path, 0755); }) != 0)
        return tl::make_unexpected(errno);
    hold->since = SteadyClock::now();
    hold->directory = FileDescriptor::open(hold->encodedPath, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    if (!hold->directory.isOpen()) {
        const int reason = errno;
        ::rmdir(path);
        return tl::make_unexpected(reason);
    }
    return hold;
}

FileLock::FileLock(std::unique_ptr<Hold> hold) : m_hold(std::move(hold)) { }
FileLock::FileLock(FileLock &&other) noexcept = default;

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_hold, other.m_hold);
    return *this;
}

FileLock::~FileLock()
{
    if (const Result<qint64> released = release(); !released)
        qWarning("%s", qUtf8Printable(released.error().message));
}

Result<FileLock> FileLock::acquire(const QString &storePath, LockPatience patience)
{
    const SteadyClock::time_point start = SteadyClock::now();
    HolderWatch watch(storePath);
    for (;;) {
        auto hold = Hold::attempt(storePath);
        if (hold)
            return FileLock(std::move(*hold));
        if (hold.error() != EEXIST) {
            return ioFailure(
                ErrorCode::Failed, u"create the lock"_s, lockPath(storePath), hold.error());
        }
        watch.look();
        if (watch.isBlockedForGood()) {
            return failure(ErrorCode::Failed,
                u"%1 is not a folder, so that neither the gateway nor Keydeck can take the lock of "
                u"the store. Move it away."_s.arg(displayText(lockPath(storePath))));
        }
        const qint64 waitedUs = microsecondsSince(start);
        const qint64 remainingUs = qint64(patience.totalMs) * 1000 - waitedUs;
        if (remainingUs <= 0)
            return failure(ErrorCode::LockBusy, watch.complaint(waitedUs / 1000));
        pauseFor(patience, remainingUs);
    }
}

Result<qint64> FileLock::release()
{
    if (!m_hold || m_hold->heldUs >= 0)
        return heldUs();
    const bool ours = m_hold->isStillOurs();
    const char *path = m_hold->encodedPath.constData();
    const bool removed = ours && retryInterrupted([&] { return ::rmdir(path); }) == 0;
    const int reason = errno;
    m_hold->heldUs = microsecondsSince(m_hold->since);
    m_hold->directory = {};
    m_hold->signalsBlocked.reset();
    if (removed)
        return m_hold->heldUs;
    if (!ours) {
        return failure(ErrorCode::Failed,
            u"Somebody removed the lock %1 while Keydeck held it. Check that the last change is as "
            u"you want it, and do not clear a lock that is in use."_s.arg(
                displayText(m_hold->path)));
    }
    return ioFailure(ErrorCode::Failed, u"release the lock"_s, m_hold->path, reason);
}

qint64 FileLock::heldUs() const
{
    if (!m_hold)
        return 0;
    return m_hold->heldUs >= 0 ? m_hold->heldUs : microsecondsSince(m_hold->since);
}

QString FileLock::lockPath(const QString &storePath)
{
    return storePath + u".lock"_s;
}

LockStatus FileLock::status(const QString &storePath)
{
    LockStatus status;
    const QString path = lockPath(storePath);
    struct statx found
    { };
    if (::statx(AT_FDCWD, QFile::encodeName(path).constData(), AT_SYMLINK_NOFOLLOW,
            STATX_BASIC_STATS | STATX_BTIME, &found)
        != 0)
        return status;
    const statx_timestamp &created
        = found.stx_mask & STATX_BTIME ? found.stx_btime : found.stx_ctime;
    status.held = true;
    status.isDirectory = S_ISDIR(found.stx_mode);
    status.isEmpty = !status.isDirectory || isEmptyDirectory(path);
    status.createdMs = created.tv_sec * 1000 + created.tv_nsec / 1'000'000;
    status.inode = found.stx_ino;
    status.ownerId = found.stx_uid;
    return status;
}

} // namespace keydeck
