#include "core/store/storewrite.h"

#include "core/base/format.h"
#include "core/command/command.h"
#include "core/store/keycodec.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LossesBeforeHolding = 3;
constexpr qint64 MaximumHoldUs = qint64(LockPatience::MaximumHoldMs) * 1000;

} // namespace

/// An edit that waits for its commit. The members die in reverse order: the descriptors of the
/// replaced file, whose last close frees its pages, go when the lock is long released.
struct StoreWrite::Prepared
{
    StoreSnapshot before;
    KeySet fresh; ///< the same, decoded
    KeySet after;
    std::optional<LockClaim> claim; ///< nothing: the lock is held already, or is not needed
    std::optional<StagedStore> staged; ///< nothing: the command had nothing to change
    qint64 tookUs = 0;

    [[nodiscard]] AppliedEdit unwritten(qint64 heldUs) const
    {
        return {after, false, heldUs, fresh};
    }
};

StoreWrite::StoreWrite(const StoreFile &file, const Command &command,
    const LockSafeguards &safeguards, LockPatience patience)
    : m_file(file)
    , m_command(command)
    , m_safeguards(safeguards)
    , m_patience(patience)
{ }

Result<AppliedEdit> StoreWrite::run()
{
    for (int loss = 0; loss < LossesBeforeHolding; ++loss) {
        Result<std::optional<AppliedEdit>> edit = attempt();
        if (!edit)
            return tl::make_unexpected(edit.error());
        if (*edit)
            return std::move(**edit);
    }
    // A hold that would break the budget is not even begun.
    return *m_quickestUs < MaximumHoldUs ? runHolding() : tooSlow();
}

Result<LockClaim> StoreWrite::claim() const
{
    return LockClaim::prepare(
        m_file.path(), m_safeguards, JournalSync::Synced, std::nullopt, m_file.place());
}

Result<StoreWrite::Prepared> StoreWrite::prepare(Lock lock) const
{
    using namespace std::chrono;
    const auto start = steady_clock::now();
    Result<StoreSnapshot> before = m_file.read();
    if (!before)
        return tl::make_unexpected(before.error());
    const KeySet fresh = decodeStore(before->bytes, before->identity);
    if (!fresh.isEditable() && !m_command.worksOnUnusableStores())
        return failure(ErrorCode::StoreUnusable, fresh.problem());
    Result<KeySet> after = m_command.apply(fresh);
    if (!after)
        return tl::make_unexpected(after.error());
    if (!after->isEditable())
        return failure(ErrorCode::StoreUnusable, after->problem());
    Prepared prepared{std::move(*before), fresh, std::move(*after), std::nullopt, std::nullopt, 0};
    if (prepared.after.sameContent(fresh))
        return prepared;
    if (lock == Lock::Needed) {
        // Before the staging: what comes between that and the lock makes us lose to the gateway.
        Result<LockClaim> claimed = m_file.checkReplaceable().and_then([this] { return claim(); });
        if (!claimed)
            return tl::make_unexpected(claimed.error());
        prepared.claim = std::move(*claimed);
    }
    Result<StagedStore> staged = m_file.stage(prepared.after.bytes());
    if (!staged)
        return tl::make_unexpected(staged.error());
    prepared.staged = std::move(*staged);
    prepared.tookUs = duration_cast<microseconds>(steady_clock::now() - start).count();
    return prepared;
}

Result<std::optional<AppliedEdit>> StoreWrite::attempt()
{
    Result<Prepared> prepared = prepare(Lock::Needed);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    if (!prepared->staged)
        return prepared->unwritten(0);
    m_quickestUs = std::min(m_quickestUs.value_or(prepared->tookUs), prepared->tookUs);
    Result<FileLock> lock = FileLock::acquire(std::move(*prepared->claim), m_patience);
    if (!lock)
        return tl::make_unexpected(lock.error());
    const Result<bool> committed = m_file.commit(*prepared->staged, prepared->before.identity);
    const Result<qint64> held = lock->release();
    if (!committed)
        return tl::make_unexpected(committed.error());
    if (*committed)
        return finish(*prepared, held);
    m_longestHoldUs = std::max(m_longestHoldUs, held.value_or(0));
    return std::nullopt;
}

Result<AppliedEdit> StoreWrite::runHolding()
{
    Result<FileLock> lock = claim().and_then(
        [this](LockClaim &&claimed) { return FileLock::acquire(std::move(claimed), m_patience); });
    if (!lock)
        return tl::make_unexpected(lock.error());
    Result<Prepared> prepared = prepare(Lock::Held);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    if (!prepared->staged)
        return prepared->unwritten(lock->heldUs());
    if (lock->heldUs() >= MaximumHoldUs)
        return tooSlow();
    const Result<bool> committed = m_file.commit(*prepared->staged, prepared->before.identity);
    const Result<qint64> held = lock->release();
    if (!committed)
        return tl::make_unexpected(committed.error());
    if (!*committed) {
        return failure(ErrorCode::Failed,
            u"%1 was replaced while Keydeck held its lock: some program writes it without taking "
            u"the lock. Nothing was changed; stop that program and try again."_s.arg(
                displayText(m_file.path())));
    }
    return finish(*prepared, held);
}

Result<AppliedEdit> StoreWrite::finish(const Prepared &prepared, const Result<qint64> &held)
{
    const Result<> durable = m_file.syncDirectory();
    for (const Error *trouble :
        {held ? nullptr : &held.error(), durable ? nullptr : &durable.error()}) {
        if (trouble) {
            return failure(trouble->code,
                u"The change of %1 is in place, but: %2"_s.arg(
                    displayText(m_file.path()), trouble->message));
        }
    }
    return AppliedEdit{prepared.after.withIdentity(prepared.staged->identity()), true,
        std::max(*held, m_longestHoldUs), prepared.fresh};
}

tl::unexpected<Error> StoreWrite::tooSlow() const
{
    return failure(ErrorCode::LockBusy,
        u"%1 changes faster than this disk takes a copy of it, and holding its lock for more than "
        u"%2 ms would fail the gateway's requests. Nothing was changed; try again when the gateway "
        u"is less busy."_s.arg(
            displayText(m_file.path()), QString::number(LockPatience::MaximumHoldMs)));
}

} // namespace keydeck
