#include "core/store/durablefile.h"

#include "core/base/format.h"
#include "core/store/filedescriptor.h"
#include "core/store/ioerror.h"

#include <QFile>

#include <cstdio>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

bool sync(int descriptor)
{
    return retryInterrupted([&] { return ::fsync(descriptor); }) == 0;
}

/// 0, or errno's value; EILSEQ when it reads back as something else.
int writeVerified(int descriptor, const QByteArray &bytes)
{
    QByteArray written;
    if (!writeAll(descriptor, bytes) || !sync(descriptor)
        || !readAll(descriptor, bytes.size() + 1, bytes.size(), written))
        return errno;
    return written == bytes ? 0 : EILSEQ;
}

Result<> syncFolder(const QString &folder)
{
    const FileDescriptor directory
        = FileDescriptor::open(QFile::encodeName(folder), O_RDONLY | O_DIRECTORY);
    if (directory.isOpen() && sync(directory.get()))
        return {};
    return ioFailure(ErrorCode::Failed, u"sync the folder"_s, folder, errno);
}

} // namespace

Result<> makePrivateFolder(const QString &folder)
{
    QString path;
    for (const QString &name : folder.split(u'/', Qt::SkipEmptyParts)) {
        path += u'/' + name;
        if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0) {
            // As well as it can be: a folder above may be one that we must not read.
            static_cast<void>(syncFolder(folderOf(path)));
            continue;
        }
        if (errno == EEXIST)
            continue;
        const int reason = errno; // where nothing may be made, it may be there all the same
        if (!QFile::exists(path))
            return ioFailure(ErrorCode::Failed, u"create the folder"_s, path, reason);
    }
    return {};
}

Result<> writeDurableFile(const QString &path, const QByteArray &bytes)
{
    const QByteArray name = QFile::encodeName(path);
    const FileDescriptor file
        = FileDescriptor::open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (!file.isOpen()) {
        return ioFailure(errno == EEXIST ? ErrorCode::InvalidInput : ErrorCode::Failed, u"create"_s,
            path, errno);
    }
    const int reason = writeVerified(file.get(), bytes);
    Result<> written;
    if (reason == EILSEQ) {
        written = failure(ErrorCode::Failed,
            u"%1 reads back as something else than was written. The disk may be failing: look into "
            u"the system's log."_s.arg(displayText(path)));
    } else if (reason != 0) {
        written = ioFailure(ErrorCode::Failed, u"write"_s, path, reason);
    } else {
        written = syncFolder(folderOf(path));
    }
    if (!written)
        ::unlink(name.constData());
    return written;
}

Result<> replaceDurableFile(const QString &path, const QByteArray &bytes)
{
    const QString beside = path + u".new"_s;
    const QByteArray name = QFile::encodeName(beside);
    ::unlink(name.constData()); // of one that was killed
    return writeDurableFile(beside, bytes).and_then([&]() -> Result<> {
        if (std::rename(name.constData(), QFile::encodeName(path).constData()) == 0)
            return syncFolder(folderOf(path));
        const int reason = errno;
        ::unlink(name.constData());
        return ioFailure(ErrorCode::Failed, u"replace"_s, path, reason);
    });
}

Result<QByteArray> readWholeFile(const QString &path, qint64 maximumBytes)
{
    const FileDescriptor file = FileDescriptor::open(
        QFile::encodeName(path), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    struct stat status
    { };
    QByteArray bytes;
    if (!file.isOpen() || ::fstat(file.get(), &status) != 0
        || !readAll(file.get(), maximumBytes + 1, status.st_size, bytes))
        return ioFailure(ErrorCode::Failed, u"read"_s, path, errno);
    if (bytes.size() > maximumBytes) {
        return failure(ErrorCode::Failed,
            u"%1 is larger than it can be: look at what it is."_s.arg(displayText(path)));
    }
    return bytes;
}

} // namespace keydeck
