#include "core/store/ioerror.h"

#include "core/base/format.h"

#include <QDir>
#include <QFileInfo>
#include <QString>

#include <errno.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString advice(int errorNumber, const QString &path)
{
    switch (errorNumber) {
    case EACCES:
    case EPERM:
        return u"Run Keydeck as the user that the gateway runs as, or have the permission "
               u"granted."_s;
    case ENOENT:
        if (!QFileInfo::exists(folderOf(path)))
            return u"The folder does not exist: check the path."_s;
        return u"Check the path."_s;
    case ENOTDIR:
        return u"A part of the path is not a folder: check the path."_s;
    case EROFS:
        return u"Its file system is mounted read-only: mount it for writing first."_s;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return u"Make room there and try again."_s;
    case EIO:
        return u"The disk may be failing: look into the system's log."_s;
    case EMFILE:
    case ENFILE:
        return u"Too many files are open: close some programs and try again."_s;
    case ENOTEMPTY:
        return u"Remove what somebody put into it, and then the folder itself."_s;
    case EBUSY:
        return u"It is a mount point of its own (a single file mounted into a container?), which "
               u"cannot be replaced: mount its folder instead."_s;
    default:
        return u"Try again; if it stays so, look into the system's log."_s;
    }
}

} // namespace

tl::unexpected<Error> ioFailure(
    ErrorCode code, const QString &action, const QString &path, int errorNumber)
{
    return failure(code,
        u"Cannot %1 %2: %3. %4"_s.arg(
            action, displayText(path), qt_error_string(errorNumber), advice(errorNumber, path)));
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).absolutePath();
}

QString absolutePath(const QString &path)
{
    return path.startsWith(u'/') ? path : QDir::currentPath() + u'/' + path;
}

} // namespace keydeck
