#include "core/changes/changejournal.h"

#include "core/base/format.h"
#include "core/store/durablefile.h"
#include "core/store/filedescriptor.h"
#include "core/store/ioerror.h"

#include <QFile>

#include <algorithm>

#include <sys/file.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 MaximumBytes = 1LL << 30;
constexpr qint64 FirstTailBytes = 64 * 1024;

/// -1 with errno.
qint64 sizeOf(int descriptor)
{
    struct stat status
    { };
    return ::fstat(descriptor, &status) == 0 ? qint64(status.st_size) : -1;
}

/// A crash may have cut the line before off.
bool endsInsideALine(int descriptor, qint64 size)
{
    char last = '\n';
    return size > 0
        && retryInterrupted([&] { return ::pread(descriptor, &last, 1, size - 1); }) == 1
        && last != '\n';
}

bool appendLine(int descriptor, const QByteArray &line)
{
    if (retryInterrupted([&] { return ::flock(descriptor, LOCK_EX); }) != 0)
        return false;
    const qint64 size = sizeOf(descriptor);
    if (size < 0)
        return false;
    const QByteArray text = (endsInsideALine(descriptor, size) ? "\n" : "") + line + '\n';
    if (writeAll(descriptor, text) && retryInterrupted([&] { return ::fsync(descriptor); }) == 0)
        return true;
    const int reason = errno;
    if (::ftruncate(descriptor, size) != 0) {
        // Then the reader passes over what is there.
    }
    errno = reason;
    return false;
}

QList<ChangeEntry> entriesOf(const QByteArray &text)
{
    QList<ChangeEntry> entries;
    for (const QByteArray &line : text.split('\n')) {
        if (auto entry = ChangeEntry::fromLine(line))
            entries.append(std::move(*entry));
    }
    return entries;
}

/// The last bytes of the file, from the beginning of a line on unless they are all of it.
QByteArray tailOf(int descriptor, qint64 size, qint64 length)
{
    const qint64 begin = std::max<qint64>(0, size - length);
    QByteArray text(size - begin, '\0');
    const ssize_t got = retryInterrupted(
        [&] { return ::pread(descriptor, text.data(), size_t(text.size()), begin); });
    text.truncate(std::max<ssize_t>(0, got));
    return begin == 0 ? text : text.sliced(text.indexOf('\n') + 1);
}

} // namespace

Result<> ChangeJournal::append(const ChangeEntry &entry) const
{
    if (const auto made = makePrivateFolder(folderOf(m_path)); !made)
        return made;
    const FileDescriptor file = FileDescriptor::open(
        QFile::encodeName(m_path), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0600);
    if (file.isOpen() && appendLine(file.get(), entry.toLine()))
        return {};
    return ioFailure(ErrorCode::Failed, u"note the change in"_s, m_path, errno);
}

Result<QList<ChangeEntry>> ChangeJournal::read() const
{
    if (!QFile::exists(m_path))
        return QList<ChangeEntry>();
    return readWholeFile(m_path, MaximumBytes).map(entriesOf);
}

Result<std::optional<ChangeEntry>> ChangeJournal::last() const
{
    const FileDescriptor file
        = FileDescriptor::open(QFile::encodeName(m_path), O_RDONLY | O_NOFOLLOW);
    if (!file.isOpen() && errno == ENOENT)
        return std::nullopt;
    const qint64 size = file.isOpen() ? sizeOf(file.get()) : -1;
    if (size < 0)
        return ioFailure(ErrorCode::Failed, u"read"_s, m_path, errno);
    for (qint64 length = FirstTailBytes;; length *= 2) {
        QList<ChangeEntry> entries = entriesOf(tailOf(file.get(), size, length));
        if (!entries.isEmpty())
            return std::move(entries.back());
        if (length >= size)
            return std::nullopt;
    }
}

} // namespace keydeck
