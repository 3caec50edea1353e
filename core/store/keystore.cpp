#include "core/store/keystore.h"

#include "core/command/bookusage.h"
#include "core/store/gatewaytemp.h"
#include "core/store/keycodec.h"
#include "core/store/leftovers.h"

#include <QMutexLocker>
#include <QSet>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

/// What a look-up of each of them finds; nothing where the gateway would not look into the store.
QHash<QString, ApiKey> firstRecords(const KeySet &keys, const QSet<QString> &wanted)
{
    QSet<QByteArray> plain; // nearly every key of a store is: then none is put into a QString
    for (const QString &key : wanted)
        plain.insert(key.toLatin1());
    const auto isWanted = [&](const JsonValue &key) {
        const auto text = key.plainText();
        return text ? plain.contains(QByteArray::fromRawData(text->data(), text->size()))
                    : key.isString() && wanted.contains(key.toString());
    };
    QHash<QString, ApiKey> records;
    const qsizetype end = keys.isEditable() ? keys.size() : 0;
    for (qsizetype i = 0; i < end && records.size() < wanted.size(); ++i) {
        const ApiKey record = keys.at(i);
        if (isWanted(record.value(KeyField::Key)) && !records.contains(record.key()))
            records.insert(record.key(), record);
    }
    return records;
}

bool saysStoreUnusable(const Error &error)
{
    return error.code == ErrorCode::StoreUnusable;
}

} // namespace

KeyStore::KeyStore(QString path, const CacheSettings &cache, const Clock &clock,
    LockPatience patience, LockSafeguards safeguards)
    : m_file(std::move(path))
    , m_clock(clock)
    , m_patience(patience)
    , m_safeguards(std::move(safeguards))
    , m_cache(cache, clock)
{ }

Result<KeySet> KeyStore::load(const KeySet &former) const
{
    const Result<StoreSnapshot> snapshot = m_file.read();
    if (!snapshot)
        return tl::make_unexpected(snapshot.error());
    return decodeStore(snapshot->bytes, snapshot->identity, former);
}

Result<FoundKey> KeyStore::findApiKey(const QString &key)
{
    Result<FoundKey> found;
    // The gateway never asks for an empty one.
    if (!key.isEmpty() && !m_cache.find(key, *found))
        found = findInFile(key);
    return found;
}

Result<FoundKey> KeyStore::findInFile(const QString &key)
{
    quint64 generation = 0;
    {
        const QMutexLocker locker(&m_cacheMutex);
        generation = m_cacheGeneration;
    }
    Result<StoreSnapshot> snapshot = readLocked();
    if (!snapshot) {
        if (saysStoreUnusable(snapshot.error()) && gatewaySeesNoKeys())
            return FoundKey();
        return tl::make_unexpected(snapshot.error());
    }
    const KeySet keys = decodeStore(snapshot->bytes, snapshot->identity);
    if (keys.gatewayReading() == GatewayReading::SeesNoKeys)
        return FoundKey();
    if (keys.gatewayReading() == GatewayReading::Fails)
        return failure(ErrorCode::StoreUnusable, keys.problem());
    const qsizetype index = keys.indexOf({key, 0});
    auto found = index < 0 ? nullptr : std::make_unique<const ApiKey>(keys.at(index).detached());
    const auto copy = [&found] { return found ? std::make_unique<const ApiKey>(*found) : nullptr; };
    const QMutexLocker locker(&m_cacheMutex);
    // What was read before somebody's write must not outlive the write's invalidation.
    if (generation == m_cacheGeneration)
        m_cache.insert(key, copy());
    return FoundKey(std::move(found));
}

Result<bool> KeyStore::updateApiKeyUsage(const QString &key, qint64 tokens)
{
    const QMutexLocker editing(&m_editing);
    const Result<AppliedEdit> edit = write(BookUsage(key, tokens, m_clock.nowMs()));
    {
        const QMutexLocker locker(&m_cacheMutex);
        ++m_cacheGeneration;
        if (edit && edit->written)
            m_cache.insert(key,
                std::make_unique<const ApiKey>(
                    edit->keys.at(edit->keys.indexOf({key, 0})).detached()));
        else
            m_cache.remove(key);
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
    {
        const QMutexLocker locker(&m_cacheMutex);
        ++m_cacheGeneration;
    }
    // The rest takes no mutex, since it takes long. What is cached meanwhile was read later, and
    // may at worst be forgotten.
    const QSet<QString> cached = m_cache.keys();
    if (cached.isEmpty())
        return;
    const QHash<QString, ApiKey> records = firstRecords(current, cached);
    m_cache.removeIf([&](const QString &key, const ApiKey *before) {
        const auto record = records.constFind(key);
        return record == records.cend() ? before != nullptr
                                        : !before || before->text() != record->text();
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

Result<AppliedEdit> KeyStore::write(const Command &command)
{
    tidy();
    return m_file.inItsFolder().and_then([&](const StoreFile &file) {
        return StoreWrite(file, command, m_safeguards, m_patience).run();
    });
}

} // namespace keydeck
