// A directory that becomes a lock, prepared before it is needed.
#pragma once

#include "core/base/result.h"
#include "core/store/lockguardian.h"
#include "core/store/lockjournal.h"

#include <memory>

namespace keydeck {

/// What takes our locks away when we die. Without either, a lock that we die with stays.
struct LockSafeguards
{
    LockJournal journal; ///< for our next start
    std::shared_ptr<const LockGuardian> guardian; ///< at once
};

/// An entry that is synced costs a disk's sync before each lock, and survives a power cut within
/// the microseconds of the lock. Looking into the store is not worth that; changing it is.
enum class JournalSync
{
    Synced,
    Unsynced,
};

/// An empty directory of ours beside the store, recorded in the journal and known to the guardian,
/// so that it can be renamed to be the lock and nothing else need be done while it is. Removed by
/// the destructor as long as it is not the lock.
///
/// Where the file system has no rename that refuses to replace (NFS), the lock is made by mkdir and
/// recorded right after, unsynced: who is killed between the two leaves it behind.
class LockClaim final
{
public:
    /// Goes on without a journal that cannot be written. displaced: see LockEntry. store: where it
    /// is, by a caller that holds its folder; this holds it anyway.
    [[nodiscard]] static Result<LockClaim> prepare(const QString &storePath,
        const LockSafeguards &safeguards, JournalSync sync,
        std::optional<LockIdentity> displaced = {}, std::optional<Place> store = {});

    LockClaim(LockClaim &&other) noexcept;
    LockClaim &operator=(LockClaim &&other) noexcept;
    ~LockClaim();

    [[nodiscard]] QString storePath() const;
    [[nodiscard]] const LockSafeguards &safeguards() const;
    [[nodiscard]] const LockEntry &entry() const;

    /// One attempt to become the lock: 0, or errno's value; EEXIST while somebody holds it.
    [[nodiscard]] int place();
    /// Whether the directory at the lock's path is this one. Where it is another, waits up to five
    /// seconds: a Keydeck of another user that is about to clear a lock, and finds that it is not
    /// the one that it was asked to clear, has swapped it with its own for a moment (exchange()),
    /// or for longer on a disk that stalls.
    [[nodiscard]] bool isInPlace() const;
    /// Removes the lock, which requires isInPlace(): 0, or errno's value. Tries for some
    /// milliseconds: a lock that stays fails the gateway for good. If it does stay, the guardian
    /// tries again when this process ends.
    [[nodiscard]] int remove();
    /// After the lock was removed: its record goes.
    void close();

    /// Swaps it with what is at the lock's path, which then is at entry().privatePath. False with
    /// errno.
    [[nodiscard]] bool exchange();
    /// After an exchange: puts what came out back in its place (see giveBack()).
    [[nodiscard]] bool exchangeBack();

private:
    struct State;
    explicit LockClaim(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace keydeck
