#include "core/store/stagedstore.h"

#include "core/base/format.h"
#include "core/store/ioerror.h"
#include "core/store/leftovers.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <sys/xattr.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr const char *AccessList = "system.posix_acl_access";

/// A file that the gateway cannot read is an empty store to it.
auto cannotKeep(const QString &what, const QString &storePath, int errorNumber)
{
    return ioFailure(
        ErrorCode::StoreUnusable, u"keep the %1 of"_s.arg(what), storePath, errorNumber);
}

bool lacksAccessList(int errorNumber)
{
    return errorNumber == ENODATA || errorNumber == ENOTSUP;
}

/// The one of the store, or none: a new file may have inherited one from its directory.
bool copyAccessList(int from, int to)
{
    char list[4096];
    const ssize_t size = ::fgetxattr(from, AccessList, list, sizeof list);
    if (size >= 0)
        return ::fsetxattr(to, AccessList, list, size_t(size), 0) == 0;
    if (!lacksAccessList(errno))
        return false;
    return ::fremovexattr(to, AccessList) == 0 || lacksAccessList(errno);
}

} // namespace

StagedStore::State::~State()
{
    if (place)
        ::unlinkat(place->folder(), place->name(), 0);
}

Result<> StagedStore::State::create(const QString &path, const Place &store, mode_t mode)
{
    storePath = path;
    const QString name = QFileInfo(privatePathBeside(path)).fileName();
    const Place beside = store.beside(QFile::encodeName(name));
    file = FileDescriptor::open(beside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
    if (!file.isOpen())
        return ioFailure(ErrorCode::Failed, u"write a new file beside"_s, storePath, errno);
    place = beside;
    return {};
}

Result<> StagedStore::State::write(const QByteArray &bytes)
{
    if (!writeAll(file.get(), bytes))
        return ioFailure(ErrorCode::Failed, u"write the new content of"_s, storePath, errno);
    return {};
}

Result<> StagedStore::State::imitate(int storeDescriptor)
{
    struct stat theirs
    { };
    struct stat ours
    { };
    if (::fstat(storeDescriptor, &theirs) != 0 || ::fstat(file.get(), &ours) != 0)
        return ioFailure(ErrorCode::Failed, u"look at"_s, storePath, errno);
    const uid_t owner = theirs.st_uid == ours.st_uid ? uid_t(-1) : theirs.st_uid;
    const gid_t group = theirs.st_gid == ours.st_gid ? gid_t(-1) : theirs.st_gid;
    if ((owner != uid_t(-1) || group != gid_t(-1)) && ::fchown(file.get(), owner, group) != 0)
        return cannotKeep(u"owner and group"_s, storePath, errno);
    if (!copyAccessList(storeDescriptor, file.get()))
        return cannotKeep(u"access list"_s, storePath, errno);
    // Last: a change of the owner or of the access list changes the mode.
    if (::fchmod(file.get(), theirs.st_mode & 07777) != 0)
        return cannotKeep(u"access mode"_s, storePath, errno);
    return {};
}

Result<> StagedStore::State::secure(const QByteArray &bytes)
{
    if (retryInterrupted([&] { return ::fsync(file.get()); }) != 0)
        return ioFailure(ErrorCode::Failed, u"sync the new content of"_s, storePath, errno);
    const std::optional<bool> same = holds(file.get(), bytes);
    if (!same)
        return ioFailure(ErrorCode::Failed, u"read back the new content of"_s, storePath, errno);
    if (!*same) {
        return failure(ErrorCode::Failed,
            u"The new content of %1 reads back as something else, so nothing was changed. The disk "
            u"may be failing: look into the system's log."_s.arg(displayText(storePath)));
    }
    return {};
}

StagedStore::StagedStore(std::unique_ptr<State> state) : m_state(std::move(state)) { }
StagedStore::StagedStore(StagedStore &&) noexcept = default;
StagedStore &StagedStore::operator=(StagedStore &&) noexcept = default;
StagedStore::~StagedStore() = default;

FileIdentity StagedStore::identity() const
{
    return m_state->committed;
}

} // namespace keydeck
