#include "core/store/storefile.h"

#include "core/base/format.h"
#include "core/store/ioerror.h"
#include "core/store/keyset.h"
#include "core/store/stagedstore.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <optional>
#include <vector>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int ReadAttempts = 5;

tl::unexpected<Error> unusable(const QString &sentence)
{
    return failure(ErrorCode::StoreUnusable, sentence);
}

tl::unexpected<Error> unusable(const QString &action, const QString &path, int errorNumber)
{
    return ioFailure(ErrorCode::StoreUnusable, action, path, errorNumber);
}

Result<> checkRegular(const struct stat &status, const QString &path)
{
    if (S_ISREG(status.st_mode))
        return {};
    const QString name = displayText(path);
    if (S_ISDIR(status.st_mode))
        return unusable(u"%1 is a folder, not a key store: choose a file in it."_s.arg(name));
    return unusable(
        u"%1 is a device, pipe or socket, not a key store: choose a regular file."_s.arg(name));
}

Result<> checkSize(qint64 size, const QString &path)
{
    if (size <= MaximumStoreBytes)
        return {};
    const QLocale locale;
    return unusable(
        u"%1 is %2 large, and Keydeck opens stores up to %3: is it the right file?"_s.arg(
            displayText(path), locale.formattedDataSize(size),
            locale.formattedDataSize(MaximumStoreBytes)));
}

