#include "core/store/keystore.h"

#include "core/base/format.h"
#include "core/command/bookusage.h"
#include "core/store/gatewaytemp.h"
#include "core/store/keycodec.h"
#include "core/store/leftovers.h"

#include <QMutexLocker>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LossesBeforeHolding = 3;
constexpr qint64 MaximumHoldUs = qint64(LockPatience::MaximumHoldMs) * 1000;

/// The same content under the identity of the file that it was written to.
KeySet withIdentity(const KeySet &keys, const FileIdentity &identity)
{
    return KeySet(KeySet::Data{keys.bytes(), keys.keysArray(), keys.records(),
        keys.gatewayReading(), keys.problem(), identity});
}

/// What a look-up finds, by key; nothing where the gateway would not look into the store.
QHash<QString, ApiKey> firstRecords(const KeySet &keys)
{
    QHash<QString, ApiKey> records;
    if (!keys.isEditable())
        return records;
    records.reserve(keys.size());
    for (qsizetype i = keys.size() - 1; i >= 0; --i) {
        const ApiKey record = keys.at(i);
        if (record.value(KeyField::Key).isString())
            records.insert(record.key(), record);
    }
    return records;
}

bool saysStoreUnusable(const Error &error)
{
    return error.code == ErrorCode::StoreUnusable;
}

} // namespace

/// An edit that waits for its commit. The members die in reverse order: the descriptors of the
/// replaced file, whose last close frees its pages, go when the lock is long released.
struct KeyStore::Prepared
{
    StoreSnapshot before;
    KeySet fresh; ///< the same, decoded
    KeySet after;
    std::optional<LockClaim> claim; ///< nothing: the lock is held already, or is not needed
    std::optional<StagedStore> staged; ///< nothing: the command had nothing to change
    qint64 tookUs = 0;
};

KeyStore::KeyStore(QString path, const CacheSettings &cache, const Clock &clock,
    LockPatience patience, LockSafeguards safeguards)
    : m_file(std::move(path))
    , m_clock(clock)
    , m_patience(patience)
    , m_safeguards(std::move(safeguards))
    , m_cache(cache, clock)
{ }

Result<KeySet> KeyStore::load() const
{
    const Result<StoreSnapshot> snapshot = m_file.read();
    if (!snapshot)
        return tl::make_unexpected(snapshot.error());
    return decodeStore(snapshot->bytes, snapshot->identity);
}

Result<std::optional<ApiKey>> KeyStore::findApiKey(const QString &key)
{
    if (key.isEmpty())
        return std::nullopt; // the gateway never asks for it
    quint64 generation = 0;
    {
        const QMutexLocker locker(&m_cacheMutex);
        if (const auto cached = m_cache.find(key))
            return *cached;
        generation = m_cacheGeneration;
    }
    Result<StoreSnapshot> snapshot = readLocked();
    if (!snapshot) {
        if (saysStoreUnusable(snapshot.error()) && gatewaySeesNoKeys())
            return std::nullopt;
        return tl::make_unexpected(snapshot.error());
    }
    const KeySet keys = decodeStore(snapshot->bytes, snapshot->identity);
    if (keys.gatewayReading() == GatewayReading::SeesNoKeys)
        return std::nullopt;
    if (keys.gatewayReading() == GatewayReading::Fails)
        return failure(ErrorCode::StoreUnusable, keys.problem());
    const qsizetype index = keys.indexOf({key, 0});
    std::optional<ApiKey> found;
    if (index >= 0)
        found = keys.at(index).detached();
    const QMutexLocker locker(&m_cacheMutex);
    // What was read before somebody's write must not outlive the write's invalidation.
    if (generation == m_cacheGeneration)
        m_cache.insert(key, found);
    return found;
}

Result<bool> KeyStore::updateApiKeyUsage(const QString &key, qint64 tokens)
{
    const QMutexLocker editing(&m_editing);
    const Result<AppliedEdit> edit = write(BookUsage(key, tokens, m_clock.nowMs()));
    {
        const QMutexLocker locker(&m_cacheMutex);
        ++m_cacheGeneration;
        m_cache.remove(key);
        if (edit && edit->written)
            m_cache.insert(key, edit->keys.at(edit->keys.indexOf({key, 0})).detached());
    }
    if (edit)
        return edit->written;
    // Where the gateway takes the store for an empty one, every key is unknown to it.
    if (saysStoreUnusable(edit.error()) && gatewaySeesNoKeys())
        return false;
    return tl::make_unexpected(edit.error());
}

