#include "core/history/usagehistory.h"

#include "core/history/historytimes.h"
#include "core/history/installationsecret.h"
#include "core/history/keyreader.h"
#include "core/history/pastgrowth.h"
#include "core/history/retention.h"
#include "core/history/storereader.h"
#include "core/history/usagelook.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// A store that stays as it was is noted no more often.
constexpr qint64 UnchangedMs = 30'000;

Result<> keepUp(const HistoryDatabase &database, HistoryState &state, qint64 nowMs)
{
    const Result<> packed = LifetimeSamples::isPacked(state, nowMs)
        ? Result<>()
        : LifetimeSamples(database).packSome(state, nowMs);
    return packed.and_then([&] { return forgetSome(database, state, nowMs); });
}

} // namespace

UsageHistory::UsageHistory(Location location, const Clock &clock)
    : m_location(std::move(location))
    , m_clock(clock)
{ }

Result<std::unique_ptr<UsageHistory>> UsageHistory::open(
    const Location &location, const Clock &clock)
{
    const Result<QString> path = historyPath(location);
    if (!path)
        return tl::make_unexpected(path.error());
    const Result<QByteArray> secret = installationSecret(location.directory);
    if (!secret)
        return tl::make_unexpected(secret.error());
    auto database = HistoryDatabase::open(*path);
    if (!database)
        return tl::make_unexpected(database.error());
    std::unique_ptr<UsageHistory> history(new UsageHistory(location, clock));
    history->m_path = *path;
    history->m_secret = *secret;
    history->use(std::move(*database));
    return history;
}

UsageHistory::~UsageHistory() = default;

void UsageHistory::use(std::unique_ptr<HistoryDatabase> database)
{
    // What the other database had of it, this one does not.
    if (!m_unrecorded && m_seen.keys.isEditable())
        m_unrecorded = m_seen.keys;
    m_seen = {};
    m_database = std::move(database);
    m_subjects = std::make_unique<SubjectIndex>(*m_database, m_secret);
}

QString UsageHistory::notice() const
{
    return m_database ? m_database->notice() : QString();
}

Result<> UsageHistory::record(const KeySet &keys, qint64 nowMs)
{
    if (!keys.isEditable())
        return {};
    const bool isNoted = !m_unrecorded && keys.sameContent(m_seen.keys) && nowMs >= m_seen.atMs
        && nowMs - m_seen.atMs < UnchangedMs;
    if (isNoted)
        return {};
    m_unrecorded = keys;
    return write([&](HistoryState &state) -> Result<> {
        const LatestLook look = latestLook(m_location.storePath, keys, nowMs, m_clock);
        return admit(state, look).and_then([&](bool admitted) -> Result<> {
            return admitted ? noteSnapshot(look.keys, state, std::max(look.atMs, state.lookedMs))
                            : Result<>();
        });
    });
}

/// False for a look to be passed over: another recorder has looked since, or the clock is in doubt.
Result<bool> UsageHistory::admit(HistoryState &state, const LatestLook &look) const
{
    const bool ours = m_seen.atMs > 0 && m_seen.atMs == state.lookedMs;
    switch (state.judge(look.atMs, ours || look.isCertain)) {
    case HistoryState::Look::Newest:
        state.behindMs = 0;
        return true;
    case HistoryState::Look::Older:
        return false;
    case HistoryState::Look::Behind:
        state.behindMs = look.atMs;
        return false;
    case HistoryState::Look::ClockWasAhead:
        return correctClock(*m_database, look.atMs)
            .and_then([&] { return HistoryState::load(*m_database); })
            .map([&](const HistoryState &corrected) {
                state = corrected;
                return true;
            });
    }
    Q_UNREACHABLE();
}

Result<> UsageHistory::noteSnapshot(const KeySet &keys, HistoryState &state, qint64 nowMs)
{
    return SnapshotWriter(*m_database, *m_subjects, state)
        .write(keys, nowMs, m_seen)
        .and_then([&](const RecordedSnapshot &snapshot) {
            state.lookedMs = nowMs;
            m_written = snapshot;
            return state.watch(*m_database, nowMs);
        })
        .and_then([&] { return keepUp(*m_database, state, nowMs); });
}

