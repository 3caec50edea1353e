// Tells whether a lock is in use or was left behind, and clears it when the person says so.
#pragma once

#include "core/base/clock.h"
#include "core/store/filelock.h"

#include <QStringList>

#include <optional>

namespace keydeck {

enum class LockCondition
{
    Free,
    Busy, ///< taken less than the gateway's patience ago: what every request does
    Held, ///< longer than that: requests fail, but the holder may still be at work
    Stale, ///< the same directory for StaleMs
};

/// "free", "busy", "held" or "stale": for programs.
[[nodiscard]] QString lockConditionId(LockCondition condition);

/// One look at the lock, with what speaks for and against clearing it.
struct LockReport
{
    /// A Keydeck of this user, by the journal.
    struct Maker
    {
        qint64 pid = 0;
        bool mayBeAlive = false;
    };

    LockCondition condition = LockCondition::Free;
    LockStatus lock;
    QString path; ///< of the lock
    qint64 heldMs = 0; ///< by its birth time and by what was observed, whichever is longer
    QString ownerName; ///< empty: the system knows no name for lock.ownerId
    QStringList contents; ///< what a lock that must be empty holds, the first few
    std::optional<Maker> maker;
    qint64 storeWrittenMs = 0; ///< since 1970; 0: there is no store
    QStringList evidence; ///< a sentence each; none while it is free

    /// Whether it was left behind and can be cleared: LockBusy while it may be in use, or provably
    /// is by a Keydeck, Failed where it is no empty folder, InvalidInput where there is none.
    [[nodiscard]] Result<> clearable() const;
    /// Why it cannot be cleared, as a sentence that says what to do; empty when it can.
    [[nodiscard]] QString obstacle() const;
    /// "free", "busy", "held for 12 s", "stale: held for 2 min 5 s".
    [[nodiscard]] QString summary() const;
    /// What the gateway does as long as it stays so: one sentence.
    [[nodiscard]] QString gatewayEffect() const;
    /// What the person can do about it: one sentence.
    [[nodiscard]] QString nextStep() const;

    /// Requests fail, or soon will.
    [[nodiscard]] bool isAlarming() const { return condition >= LockCondition::Held; }
};

/// Looks at one store's lock again and again. Thread: look() from one at a time; clear() from any,
/// beside a look as well. look() takes microseconds, clear() up to a second while another Keydeck
/// clears.
class LockDoctor final
{
public:
    /// 20,000 times what the gateway needs in 99 of 100 cases (1.4 ms).
    static constexpr qint64 StaleMs = 30'000;
    static constexpr qint64 GatewayPatienceMs
        = qint64(LockPatience::GatewayTries - 1) * LockPatience::GatewayRetryMs;

    LockDoctor(QString storePath, LockSafeguards safeguards, const Clock &clock);

    [[nodiscard]] LockReport look();

    /// Removes the lock of that report, after the person has made sure that the gateway is stopped
    /// or does not hold it. Refuses unless the report is clearable(), and when the lock is another
    /// one by now (LockBusy), however short ago it changed: the swap by which it is taken away
    /// shows what was there, and somebody else's goes back without having been free for a moment.
    [[nodiscard]] Result<> clear(const LockReport &confirmed) const;

private:
    [[nodiscard]] Result<> clearGuarded(const LockReport &confirmed) const;
    [[nodiscard]] Result<> clearByExchange(LockClaim claim, const LockReport &confirmed) const;
    [[nodiscard]] std::optional<LockReport::Maker> makerOf(const LockIdentity &identity) const;

    QString m_storePath;
    LockSafeguards m_safeguards;
    const Clock &m_clock;
    LockIdentity m_seen;
    qint64 m_seenSinceMs = 0; ///< monotonic
};

} // namespace keydeck
