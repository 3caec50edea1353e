// A file descriptor that closes itself, and the system calls that a signal may interrupt.
#pragma once

#include "core/store/place.h"

#include <QByteArrayView>

#include <optional>
#include <utility>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

namespace keydeck {

/// Calls again as long as a signal interrupts it. Returns what the call returns.
template <typename Call>
auto retryInterrupted(Call call)
{
    decltype(call()) result;
    do
        result = call();
    while (result == -1 && errno == EINTR);
    return result;
}

class FileDescriptor final
{
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) { }
    FileDescriptor(FileDescriptor &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    { }
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~FileDescriptor()
    {
        if (isOpen())
            ::close(m_descriptor);
    }

    /// When it fails, isOpen() is false and errno says why.
    [[nodiscard]] static FileDescriptor open(const Place &place, int flags, mode_t mode = 0)
    {
        return FileDescriptor(retryInterrupted(
            [&] { return ::openat(place.folder(), place.name(), flags | O_CLOEXEC, mode); }));
    }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] int take() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor = -1;
};

/// Reads from the start until the end of the file or until limit bytes are there. False with errno.
[[nodiscard]] bool readAll(int descriptor, qint64 limit, qint64 expectedSize, QByteArray &bytes);

/// Whether the file is these bytes, no more and no less; nothing, with errno, where it cannot be
/// read.
[[nodiscard]] std::optional<bool> holds(int descriptor, QByteArrayView bytes);

/// Writes all of it, however short the writes come out. False with errno.
[[nodiscard]] bool writeAll(int descriptor, QByteArrayView bytes);

} // namespace keydeck