Result<> UsageHistory::stillWatching(qint64 nowMs)
{
    if (const Result<> is = ready(); !is)
        return is;
    if (m_unrecorded)
        return record(KeySet(*m_unrecorded), nowMs);
    return write([&](HistoryState &state) -> Result<> {
        if (state.watchedUntilMs == 0)
            return {};
        const bool pausedLong = nowMs - state.watchedUntilMs > ContinuousGapMs;
        if (pausedLong && (m_resumedMs == 0 || nowMs <= m_resumedMs)) {
            m_resumedMs = nowMs;
            return {};
        }
        m_resumedMs = 0;
        return state.watch(*m_database, nowMs).and_then([&] {
            return keepUp(*m_database, state, nowMs);
        });
    });
}

Result<> UsageHistory::recordStats(const QString &key, const StatsSample &sample, qint64 nowMs)
{
    const UsageLook look = usageLook(sample, nowMs);
    if (!look.total || look.windows.isEmpty())
        return {};
    return write([&](const HistoryState &state) { return noteStats(key, look, state); });
}

/// Only growth that somebody is watching and that the open window explains is taken: for all else
/// the file is asked.
Result<> UsageHistory::noteStats(
    const QString &key, const UsageLook &look, const HistoryState &state)
{
    const Result<std::optional<qint64>> subject = m_subjects->find(key);
    const Result<LooksBySubject> ahead = loadAhead(*m_database);
    if (!subject || !ahead)
        return tl::make_unexpected(subject ? ahead.error() : subject.error());
    if (!*subject)
        return {};
    const QList<UsageLook> looks = ahead->value(**subject);
    Result<KnownUsage> known = UsageLedger(*m_database, state.revision)
                                   .known(**subject, look.windows.keys() + startsOf(looks));
    if (!known || !known->last)
        return known ? Result<>() : tl::make_unexpected(known.error());
    known->heldUntilMs = state.watchedUntilMs;
    for (const UsageGrowth &growth : growthsAhead(*known, looks))
        known = afterGrowth(*known, growth);
    const UsageGrowth growth = growthOf(*known, look);
    if (growth.observed.isEmpty() || !growth.unobserved.isEmpty() || !growth.falls.isEmpty())
        return {};
    UsageLook dated = look;
    dated.seenMs = growth.samples.last().atMs;
    return addAhead(*m_database, **subject, dated);
}

Result<> UsageHistory::add(const QString &key, const KeyHistory &past)
{
    return write([&](HistoryState &state) { return notePast(key, past, state); });
}

Result<> UsageHistory::notePast(const QString &key, const KeyHistory &past, HistoryState &state)
{
    UsageLedger ledger(*m_database, state.revision + 1);
    return m_subjects->findOrAdd(key)
        .and_then([&](qint64 subject) { return ledger.notePast(subject, past); })
        .and_then([&] { return ledger.finish(); })
        .and_then([&]() -> Result<> {
            state.revision += ledger.hasChanged() ? 1 : 0;
            Result<> done;
            for (auto span = past.watched.begin(); done && span != past.watched.end(); ++span)
                done = addWatched(*m_database, span->fromMs, span->toMs);
            return done;
        });
}

/// Opens what is at the path, where that is not what is open.
Result<> UsageHistory::ready()
{
    if (m_database && m_database->isInPlace())
        return {};
    m_subjects.reset();
    auto opened = m_database ? HistoryDatabase::reopen(std::move(m_database))
                             : HistoryDatabase::open(m_path);
    if (!opened)
        return tl::make_unexpected(opened.error());
    use(std::move(*opened));
    return {};
}

/// What went into a database that somebody moved meanwhile is written again where it belongs.
template <typename Writes>
Result<> UsageHistory::write(Writes writes)
{
    const Result<> done = writeOnce(writes);
    return done && !m_database->isInPlace() ? writeOnce(writes) : done;
}

template <typename Writes>
Result<> UsageHistory::writeOnce(Writes writes)
{
    if (const Result<> is = ready(); !is)
        return is;
    m_written.reset();
    const Result<> done = m_database->inTransaction(u"BEGIN IMMEDIATE"_s, [&] {
        return HistoryState::load(*m_database).and_then([&](HistoryState state) {
            return writes(state).and_then([&] { return state.save(*m_database); });
        });
    });
    if (done && m_written) {
        m_seen = std::move(*m_written);
        m_unrecorded.reset();
    }
    if (done)
        return done;
    m_subjects->forget();
    return m_database->isDamaged() ? replaceDamaged(done.error()) : done;
}