Result<AppliedEdit> KeyStore::apply(const Command &command)
{
    const QMutexLocker editing(&m_editing);
    Result<AppliedEdit> edit = write(command);
    // Even after a failure: it may have come after the rename.
    invalidateCache();
    return edit;
}

Result<QString> KeyStore::setTempAside(const QString &folder)
{
    const QMutexLocker editing(&m_editing);
    tidy();
    return keydeck::setTempAside(path(), folder, m_clock.nowMs(), m_patience, m_safeguards);
}

void KeyStore::observe(const KeySet &current)
{
    const QMutexLocker locker(&m_cacheMutex);
    ++m_cacheGeneration;
    if (m_cache.isEmpty())
        return;
    const QHash<QString, ApiKey> records = firstRecords(current);
    m_cache.removeIf([&](const QString &key, const std::optional<ApiKey> &cached) {
        const auto record = records.constFind(key);
        return record == records.cend() ? cached.has_value()
                                        : !cached || cached->text() != record->text();
    });
}

void KeyStore::invalidateCache()
{
    const QMutexLocker locker(&m_cacheMutex);
    ++m_cacheGeneration;
    m_cache.clear();
}

CacheStatistics KeyStore::cacheStatistics() const
{
    const QMutexLocker locker(&m_cacheMutex);
    return m_cache.statistics();
}

void KeyStore::tidy()
{
    if (std::exchange(m_isTidied, true))
        return;
    removeOldLeftovers(path());
    if (m_safeguards.guardian)
        m_safeguards.guardian->watch(path(), m_safeguards.journal.folder());
}

Result<StoreSnapshot> KeyStore::readLocked() const
{
    Result<FileLock> lock
        = FileLock::acquire(path(), m_patience, m_safeguards, JournalSync::Unsynced);
    if (!lock)
        return tl::make_unexpected(lock.error());
    Result<StoreSnapshot> snapshot = m_file.read();
    if (const Result<qint64> released = lock->release(); !released)
        return tl::make_unexpected(released.error());
    return snapshot;
}

bool KeyStore::gatewaySeesNoKeys() const
{
    if (!m_file.identity().exists())
        return true;
    const Result<KeySet> keys = load();
    return keys && keys->gatewayReading() == GatewayReading::SeesNoKeys;
}

Result<KeyStore::Prepared> KeyStore::prepare(
    const StoreFile &file, const Command &command, Lock lock) const
{
    using namespace std::chrono;
    const auto start = steady_clock::now();
    Result<StoreSnapshot> before = file.read();
    if (!before)
        return tl::make_unexpected(before.error());
    const KeySet fresh = decodeStore(before->bytes, before->identity);
    if (!fresh.isEditable() && !command.worksOnUnusableStores())
        return failure(ErrorCode::StoreUnusable, fresh.problem());
    Result<KeySet> after = command.apply(fresh);
    if (!after)
        return tl::make_unexpected(after.error());
    if (!after->isEditable())
        return failure(ErrorCode::StoreUnusable, after->problem());
    Prepared prepared{std::move(*before), fresh, std::move(*after), std::nullopt, std::nullopt, 0};
    if (prepared.after.sameContent(fresh))
        return prepared;
    if (lock == Lock::Needed) {
        // Before the staging: what comes between that and the lock makes us lose to the gateway.
        Result<LockClaim> claim = file.checkReplaceable().and_then([&] {
            return LockClaim::prepare(
                path(), m_safeguards, JournalSync::Synced, std::nullopt, file.place());
        });
        if (!claim)
            return tl::make_unexpected(claim.error());
        prepared.claim = std::move(*claim);
    }
    Result<StagedStore> staged = file.stage(prepared.after.bytes());
    if (!staged)
        return tl::make_unexpected(staged.error());
    prepared.staged = std::move(*staged);
    prepared.tookUs = duration_cast<microseconds>(steady_clock::now() - start).count();
    return prepared;
}

