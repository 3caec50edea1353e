#include "core/store/storeaccess.h"

#include "core/base/format.h"
#include "core/store/filedescriptor.h"
#include "core/store/ioerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <sys/xattr.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr const char *AccessList = "system.posix_acl_access";
constexpr uint Permissions = 07777;

bool isReachableByAll(const QString &folder)
{
    QDir at(QFileInfo(folder).canonicalFilePath());
    do {
        struct stat status
        { };
        if (::stat(QFile::encodeName(at.path()).constData(), &status) != 0
            || (status.st_mode & S_IXOTH) == 0)
            return false;
    } while (at.cdUp());
    return true;
}

bool hasAccessList(const QByteArray &path)
{
    return ::getxattr(path.constData(), AccessList, nullptr, 0) > 0;
}

/// The gateway makes its lock in the folder, so that it runs as one of those who may: as the owner,
/// or in the group. (Root may do anything.)
bool lockersCanRead(const struct stat &store, const struct stat &folder)
{
    if ((folder.st_mode & S_IWOTH) != 0 || folder.st_uid != store.st_uid
        || (store.st_mode & S_IRUSR) == 0)
        return false;
    return (folder.st_mode & S_IWGRP) == 0
        || (folder.st_gid == store.st_gid && (store.st_mode & S_IRGRP) != 0);
}

/// A right of a user of whom no group is known but, perhaps, the file's.
bool mayBe(const struct stat &file, uid_t user, mode_t right)
{
    if (user == 0)
        return true;
    if (file.st_uid == user)
        return (file.st_mode & (right << 6)) != 0;
    return (file.st_mode & (right | right << 3)) != 0;
}

Result<FileDescriptor> openStore(const QString &storePath)
{
    FileDescriptor file = FileDescriptor::open(
        QFile::encodeName(storePath), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    struct stat status
    { };
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0)
        return ioFailure(ErrorCode::Failed, u"change the access to"_s, storePath, errno);
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::Failed,
            u"%1 is no regular file; its access was left as it is."_s.arg(displayText(storePath)));
    return file;
}

} // namespace

Result<StoreAccess> storeAccess(const QString &storePath)
{
    const QByteArray path = QFile::encodeName(storePath);
    const QByteArray folderPath = QFile::encodeName(folderOf(storePath));
    struct stat store
    { };
    struct stat folder
    { };
    if (::lstat(path.constData(), &store) != 0 || ::stat(folderPath.constData(), &folder) != 0)
        return ioFailure(ErrorCode::Failed, u"look at"_s, storePath, errno);
    StoreAccess access;
    access.mode = store.st_mode & Permissions;
    access.ownerId = store.st_uid;
    access.folderMode = folder.st_mode & Permissions;
    access.folderOwnerId = folder.st_uid;
    access.isReachable = isReachableByAll(folderOf(storePath));
    access.canBeNarrowed
        = lockersCanRead(store, folder) && !hasAccessList(folderPath) && !hasAccessList(path);
    access.ownerWritesFolder = mayBe(folder, store.st_uid, S_IWOTH);
    access.folderOwnerReads = mayBe(store, folder.st_uid, S_IROTH);
    return access;
}

Result<uint> takeFromOthers(const QString &storePath)
{
    return openStore(storePath).and_then([&](const FileDescriptor &file) -> Result<uint> {
        struct stat status
        { };
        if (::fstat(file.get(), &status) != 0
            || ::fchmod(file.get(), status.st_mode & Permissions & ~mode_t(S_IRWXO)) != 0)
            return ioFailure(ErrorCode::Failed, u"change the access to"_s, storePath, errno);
        return status.st_mode & Permissions;
    });
}

Result<> setStoreMode(const QString &storePath, uint mode)
{
    return openStore(storePath).and_then([&](const FileDescriptor &file) -> Result<> {
        if (::fchmod(file.get(), mode & Permissions) != 0)
            return ioFailure(ErrorCode::Failed, u"change the access to"_s, storePath, errno);
        return {};
    });
}

} // namespace keydeck
