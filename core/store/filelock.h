// The gateway's file lock: a directory beside the store.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/lockclaim.h"

#include <QString>

#include <memory>

namespace keydeck {

/// How long to wait for a lock that somebody holds.
struct LockPatience
{
    /// The gateway's: 10 tries, 50 ms apart, so about 450 ms.
    static constexpr int GatewayTries = 10;
    static constexpr int GatewayRetryMs = 50;
    /// Ours: a failed mkdir costs 0.3 us, so a short pause finds the gap between two requests.
    static constexpr int OurWaitMs = 3000;
    static constexpr int OurMinimumRetryUs = 1000;
    static constexpr int OurMaximumRetryUs = 2000;
    /// Never hold it longer than this. At 430 ms the gateway begins to fail requests.
    static constexpr int MaximumHoldMs = 150;

    int totalMs = OurWaitMs;
    int minimumRetryUs = OurMinimumRetryUs;
    int maximumRetryUs = OurMaximumRetryUs;

    [[nodiscard]] static LockPatience gateway();
};

/// What stands at the lock's path.
struct LockStatus
{
    bool held = false;
    bool isDirectory = true; ///< a file there makes every request of the gateway fail for good
    bool isEmpty = true; ///< a directory with something in it cannot be released by the gateway
    qint64 createdMs = 0; ///< birth time where the file system keeps one, else last change
    LockIdentity identity;
    uint ownerId = 0;
};

/// A held lock; its destructor releases it. The directory stays empty. While it is held, SIGINT,
/// SIGTERM, SIGHUP, SIGQUIT and SIGTSTP wait for this thread, so that a single-threaded program
/// that is asked to end or to stop does so after the release; against every other death there are
/// the safeguards. Must be released by the thread that acquired it.
class FileLock final
{
public:
    /// Waits with random pauses until the lock is had. LockBusy when the patience ends, with how
    /// long the present holder has had it; Failed at once for any other reason. A holder that stays
    /// and is a dead process of ours is taken away on the way.
    [[nodiscard]] static Result<FileLock> acquire(LockClaim claim, LockPatience patience = {});

    /// The same, with a claim that is prepared on the spot.
    [[nodiscard]] static Result<FileLock> acquire(const QString &storePath,
        LockPatience patience = {}, const LockSafeguards &safeguards = {},
        JournalSync sync = JournalSync::Synced);

    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();

    /// Removes the directory if it is still the one that we made; fails, and touches nothing, when
    /// somebody replaced it. Idempotent. Returns how long the lock was held, in microseconds.
    Result<qint64> release();

    /// So far, in microseconds.
    [[nodiscard]] qint64 heldUs() const;

    [[nodiscard]] static QString lockPath(const QString &storePath);
    [[nodiscard]] static LockStatus status(const QString &storePath);

private:
    struct Hold;
    explicit FileLock(std::unique_ptr<Hold> hold);
    std::unique_ptr<Hold> m_hold;
};

} // namespace keydeck