Result<AppliedEdit> KeyStore::write(const Command &command)
{
    tidy();
    // What is read, locked and replaced is in one folder, whatever happens to its name meanwhile.
    const Result<StoreFile> file = m_file.inItsFolder();
    if (!file)
        return tl::make_unexpected(file.error());
    qint64 quickestUs = MaximumHoldUs;
    qint64 longestHoldUs = 0; // of the losses: the gateway waits for these as well
    for (int loss = 0; loss < LossesBeforeHolding; ++loss) {
        Result<Prepared> prepared = prepare(*file, command, Lock::Needed);
        if (!prepared)
            return tl::make_unexpected(prepared.error());
        if (!prepared->staged)
            return AppliedEdit{std::move(prepared->after), false, 0, prepared->fresh};
        quickestUs = loss == 0 ? prepared->tookUs : std::min(quickestUs, prepared->tookUs);
        Result<FileLock> lock = FileLock::acquire(std::move(*prepared->claim), m_patience);
        if (!lock)
            return tl::make_unexpected(lock.error());
        const Result<bool> committed = file->commit(*prepared->staged, prepared->before.identity);
        const Result<qint64> held = lock->release();
        if (!committed)
            return tl::make_unexpected(committed.error());
        if (*committed)
            return finish(*file, *prepared, held, longestHoldUs);
        longestHoldUs = std::max(longestHoldUs, held.value_or(0));
    }
    // A hold that would break the budget is not even begun.
    return quickestUs < MaximumHoldUs ? writeHolding(*file, command, longestHoldUs) : tooSlow();
}

Result<AppliedEdit> KeyStore::writeHolding(
    const StoreFile &file, const Command &command, qint64 longestHoldUs)
{
    Result<FileLock> lock
        = LockClaim::prepare(path(), m_safeguards, JournalSync::Synced, std::nullopt, file.place())
              .and_then([&](LockClaim &&claim) {
                  return FileLock::acquire(std::move(claim), m_patience);
              });
    if (!lock)
        return tl::make_unexpected(lock.error());
    Result<Prepared> prepared = prepare(file, command, Lock::Held);
    if (!prepared)
        return tl::make_unexpected(prepared.error());
    if (!prepared->staged)
        return AppliedEdit{std::move(prepared->after), false, lock->heldUs(), prepared->fresh};
    if (lock->heldUs() >= MaximumHoldUs)
        return tooSlow();
    const Result<bool> committed = file.commit(*prepared->staged, prepared->before.identity);
    const Result<qint64> held = lock->release();
    if (!committed)
        return tl::make_unexpected(committed.error());
    if (!*committed) {
        return failure(ErrorCode::Failed,
            u"%1 was replaced while Keydeck held its lock: some program writes it without taking "
            u"the lock. Nothing was changed; stop that program and try again."_s.arg(
                displayText(path())));
    }
    return finish(file, *prepared, held, longestHoldUs);
}

Result<AppliedEdit> KeyStore::finish(const StoreFile &file, const Prepared &prepared,
    const Result<qint64> &held, qint64 longestHoldUs) const
{
    const Result<> durable = file.syncDirectory();
    for (const Error *trouble :
        {held ? nullptr : &held.error(), durable ? nullptr : &durable.error()}) {
        if (trouble) {
            return failure(trouble->code,
                u"The change of %1 is in place, but: %2"_s.arg(
                    displayText(path()), trouble->message));
        }
    }
    return AppliedEdit{withIdentity(prepared.after, prepared.staged->identity()), true,
        std::max(*held, longestHoldUs), prepared.fresh};
}

tl::unexpected<Error> KeyStore::tooSlow() const
{
    return failure(ErrorCode::LockBusy,
        u"%1 changes faster than this disk takes a copy of it, and holding its lock for more than "
        u"%2 ms would fail the gateway's requests. Nothing was changed; try again when the gateway "
        u"is less busy."_s.arg(displayText(path()), QString::number(LockPatience::MaximumHoldMs)));
}

} // namespace keydeck
