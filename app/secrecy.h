// What both programs do so that the keys in their memory stay there.
#pragma once

#include <sys/prctl.h>
#include <sys/resource.h>

namespace keydeck {

/// From now on a crash leaves no core dump, and no other program of this user can trace this one
/// or read its memory or environment: what prctl(2) says of PR_SET_DUMPABLE. Root still can. Forks
/// inherit it; a program that is started does not.
inline void keepMemoryPrivate()
{
    ::prctl(PR_SET_DUMPABLE, 0);
    rlimit cores{};
    if (::getrlimit(RLIMIT_CORE, &cores) == 0) {
        cores.rlim_cur = 0; // also where something makes the process dumpable again
        ::setrlimit(RLIMIT_CORE, &cores);
    }
}

} // namespace keydeck
