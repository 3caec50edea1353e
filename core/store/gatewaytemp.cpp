#include "core/store/gatewaytemp.h"

#include "core/base/format.h"
#include "core/store/durablefile.h"
#include "core/store/ioerror.h"
#include "core/store/keyset.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 OldMs = 60'000;
constexpr qint64 NsPerMs = 1'000'000;

GatewayTemp::Kind kindOf(mode_t mode)
{
    if (S_ISREG(mode))
        return GatewayTemp::Kind::File;
    if (S_ISLNK(mode))
        return GatewayTemp::Kind::Link;
    return S_ISDIR(mode) ? GatewayTemp::Kind::Folder : GatewayTemp::Kind::Other;
}

Result<QString> keepCopyOf(const GatewayTemp &temp, const QString &folder, qint64 nowMs)
{
    const QString when
        = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC).toString(u"yyyyMMdd-HHmmss-zzz");
    const QString copy = u"%1/%2-%3"_s.arg(folder, QFileInfo(temp.path).fileName(), when);
    return readWholeFile(temp.path, MaximumStoreBytes)
        .and_then([&](const QByteArray &bytes) {
            return makePrivateFolder(folder).and_then(
                [&] { return writeDurableFile(copy, bytes); });
        })
        .map([&] { return copy; });
}

Result<> removeIfSame(const GatewayTemp &temp)
{
    const QByteArray name = QFile::encodeName(temp.path);
    struct stat status
    { };
    if (::lstat(name.constData(), &status) != 0 || FileIdentity::of(status) != temp.identity)
        return failure(ErrorCode::Failed,
            u"%1 changed meanwhile, so that it is in use; it was left where it is."_s.arg(
                displayText(temp.path)));
    if (::unlink(name.constData()) != 0)
        return ioFailure(ErrorCode::Failed, u"remove"_s, temp.path, errno);
    return {};
}

} // namespace

GatewayTemp GatewayTemp::beside(const QString &storePath)
{
    GatewayTemp temp;
    temp.path = storePath + u".tmp"_s;
    struct stat status
    { };
    if (::lstat(QFile::encodeName(temp.path).constData(), &status) != 0)
        return temp;
    temp.kind = kindOf(status.st_mode);
    temp.identity = FileIdentity::of(status);
    temp.ownerId = status.st_uid;
    temp.mode = status.st_mode & 07777;
    temp.nameCount = status.st_nlink;
    return temp;
}

bool GatewayTemp::isLeftOver(qint64 nowMs) const
{
    return kind == Kind::File && nowMs - identity.modifiedNs / NsPerMs >= OldMs;
}

Result<QString> setTempAside(const QString &storePath, const QString &folder, qint64 nowMs,
    LockPatience patience, const LockSafeguards &safeguards)
{
    const GatewayTemp temp = GatewayTemp::beside(storePath);
    if (!temp.isLeftOver(nowMs)) {
        return failure(ErrorCode::InvalidInput,
            u"%1 is no left-over file that could be moved away."_s.arg(displayText(temp.path)));
    }
    if (folder.isEmpty()) {
        return failure(ErrorCode::InvalidInput,
            u"There is no home folder to keep %1 in: move it away by hand."_s.arg(
                displayText(temp.path)));
    }
    // The copy first: whatever ends us, nothing is lost.
    Result<QString> copy = keepCopyOf(temp, folder, nowMs);
    if (!copy)
        return copy;
    Result<FileLock> lock = FileLock::acquire(storePath, patience, safeguards);
    const Result<> removed
        = lock ? removeIfSame(temp) : Result<>(tl::make_unexpected(lock.error()));
    if (!removed) {
        QFile::remove(*copy);
        return tl::make_unexpected(removed.error());
    }
    if (const Result<qint64> released = lock->release(); !released)
        return tl::make_unexpected(released.error());
    return copy;
}

} // namespace keydeck