Result<> UsageHistory::replaceDamaged(const Error &error)
{
    m_subjects.reset();
    auto fresh = HistoryDatabase::replaceDamaged(std::move(m_database));
    if (!fresh)
        return tl::make_unexpected(fresh.error());
    use(std::move(*fresh));
    const QString notice = m_database->notice();
    return failure(ErrorCode::Failed, notice.isEmpty() ? error.message : notice);
}

template <typename Value, typename Reads>
Result<Value> UsageHistory::read(Reads reads) const
{
    Value value;
    if (!m_database)
        return value;
    return m_database
        ->inTransaction(u"BEGIN"_s,
            [&]() -> Result<> {
                const Result<HistoryState> state = HistoryState::load(*m_database);
                const Result<LooksBySubject> ahead = loadAhead(*m_database);
                if (!state || !ahead)
                    return tl::make_unexpected(state ? ahead.error() : state.error());
                return reads(*state, *ahead).map([&](const Value &found) { value = found; });
            })
        .map([&] { return value; });
}

Result<QHash<qint64, QString>> UsageHistory::subjectsOf(const QStringList &keys) const
{
    QHash<qint64, QString> subjects;
    subjects.reserve(keys.size());
    for (const QString &key : keys) {
        const Result<std::optional<qint64>> subject = m_subjects->find(key);
        if (!subject)
            return tl::make_unexpected(subject.error());
        if (*subject)
            subjects.insert(**subject, key);
    }
    return subjects;
}

Result<KeyHistory> UsageHistory::history(const QString &key, qint64 sinceMs) const
{
    return read<KeyHistory>([&](const HistoryState &state, const LooksBySubject &ahead) {
        return m_subjects->find(key).and_then(
            [&](std::optional<qint64> subject) -> Result<KeyHistory> {
                return subject ? KeyReader(*m_database, state, ahead).read(*subject, sinceMs)
                               : KeyHistory();
            });
    });
}

Result<QHash<QString, KeyHistory>> UsageHistory::histories(
    const QStringList &keys, qint64 sinceMs) const
{
    using Histories = QHash<QString, KeyHistory>;
    return read<Histories>(
        [&](const HistoryState &state, const LooksBySubject &ahead) -> Result<Histories> {
            KeyReader reader(*m_database, state, ahead);
            Histories found;
            for (const QString &key : keys) {
                const Result<KeyHistory> history = m_subjects->find(key).and_then(
                    [&](std::optional<qint64> subject) -> Result<KeyHistory> {
                        return subject ? reader.readOutline(*subject, sinceMs) : KeyHistory();
                    });
                if (!history)
                    return tl::make_unexpected(history.error());
                found.insert(key, *history);
            }
            return found;
        });
}

Result<StoreUsage> UsageHistory::usage(const QStringList &keys, const TimeSpan &span, int top) const
{
    return read<StoreUsage>([&](const HistoryState &state, const LooksBySubject &ahead) {
        return subjectsOf(keys).and_then([&](const QHash<qint64, QString> &subjects) {
            return StoreReader(*m_database, state, ahead, subjects).usage(span, top);
        });
    });
}

Result<StoreUsage> UsageHistory::usageOf(
    const QStringList &keys, const TimeSpan &span, int top) const
{
    return read<StoreUsage>([&](const HistoryState &state, const LooksBySubject &ahead) {
        return subjectsOf(keys).and_then([&](const QHash<qint64, QString> &subjects) {
            return StoreReader(*m_database, state, ahead, subjects).usageOf(span, top);
        });
    });
}

Result<UsageByKey> UsageHistory::hours(const QStringList &keys, const TimeSpan &span) const
{
    return read<UsageByKey>([&](const HistoryState &state, const LooksBySubject &ahead) {
        return subjectsOf(keys).and_then([&](const QHash<qint64, QString> &subjects) {
            return StoreReader(*m_database, state, ahead, subjects).hours(span);
        });
    });
}

} // namespace keydeck
