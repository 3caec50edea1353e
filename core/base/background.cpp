#include "core/base/background.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace keydeck {

void stayInBackground() noexcept
{
#ifdef __linux__
    // Linux knows a priority of each thread (setpriority(2), "C library/kernel differences"); who
    // may not lower it has a lower one already.
    constexpr int Niceness = 5;
    ::setpriority(PRIO_PROCESS, id_t(::gettid()), Niceness);
#endif
}

} // namespace keydeck
