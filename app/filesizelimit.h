// What both programs do about a limit on the size of files.
#pragma once

#include <csignal>

namespace keydeck {

/// From now on a file that may not grow any more (ulimit -f) is a write that fails, which is told
/// as any other; the signal that comes with it would end the program without a word.
inline void tellOfFileSizeLimits()
{
    std::signal(SIGXFSZ, SIG_IGN);
}

} // namespace keydeck
