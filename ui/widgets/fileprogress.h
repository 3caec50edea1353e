// How far a file has got that takes a while to make.
#pragma once

#include <atomic>

namespace keydeck {

/// Shared between who makes it, on a worker, and who shows it.
struct FileProgress
{
    std::atomic<int> percent = 0;
    std::atomic<bool> isStopped = false; ///< the person wants it no more
};

} // namespace keydeck
