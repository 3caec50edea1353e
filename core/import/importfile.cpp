#include "core/import/importfile.h"

#include "core/base/format.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ChunkBytes = 1024 * 1024;

tl::unexpected<Error> unreadable(const QString &name, int error)
{
    return failure(ErrorCode::Failed,
        u"%1 cannot be read: %2. Choose another file, or see to its permissions."_s.arg(
            displayText(name), QString::fromLocal8Bit(std::strerror(error))));
}

tl::unexpected<Error> tooLarge(const QString &name)
{
    return failure(ErrorCode::InvalidInput,
        u"%1 is larger than %2 MB, which is no list of keys: choose another file, or split it."_s
            .arg(displayText(name))
            .arg(MaximumImportBytes / (1024 * 1024)));
}

} // namespace

Result<QByteArray> readImportInput(
    int descriptor, const QString &name, const ImportProgress &progress)
{
    QByteArray content;
    QByteArray chunk(ChunkBytes, Qt::Uninitialized);
    for (;;) {
        const ssize_t count = ::read(descriptor, chunk.data(), size_t(chunk.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(name, errno);
        if (count == 0)
            return content;
        if (content.size() + count > MaximumImportBytes)
            return tooLarge(name);
        content.append(chunk.constData(), count);
        if (!goesOn(progress, content.size(), MaximumImportBytes))
            return importStopped();
    }
}

Result<QByteArray> readImportFile(const QString &path, const ImportProgress &progress)
{
    // Without O_NONBLOCK a pipe would be waited for.
    const int descriptor
        = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        return unreadable(path, errno);
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    struct stat status
    { };
    if (::fstat(descriptor, &status) != 0)
        return unreadable(path, errno);
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::InvalidInput,
            u"%1 is not a regular file, so it has no rows to import: choose a CSV or JSON file."_s
                .arg(displayText(path)));
    if (status.st_size > MaximumImportBytes)
        return tooLarge(path);
    return readImportInput(descriptor, path, [&](qint64 done, qint64) {
        return goesOn(progress, done, std::max<qint64>(done, status.st_size));
    });
}

} // namespace keydeck
