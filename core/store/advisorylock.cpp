#include "core/store/advisorylock.h"

#include <thread>

#include <sys/file.h>

namespace keydeck {

AdvisoryLock lockWithin(const FileDescriptor &file, std::chrono::milliseconds wait)
{
    const auto end = std::chrono::steady_clock::now() + wait;
    while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return AdvisoryLock::Failed;
        if (std::chrono::steady_clock::now() >= end)
            return AdvisoryLock::Busy;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return AdvisoryLock::Taken;
}

} // namespace keydeck
