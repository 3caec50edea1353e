#include "core/store/filedescriptor.h"

#include "core/base/heap.h"

#include <algorithm>
#include <cstring>

namespace keydeck {

bool readAll(int descriptor, qint64 limit, qint64 expectedSize, QByteArray &bytes)
{
    // One byte more than expected, so that the read that finds the end needs no second buffer.
    bytes.resize(std::min(limit, expectedSize + 1));
    preferLargePages(bytes.constData(), size_t(bytes.size()));
    qint64 have = 0;
    for (;;) {
        const ssize_t got = retryInterrupted([&] {
            return ::pread(descriptor, bytes.data() + have, size_t(bytes.size() - have), have);
        });
        if (got < 0)
            return false;
        have += got;
        if (got == 0 || have == limit)
            break;
        if (have == bytes.size())
            bytes.resize(std::min(limit, have * 2));
    }
    bytes.truncate(have);
    return true;
}

std::optional<bool> holds(int descriptor, QByteArrayView bytes)
{
    // Small enough to stay in the processor's cache between the read and the comparison.
    QByteArray part(256 * 1024, Qt::Uninitialized);
    for (qint64 at = 0;;) {
        const ssize_t got = retryInterrupted(
            [&] { return ::pread(descriptor, part.data(), size_t(part.size()), at); });
        if (got < 0)
            return std::nullopt;
        if (got == 0)
            return at == bytes.size();
        if (at + got > bytes.size()
            || std::memcmp(part.constData(), bytes.data() + at, size_t(got)) != 0)
            return false;
        at += got;
    }
}

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = retryInterrupted(
            [&] { return ::write(descriptor, bytes.data(), size_t(bytes.size())); });
        if (written == 0)
            errno = ENOSPC; // never seen on a file, but must not become an endless loop
        if (written <= 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

} // namespace keydeck
