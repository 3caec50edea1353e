// What a StagedStore holds, for the two sources that make and commit one.
#pragma once

#include "core/store/filedescriptor.h"
#include "core/store/storefile.h"

namespace keydeck {

struct StagedStore::State
{
    State() = default;
    ~State();
    Q_DISABLE_COPY_MOVE(State)

    /// Creates the file under a private name beside the store.
    [[nodiscard]] Result<> create(const QString &storePath, const Place &store, mode_t mode);
    [[nodiscard]] Result<> write(const QByteArray &bytes);
    /// Takes over the owner, group, access list and mode of the present store.
    [[nodiscard]] Result<> imitate(int storeDescriptor);
    /// On the disk, and read back as written.
    [[nodiscard]] Result<> secure(const QByteArray &bytes);

    QString storePath;
    std::optional<Place> place; ///< nothing: nothing to remove
    FileDescriptor file;
    /// The file to be replaced: it is kept open so that its pages are freed after the unlock, which
    /// takes a millisecond at 10,000 keys, and not within the rename.
    FileDescriptor replaced;
    FileIdentity committed;
};

} // namespace keydeck
