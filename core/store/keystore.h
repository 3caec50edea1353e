// The key store: the gateway's look-up and usage write, and our edits, beside a running gateway.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/ttlcache.h"
#include "core/store/storewrite.h"

#include <QMutex>

namespace keydeck {

/// The record, or none: no such key.
using FoundKey = Found<ApiKey>;

/// Thread-safe: any thread may call anything; edits of one KeyStore are serialised. Calls block on
/// the disk and on the lock, so the GUI thread must not make them.
class KeyStore final
{
public:
    KeyStore(QString path, const CacheSettings &cache, const Clock &clock,
        LockPatience patience = {}, LockSafeguards safeguards = {});

    [[nodiscard]] QString path() const { return m_file.path(); }
    [[nodiscard]] const LockSafeguards &safeguards() const { return m_safeguards; }

    /// Reads the whole store without the lock: every writer replaces it atomically. former: see
    /// decodeStore().
    [[nodiscard]] Result<KeySet> load(const KeySet &former = {}) const;

    /// The gateway's look-up: the cache first, then lock, read, and the first record whose key is
    /// equal. No record: no such key (which is cached as well), or a store that the gateway takes
    /// for an empty one (which is not). StoreUnusable where the gateway's look-up throws. What is
    /// found in the cache is found without a lock and without a copy, in some tens of nanoseconds,
    /// but for a thread's first hit since the cache was made anew (see TtlCache).
    [[nodiscard]] Result<FoundKey> findApiKey(const QString &key);

    /// The gateway's usage write (see BookUsage). False: unknown key, nothing written; so is every
    /// key of a store that the gateway takes for an empty one.
    [[nodiscard]] Result<bool> updateApiKeyUsage(const QString &key, qint64 tokens);

    /// Runs the command on the store's present content and replaces the file: the lock is recorded
    /// (LockSafeguards) and the new bytes are written and synced before the lock is taken, and
    /// inside it only compared and renamed. When the file changed meanwhile the command is run
    /// again on the fresh content; after three such losses all of it happens inside the lock, or
    /// not at all (LockBusy) where that would take longer than MaximumHoldMs. "Written" is true
    /// only when it is so on the disk; a failure after the rename says that the change is in place.
    [[nodiscard]] Result<AppliedEdit> apply(const Command &command);

    /// Moves what was left where the gateway writes its new content (GatewayTemp) out of its way,
    /// under the lock, and keeps it in the folder. Returns where. InvalidInput when there is no
    /// such file, or one that may be in use.
    [[nodiscard]] Result<QString> setTempAside(const QString &folder);

    /// The store was seen like this: forgets the cached look-ups that it contradicts. Call it with
    /// every observed change of the file.
    void observe(const KeySet &current);
    /// Forgets every cached look-up.
    void invalidateCache();
    [[nodiscard]] CacheStatistics cacheStatistics() const;

private:
    void tidy();
    [[nodiscard]] Result<FoundKey> findInFile(const QString &key);
    [[nodiscard]] Result<StoreSnapshot> readLocked() const;
    [[nodiscard]] bool gatewaySeesNoKeys() const;
    [[nodiscard]] Result<AppliedEdit> write(const Command &command);

    StoreFile m_file;
    const Clock &m_clock;
    LockPatience m_patience;
    LockSafeguards m_safeguards;
    bool m_isTidied = false; ///< the leftovers beside the store are gone; guarded by m_editing
    QMutex m_editing; ///< one edit at a time
    TtlCache<ApiKey> m_cache;
    QMutex m_cacheMutex; ///< guards the one below and what is put into the cache; no hit takes it
    quint64 m_cacheGeneration = 0; ///< grows with every invalidation
};

} // namespace keydeck
