// flock(), with a limit to the wait.
#pragma once

#include "core/store/filedescriptor.h"

#include <chrono>

namespace keydeck {

enum class AdvisoryLock
{
    Taken, ///< it ends with the descriptor, and with the process however that ends
    Busy, ///< somebody else has held it all the time
    Failed, ///< errno says why
};

/// Takes the exclusive lock of an open file or folder; blocks that long at most.
[[nodiscard]] AdvisoryLock lockWithin(const FileDescriptor &file, std::chrono::milliseconds wait);

} // namespace keydeck
