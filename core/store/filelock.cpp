// Invariant: a FileLock with a Hold has the directory of the Hold's claim, unless somebody else
// took it away. Nothing but the caller's work, and the check whether it is still ours, happens
// between the rename that makes the lock and the rmdir that ends it.
#include "core/store/filelock.h"

#include "core/base/format.h"
#include "core/store/ioerror.h"
#include "core/store/signalsblocked.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

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

/// Follows who holds the lock while we wait for it.
class HolderWatch final
{
public:
    explicit HolderWatch(const QString &storePath) : m_storePath(storePath) { }

    void look()
    {
        const LockStatus now = FileLock::status(m_storePath);
        const bool isAnother = now.held && now.identity != m_holder.identity;
        m_looks = isAnother ? 1 : m_looks + 1;
        m_holders += isAnother;
        if (isAnother)
            m_holder = now;
    }

    [[nodiscard]] bool isBlockedForGood() const { return m_holder.held && !m_holder.isDirectory; }

    /// True once for every holder that is seen twice: one in a thousand of the gateway's.
    [[nodiscard]] bool isSuspicious() const { return m_looks == 2; }

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
    int m_looks = 0; ///< at the present one
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
    explicit Hold(LockClaim lockClaim) : claim(std::move(lockClaim)) { }

    /// 0, or errno's value.
    [[nodiscard]] int attempt();

    LockClaim claim;
    SteadyClock::time_point since;
    qint64 heldUs = -1; ///< -1: still held
    std::optional<SignalsBlocked> signalsBlocked;
};

int FileLock::Hold::attempt()
{
    // Before the lock is there: a signal between the two would leave it behind.
    signalsBlocked.emplace();
    since = SteadyClock::now();
    const int reason = claim.place();
    if (reason != 0)
        signalsBlocked.reset();
    return reason;
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

Result<FileLock> FileLock::acquire(LockClaim claim, LockPatience patience)
{
    const SteadyClock::time_point start = SteadyClock::now();
    const QString storePath = claim.storePath();
    HolderWatch watch(storePath);
    auto hold = std::make_unique<Hold>(std::move(claim));
    for (;;) {
        const int reason = hold->attempt();
        if (reason == 0)
            return FileLock(std::move(hold));
        if (reason != EEXIST)
            return ioFailure(ErrorCode::Failed, u"create the lock"_s, lockPath(storePath), reason);
        watch.look();
        if (watch.isBlockedForGood()) {
            return failure(ErrorCode::Failed,
                u"%1 is not a folder, so that neither the gateway nor Keydeck can take the lock of "
                u"the store. Move it away."_s.arg(displayText(lockPath(storePath))));
        }
        if (watch.isSuspicious())
            hold->claim.safeguards().journal.recover(storePath);
        const qint64 waitedUs = microsecondsSince(start);
        const qint64 remainingUs = qint64(patience.totalMs) * 1000 - waitedUs;
        if (remainingUs <= 0)
            return failure(ErrorCode::LockBusy, watch.complaint(waitedUs / 1000));
        pauseFor(patience, remainingUs);
    }
}

Result<FileLock> FileLock::acquire(const QString &storePath, LockPatience patience,
    const LockSafeguards &safeguards, JournalSync sync)
{
    return LockClaim::prepare(storePath, safeguards, sync).and_then([&](LockClaim &&claim) {
        return acquire(std::move(claim), patience);
    });
}

Result<qint64> FileLock::release()
{
    if (!m_hold || m_hold->heldUs >= 0)
        return heldUs();
    const bool ours = m_hold->claim.isInPlace();
    const int reason = ours ? m_hold->claim.remove() : 0;
    m_hold->heldUs = microsecondsSince(m_hold->since);
    m_hold->signalsBlocked.reset();
    if (ours && reason == 0) {
        m_hold->claim.close();
        return m_hold->heldUs;
    }
    if (!ours) {
        return failure(ErrorCode::Failed,
            u"Somebody removed the lock %1 while Keydeck held it. Check that the last change is as "
            u"you want it, and do not clear a lock that is in use."_s.arg(
                displayText(m_hold->claim.entry().lockPath)));
    }
    return ioFailure(
        ErrorCode::Failed, u"release the lock"_s, m_hold->claim.entry().lockPath, reason);
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
    status.identity = LockIdentity::of(found);
    status.ownerId = found.stx_uid;
    return status;
}

} // namespace keydeck
