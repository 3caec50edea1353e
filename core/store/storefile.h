// The store's file: read whole, replaced whole, never written in place.
#pragma once

#include "core/base/result.h"
#include "core/store/fileidentity.h"
#include "core/store/place.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace keydeck {

/// The bytes of a store, with the descriptor they came from kept open, so that the inode's number
/// cannot be used again while anybody compares identities, and so that the last close (which frees
/// the pages of a replaced file) happens where the owner wants it.
class StoreSnapshot final
{
public:
    QByteArray bytes;
    FileIdentity identity;

    StoreSnapshot() = default;
    StoreSnapshot(QByteArray content, const FileIdentity &id, int descriptor);

private:
    std::shared_ptr<const int> m_descriptor;
};

/// New bytes, written and synced beside the store, not yet in its place. Removed by the destructor
/// unless it was committed.
class StagedStore final
{
public:
    StagedStore(StagedStore &&) noexcept;
    StagedStore &operator=(StagedStore &&) noexcept;
    ~StagedStore();

    /// The new file's own, once it is committed.
    [[nodiscard]] FileIdentity identity() const;

private:
    friend class StoreFile;
    struct State;
    explicit StagedStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// Thread: any; no state beyond the path, and the folder where it is held.
class StoreFile final
{
public:
    explicit StoreFile(QString path);

    /// The same file for steps that belong together: all of them happen in the folder that the path
    /// leads to now, even if somebody puts a link to another one in its place. StoreUnusable where
    /// it leads to no folder.
    [[nodiscard]] Result<StoreFile> inItsFolder() const;

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] const Place &place() const { return m_place; }

    /// One consistent read. Fails with StoreUnusable for a missing file, a directory, a device, an
    /// unreadable file, or one above MaximumStoreBytes.
    [[nodiscard]] Result<StoreSnapshot> read() const;

    /// One stat; a default identity when there is no file.
    [[nodiscard]] FileIdentity identity() const;

    /// Why this file must not be edited, as a StoreUnusable error: a symbolic link (the gateway's
    /// first write replaces it), hard links, not a regular file, a mount point of its own, an
    /// owner, group or access list that we cannot keep, a directory that we cannot write to.
    [[nodiscard]] Result<> checkReplaceable() const;

    /// Writes and syncs the new bytes under a private name in the same directory, with the owner,
    /// group, mode and access list of the present file, then reads them back and compares. Every
    /// failure (a full disk, a short write, a failed fsync) leaves nothing behind.
    [[nodiscard]] Result<StagedStore> stage(const QByteArray &bytes) const;

    /// Requires the lock. If the file is still the expected one, whose owner and mode the staged
    /// one took over, renames the staged file over it and returns true; returns false, with nothing
    /// done, when it is not. Fails where somebody exchanged the staged file for something else.
    [[nodiscard]] Result<bool> commit(StagedStore &staged, const FileIdentity &expected) const;

    /// Makes the rename durable. Call it after the lock is released.
    [[nodiscard]] Result<> syncDirectory() const;

    /// Creates a store with these bytes, mode 0644 under the umask as the gateway's; fails,
    /// touching nothing, when anything is at the path.
    [[nodiscard]] Result<> create(const QByteArray &bytes) const;

private:
    [[nodiscard]] Result<> createHere(const QByteArray &bytes) const;

    QString m_path; ///< for sentences, and for those who cannot hold a folder
    Place m_place;
};

} // namespace keydeck
