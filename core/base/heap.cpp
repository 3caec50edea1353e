#include "core/base/heap.h"

#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace keydeck {

namespace {

constexpr std::size_t LargeBytes = 4 * 1024 * 1024;

} // namespace

void giveLargeValuesBack() noexcept
{
#ifdef __GLIBC__
    ::mallopt(M_MMAP_THRESHOLD, int(LargeBytes)); // said once, it is not learnt any more
#endif
}

void preferLargePages(
    [[maybe_unused]] const void *begin, [[maybe_unused]] std::size_t bytes) noexcept
{
#ifdef MADV_HUGEPAGE
    constexpr std::uintptr_t PageBytes = 2 * 1024 * 1024;
    const auto first = (std::uintptr_t(begin) + PageBytes - 1) / PageBytes * PageBytes;
    const auto end = (std::uintptr_t(begin) + bytes) / PageBytes * PageBytes;
    if (bytes >= LargeBytes)
        ::madvise(reinterpret_cast<void *>(first), end - first, MADV_HUGEPAGE);
#endif
}

} // namespace keydeck
