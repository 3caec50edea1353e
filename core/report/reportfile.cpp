#include "core/report/reportfile.h"

#include "core/store/filelock.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QScopeGuard>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// The file that a write to path ends up in, symbolic links followed.
QString resolved(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists())
        return info.canonicalFilePath();
    const QString directory = QFileInfo(info.absolutePath()).canonicalFilePath();
    return directory.isEmpty() ? info.absoluteFilePath() : directory + u'/' + info.fileName();
}

tl::unexpected<Error> writeFailure(const QString &what, const QString &path, int error)
{
    return failure(ErrorCode::Failed,
        u"The %1 could not be written to %2: %3. What was there is unchanged; choose another place "
        "or make room."_s.arg(what, path, QString::fromLocal8Bit(std::strerror(error))));
}

bool writeAll(int descriptor, const QByteArray &content)
{
    qsizetype done = 0;
    while (done < content.size()) {
        const ssize_t count
            = ::write(descriptor, content.constData() + done, content.size() - done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        done += count;
    }
    return ::fsync(descriptor) == 0;
}

} // namespace

Result<> checkReportTarget(const QString &path, const QString &storePath)
{
    const QString target = resolved(path);
    for (const QString &taken :
        {storePath, FileLock::lockPath(storePath), QString(storePath + u".tmp"_s)}) {
        if (target == resolved(taken))
            return failure(ErrorCode::InvalidInput,
                u"%1 belongs to the store and must not be written over: choose another file."_s.arg(
                    path));
    }
    if (const QFileInfo info(target); info.exists() && !info.isFile())
        return failure(ErrorCode::InvalidInput,
            u"%1 is not a regular file, so nothing can be written to it: choose another one."_s.arg(
                path));
    return {};
}

Result<> writeReport(
    const QString &path, const QByteArray &content, bool isPrivate, const QString &what)
{
    const QString target = resolved(path);
    const QFileInfo info(target);
    const QString temporary = u"%1/.%2.%3"_s.arg(info.absolutePath(), info.fileName(),
        QString::number(QRandomGenerator::system()->generate64(), 36));
    const QByteArray name = QFile::encodeName(temporary);

    const int descriptor = ::open(
        name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0600 : 0644);
    if (descriptor < 0)
        return writeFailure(what, path, errno);
    auto tidy = qScopeGuard([&] { ::unlink(name.constData()); });

    const bool written = writeAll(descriptor, content);
    const int writeError = errno;
    const bool closed = ::close(descriptor) == 0;
    if (!written || !closed)
        return writeFailure(what, path, written ? errno : writeError);
    if (std::rename(name.constData(), QFile::encodeName(target).constData()) != 0)
        return writeFailure(what, path, errno);
    tidy.dismiss();
    return {};
}

} // namespace keydeck
