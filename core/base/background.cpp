#include "core/base/background.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace keydeck {

void stayInBackground() noexcept
{
#ifdef __linux__
    // Linux knows a priority of each thread: setpriority(2), "C library/kernel differences".
    constexpr int Niceness = 5;
    const auto thread = id_t(::gettid());
    if (::getpriority(PRIO_PROCESS, thread) < Niceness) // or the person has put it behind already
        ::setpriority(PRIO_PROCESS, thread, Niceness);
#endif
}

} // namespace keydeck
