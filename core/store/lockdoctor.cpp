#include "core/store/lockdoctor.h"

#include "core/base/format.h"
#include "core/store/ioerror.h"
#include "core/store/locksettling.h"
#include "core/store/signalsblocked.h"
#include "core/store/storefile.h"
#include "core/store/username.h"

#include <QDir>
#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qsizetype MaximumContents = 3;
constexpr qint64 NsPerMs = 1'000'000;

QStringList firstContents(const QString &path)
{
    QStringList names;
    for (const QString &name :
        QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        names += displayText(name);
    if (names.size() > MaximumContents) {
        const qsizetype more = names.size() - MaximumContents;
        names.resize(MaximumContents);
        names += u"%1 more"_s.arg(more);
    }
    return names;
}

LockCondition conditionOf(const LockStatus &lock, qint64 heldMs)
{
    if (!lock.held)
        return LockCondition::Free;
    if (heldMs >= LockDoctor::StaleMs)
        return LockCondition::Stale;
    return heldMs >= LockDoctor::GatewayPatienceMs ? LockCondition::Held : LockCondition::Busy;
}

tl::unexpected<Error> changedHands(const QString &path)
{
    return failure(ErrorCode::LockBusy,
        u"%1 is not the lock that was looked at any more: its holder is at work and released it. "
        u"Nothing was cleared; look again."_s.arg(displayText(path)));
}

QString makerSentence(const std::optional<LockReport::Maker> &maker)
{
    if (!maker)
        return u"No Keydeck of this user made it: it is the gateway's, or another user's."_s;
    return u"Keydeck's process %1 made it, which %2."_s.arg(QString::number(maker->pid),
        maker->mayBeAlive ? u"is still there: end that first"_s : u"has ended"_s);
}

QString writtenSentence(const LockReport &report)
{
    if (report.storeWrittenMs == 0)
        return u"There is no store beside it."_s;
    const bool since = report.storeWrittenMs > report.lock.createdMs;
    return u"The store was last written at %1, %2 the lock was taken."_s.arg(
        formatExact(report.storeWrittenMs), since ? u"after"_s : u"before"_s);
}

QStringList evidenceOf(const LockReport &report)
{
    return {
        u"It has been the same since %1, for %2; the gateway holds it for 1.4 ms at most in 99 "
        u"of 100 cases."_s.arg(formatExact(report.lock.createdMs), formatDuration(report.heldMs)),
        u"It belongs to user %1."_s.arg(userText(report.lock.ownerId)), makerSentence(report.maker),
        writtenSentence(report)};
}

} // namespace

LockDoctor::LockDoctor(QString storePath, LockSafeguards safeguards, const Clock &clock)
    : m_storePath(std::move(storePath))
    , m_safeguards(std::move(safeguards))
    , m_clock(clock)
{ }

LockReport LockDoctor::look()
{
    LockReport report;
    report.path = FileLock::lockPath(m_storePath);
    report.lock = FileLock::status(m_storePath);
    const FileIdentity store = StoreFile(m_storePath).identity();
    report.storeWrittenMs = store.exists() ? store.modifiedNs / NsPerMs : 0;
    const qint64 monotonicMs = m_clock.monotonicMs();
    if (!report.lock.held || report.lock.identity != m_seen) {
        m_seen = report.lock.identity;
        m_seenSinceMs = monotonicMs;
    }
    if (!report.lock.held)
        return report;
    report.heldMs = std::max(m_clock.nowMs() - report.lock.createdMs, monotonicMs - m_seenSinceMs);
    report.heldMs = std::max<qint64>(report.heldMs, 0);
    report.condition = conditionOf(report.lock, report.heldMs);
    report.ownerName = userName(report.lock.ownerId);
    if (report.lock.isDirectory && !report.lock.isEmpty)
        report.contents = firstContents(report.path);
    report.maker = makerOf(report.lock.identity);
    report.evidence = evidenceOf(report);
    return report;
}

std::optional<LockReport::Maker> LockDoctor::makerOf(const LockIdentity &identity) const
{
    const auto entry = m_safeguards.journal.find(identity);
    if (!entry)
        return std::nullopt;
    return LockReport::Maker{entry->process.pid, m_safeguards.journal.mayBeAlive(*entry)};
}

Result<> LockDoctor::clear(const LockReport &confirmed) const
{
    if (auto clearable = confirmed.clearable(); !clearable)
        return clearable;
    const auto guarding = m_safeguards.journal.guard();
    if (!guarding)
        return tl::make_unexpected(guarding.error());
    const auto swapping = guardSwaps(confirmed.path);
    if (!swapping)
        return tl::make_unexpected(swapping.error());
    return clearGuarded(confirmed);
}

Result<> LockDoctor::clearGuarded(const LockReport &confirmed) const
{
    const LockIdentity &stale = confirmed.lock.identity;
    auto claim = LockClaim::prepare(m_storePath, m_safeguards, JournalSync::Synced, stale);
    if (!claim)
        return tl::make_unexpected(claim.error());
    if (LockIdentity::at(QFile::encodeName(confirmed.path)) != stale)
        return changedHands(confirmed.path);
    return clearByExchange(std::move(*claim), confirmed);
}

Result<> LockDoctor::clearByExchange(LockClaim claim, const LockReport &confirmed) const
{
    const QByteArray lockPath = QFile::encodeName(confirmed.path);
    const QByteArray swapped = QFile::encodeName(claim.entry().privatePath);
    const SignalsBlocked signalsBlocked;
    if (!claim.exchange()) {
        // Without such a swap the look and the removal are two steps: what is taken in the
        // microsecond between them is lost, and the person was told to stop the gateway.
        const bool cannot = errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
        if (cannot && ::rmdir(lockPath.constData()) == 0)
            return {};
        return errno == ENOENT ? changedHands(confirmed.path)
                               : ioFailure(ErrorCode::Failed, u"clear"_s, confirmed.path, errno);
    }
    const bool isStale = LockIdentity::at(swapped) == confirmed.lock.identity;
    if (!isStale || ::rmdir(swapped.constData()) != 0) {
        const int reason = errno;
        if (!claim.exchangeBack())
            return ioFailure(ErrorCode::Failed, u"put back the lock"_s, confirmed.path, errno);
        return isStale ? ioFailure(ErrorCode::Failed, u"clear"_s, confirmed.path, reason)
                       : changedHands(confirmed.path);
    }
    // It is gone where the holder was only slow, and released what it took for its own.
    if (const int reason = claim.isInPlace() ? claim.remove() : 0; reason != 0)
        return ioFailure(ErrorCode::Failed, u"release the lock"_s, confirmed.path, reason);
    claim.close();
    return {};
}

} // namespace keydeck
