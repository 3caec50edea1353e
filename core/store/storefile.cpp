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
Result<> checkAttributes(const Place &place, const QString &path)
{
    struct statx status
    { };
    if (::statx(place.folder(), place.name(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &status) != 0)
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

Result<> checkFolder(const Place &place, const QString &path)
{
    const Place folder = place.beside(".");
    if (::faccessat(folder.folder(), folder.name(), W_OK | X_OK, AT_EACCESS) != 0)
        return unusable(u"write to the folder"_s, folderOf(path), errno);
    return {};
}

/// Of Place::isOf(): it is not known what is there.
bool isLookFailure(int errorNumber)
{
    return errorNumber != 0 && errorNumber != ENOENT;
}

/// One look at the file. No value: somebody writes it in place at this moment.
Result<std::optional<StoreSnapshot>> readOnce(const Place &place, const QString &path)
{
    struct stat before
    { };
    if (::fstatat(place.folder(), place.name(), &before, 0) != 0)
        return unusable(u"read"_s, path, errno);
    // Before the open, which could wait on a pipe or rewind a tape.
    if (const auto regular = checkRegular(before, path); !regular)
        return tl::make_unexpected(regular.error());
    FileDescriptor file = FileDescriptor::open(place, O_RDONLY | O_NONBLOCK | O_NOCTTY);
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

StoreFile::StoreFile(QString path) : m_path(std::move(path)), m_place(QFile::encodeName(m_path)) { }

Result<StoreFile> StoreFile::inItsFolder() const
{
    const auto held = Place::hold(m_path);
    if (!held)
        return unusable(u"read"_s, m_path, errno);
    StoreFile file(*this);
    file.m_place = *held;
    return file;
}

Result<StoreSnapshot> StoreFile::read() const
{
    for (int attempt = 0; attempt < ReadAttempts; ++attempt) {
        auto snapshot = readOnce(m_place, m_path);
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
    if (::fstatat(m_place.folder(), m_place.name(), &status, 0) != 0)
        return {};
    return FileIdentity::of(status);
}

Result<> StoreFile::checkReplaceable() const
{
    struct stat status
    { };
    if (::fstatat(m_place.folder(), m_place.name(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return unusable(u"edit"_s, m_path, errno);
    return checkSingleName(status, m_path)
        .and_then([&] { return checkRegular(status, m_path); })
        .and_then([&] { return checkAttributes(m_place, m_path); })
        .and_then([&] { return checkOwner(status, m_path); })
        .and_then([&] { return checkFolder(m_place, m_path); });
}

Result<StagedStore> StoreFile::stage(const QByteArray &bytes) const
{
    if (const auto replaceable = checkReplaceable(); !replaceable)
        return tl::make_unexpected(replaceable.error());
    if (const auto small = checkSize(bytes.size(), m_path); !small)
        return tl::make_unexpected(small.error());
    auto state = std::make_unique<StagedStore::State>();
    state->replaced = FileDescriptor::open(m_place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (!state->replaced.isOpen())
        return unusable(u"read"_s, m_path, errno);
    const Result<> staged = state->create(m_path, m_place, 0600)
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
    struct stat status
    { };
    if (::fstatat(m_place.folder(), m_place.name(), &status, AT_SYMLINK_NOFOLLOW) != 0
        || FileIdentity::of(status) != expected)
        return false;
    if (!state.place->isOf(state.file.get())) {
        if (isLookFailure(errno))
            return ioFailure(ErrorCode::Failed, u"look at the new content of"_s, m_path, errno);
        return failure(ErrorCode::Failed,
            u"Some program took away the new content of %1 before it was in place. Nothing was "
            u"changed; find out what else changes files beside the store."_s.arg(
                displayText(m_path)));
    }
    const auto rename = [&] {
        return ::renameat(
            state.place->folder(), state.place->name(), m_place.folder(), m_place.name());
    };
    if (retryInterrupted(rename) != 0)
        return ioFailure(ErrorCode::Failed, u"replace"_s, m_path, errno);
    state.place.reset();
    // After the rename, which changes the inode's change time.
    if (::fstat(state.file.get(), &status) == 0)
        state.committed = FileIdentity::of(status);
    if (!m_place.isOf(state.file.get())) {
        if (isLookFailure(errno)) {
            Error error = ioFailure(ErrorCode::Failed, u"look at"_s, m_path, errno).value();
            error.message.prepend(
                u"The change of %1 is in place, but: "_s.arg(displayText(m_path)));
            return tl::make_unexpected(error);
        }
        return failure(ErrorCode::Failed,
            u"Some program put another file in the place of %1 while it was changed, without the "
            u"lock. Check what the store holds; find out what else changes files beside it."_s.arg(
                displayText(m_path)));
    }
    return true;
}

Result<> StoreFile::syncDirectory() const
{
    const FileDescriptor directory
        = FileDescriptor::open(m_place.beside("."), O_RDONLY | O_DIRECTORY);
    if (!directory.isOpen() || retryInterrupted([&] { return ::fsync(directory.get()); }) != 0)
        return ioFailure(ErrorCode::Failed, u"sync the folder"_s, folderOf(m_path), errno);
    return {};
}

Result<> StoreFile::create(const QByteArray &bytes) const
{
    return inItsFolder().and_then([&](const StoreFile &file) { return file.createHere(bytes); });
}

Result<> StoreFile::createHere(const QByteArray &bytes) const
{
    StagedStore::State state;
    const Result<> written = state.create(m_path, m_place, 0644)
                                 .and_then([&] { return state.write(bytes); })
                                 .and_then([&] { return state.secure(bytes); });
    if (!written)
        return written;
    // A link, unlike a rename, never replaces anything.
    if (::linkat(state.place->folder(), state.place->name(), m_place.folder(), m_place.name(), 0)
        != 0) {
        if (errno == EEXIST) {
            return failure(ErrorCode::InvalidInput,
                u"%1 exists already: open it, or choose another name."_s.arg(displayText(m_path)));
        }
        return ioFailure(ErrorCode::Failed, u"create"_s, m_path, errno);
    }
    return syncDirectory();
}

} // namespace keydeck
