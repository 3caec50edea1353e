#include "core/base/asymmetricfence.h"

#include <QtGlobal>

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace keydeck {

namespace {

long membarrier(int command)
{
    return ::syscall(SYS_membarrier, command, 0, 0);
}

} // namespace

bool AsymmetricFence::isOffered()
{
    static const bool offered = membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED) == 0;
    return offered;
}

void AsymmetricFence::everywhere()
{
    if (membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED) != 0)
        qFatal("The kernel refuses the memory barrier that it offered.");
}

} // namespace keydeck