bool isSameContent(const struct stat &a, const struct stat &b)
{
    // Not the change time: that moves when a writer renames over the file that we hold.
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec
        && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

bool isMemberOf(gid_t group)
{
    if (group == ::getegid())
        return true;
    std::vector<gid_t> groups(size_t(std::max(0, ::getgroups(0, nullptr))));
    const int count = ::getgroups(int(groups.size()), groups.data());
    return std::find(groups.begin(), groups.begin() + std::max(0, count), group)
        != groups.begin() + std::max(0, count);
}

/// What staging would find out later, foretold where it can be without writing.
Result<> checkOwner(const struct stat &status, const QString &path)
{
    if (::geteuid() == 0 || (status.st_uid == ::geteuid() && isMemberOf(status.st_gid)))
        return {};
    return unusable(u"%1 belongs to another user or group, which a new file could not keep, so "
                    u"that the gateway could lose its access. Run Keydeck as the user that the "
                    u"gateway runs as."_s.arg(displayText(path)));
}

Result<> checkSingleName(const struct stat &status, const QString &path)
{
    const QString name = displayText(path);
    if (S_ISLNK(status.st_mode)) {
        return unusable(u"%1 is a symbolic link, which the gateway's next write replaces by a file "
                        u"of its own. Open %2 itself, and let the gateway use that path too."_s.arg(
                            name, displayText(QFileInfo(path).symLinkTarget())));
    }
    if (S_ISREG(status.st_mode) && status.st_nlink > 1) {
        return unusable(
            u"%1 has %2 names (hard links), and an edit would leave the others with "
            u"the old content. Keep one of them."_s.arg(name, QString::number(status.st_nlink)));
    }
    return {};
}

/// What statx alone tells.
Result<> checkAttributes(const QByteArray &encodedPath, const QString &path)
{
    struct statx status
    { };
    if (::statx(AT_FDCWD, encodedPath.constData(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &status)
        != 0)
        return unusable(u"look at"_s, path, errno);
    const quint64 attributes = status.stx_attributes & status.stx_attributes_mask;
    if (attributes & STATX_ATTR_MOUNT_ROOT)
        return unusable(u"replace"_s, path, EBUSY);
    if (attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) {
        return unusable(u"%1 is marked as immutable or append-only: clear that with chattr "
                        u"first."_s.arg(displayText(path)));
    }
    return {};
}

Result<> checkFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(folderOf(path));
    if (::faccessat(AT_FDCWD, folder.constData(), W_OK | X_OK, AT_EACCESS) != 0)
        return unusable(u"write to the folder"_s, folderOf(path), errno);
    return {};
}

/// One look at the file. No value: somebody writes it in place at this moment.
Result<std::optional<StoreSnapshot>> readOnce(const QString &path)
{
    const QByteArray encodedPath = QFile::encodeName(path);
    struct stat before
    { };
    if (::stat(encodedPath.constData(), &before) != 0)
        return unusable(u"read"_s, path, errno);
    // Before the open, which could wait on a pipe or rewind a tape.
    if (const auto regular = checkRegular(before, path); !regular)
        return tl::make_unexpected(regular.error());
    FileDescriptor file = FileDescriptor::open(encodedPath, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    if (!file.isOpen() || ::fstat(file.get(), &before) != 0)
        return unusable(u"read"_s, path, errno);
    if (const auto fits
        = checkRegular(before, path).and_then([&] { return checkSize(before.st_size, path); });
        !fits)
        return tl::make_unexpected(fits.error());
    QByteArray bytes;
    struct stat after
    { };
    if (!readAll(file.get(), MaximumStoreBytes + 1, before.st_size, bytes)
        || ::fstat(file.get(), &after) != 0)
        return ioFailure(ErrorCode::Failed, u"read"_s, path, errno);
    if (bytes.size() != before.st_size || !isSameContent(before, after))
        return std::nullopt;
    return StoreSnapshot(std::move(bytes), FileIdentity::of(before), file.take());
}

} // namespace

StoreSnapshot::StoreSnapshot(QByteArray content, const FileIdentity &id, int descriptor)
    : bytes(std::move(content))
    , identity(id)
    , m_descriptor(new int(descriptor), [](const int *open) {
        ::close(*open);
        delete open;
    })
{ }

StoreFile::StoreFile(QString path) : m_path(std::move(path)) { }

Result<StoreSnapshot> StoreFile::read() const
{
    for (int attempt = 0; attempt < ReadAttempts; ++attempt) {
        auto snapshot = readOnce(m_path);
        if (!snapshot)
            return tl::make_unexpected(snapshot.error());
        if (*snapshot)
            return std::move(**snapshot);
    }
    return unusable(u"%1 changes while it is being read: some program writes it in place, which "
                    u"neither the gateway nor Keydeck does. Stop that program and try again."_s.arg(
                        displayText(m_path)));
}

FileIdentity StoreFile::identity() const
{
    struct stat status
    { };
    if (::stat(QFile::encodeName(m_path).constData(), &status) != 0)
        return {};
    return FileIdentity::of(status);
}

Result<> StoreFile::checkReplaceable() const
{
    const QByteArray path = QFile::encodeName(m_path);
    struct stat status
    { };
    if (::lstat(path.constData(), &status) != 0)
        return unusable(u"edit"_s, m_path, errno);
    return checkSingleName(status, m_path)
        .and_then([&] { return checkRegular(status, m_path); })
        .and_then([&] { return checkAttributes(path, m_path); })
        .and_then([&] { return checkOwner(status, m_path); })
        .and_then([&] { return checkFolder(m_path); });
}

Result<StagedStore> StoreFile::stage(const QByteArray &bytes) const
{
    if (const auto replaceable = checkReplaceable(); !replaceable)
        return tl::make_unexpected(replaceable.error());
    if (const auto small = checkSize(bytes.size(), m_path); !small)
        return tl::make_unexpected(small.error());
    auto state = std::make_unique<StagedStore::State>();
    state->replaced = FileDescriptor::open(
        QFile::encodeName(m_path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (!state->replaced.isOpen())
        return unusable(u"read"_s, m_path, errno);
    const Result<> staged = state->create(m_path, 0600)
                                .and_then([&] { return state->write(bytes); })
                                .and_then([&] { return state->imitate(state->replaced.get()); })
                                .and_then([&] { return state->secure(bytes); });
    if (!staged)
        return tl::make_unexpected(staged.error());
    return StagedStore(std::move(state));
}

Result<bool> StoreFile::commit(StagedStore &staged, const FileIdentity &expected) const
{
    StagedStore::State &state = *staged.m_state;
    const QByteArray path = QFile::encodeName(m_path);
    struct stat status
    { };
    if (::lstat(path.constData(), &status) != 0 || FileIdentity::of(status) != expected)
        return false;
    if (retryInterrupted([&] { return ::rename(state.path.constData(), path.constData()); }) != 0)
        return ioFailure(ErrorCode::Failed, u"replace"_s, m_path, errno);
    state.path.clear();
    // After the rename, which changes the inode's change time.
    if (::fstat(state.file.get(), &status) == 0)
        state.committed = FileIdentity::of(status);
    return true;
}

Result<> StoreFile::syncDirectory() const
{
    const QString folder = folderOf(m_path);
    const FileDescriptor directory
        = FileDescriptor::open(QFile::encodeName(folder), O_RDONLY | O_DIRECTORY);
    if (!directory.isOpen() || retryInterrupted([&] { return ::fsync(directory.get()); }) != 0)
        return ioFailure(ErrorCode::Failed, u"sync the folder"_s, folder, errno);
    return {};
}

Result<> StoreFile::create(const QByteArray &bytes) const
{
    StagedStore::State state;
    const Result<> written
        = state.create(m_path, 0644).and_then([&] { return state.write(bytes); }).and_then([&] {
              return state.secure(bytes);
          });
    if (!written)
        return written;
    // A link, unlike a rename, never replaces anything.
    if (::link(state.path.constData(), QFile::encodeName(m_path).constData()) != 0) {
        if (errno == EEXIST) {
            return failure(ErrorCode::InvalidInput,
                u"%1 exists already: open it, or choose another name."_s.arg(displayText(m_path)));
        }
        return ioFailure(ErrorCode::Failed, u"create"_s, m_path, errno);
    }
    return syncDirectory();
}

} // namespace keydeck
