#include "core/base/threadindex.h"

#include <bitset>
#include <mutex>

namespace keydeck {

namespace {

/// Never destroyed: threads may end after main() has.
struct Numbers
{
    std::mutex mutex;
    std::bitset<ThreadIndex::Count> taken;
};

Numbers &numbers()
{
    static auto *const all = new Numbers;
    return *all;
}

int takeLowest()
{
    Numbers &all = numbers();
    const std::scoped_lock lock(all.mutex);
    for (int index = 0; index < ThreadIndex::Count; ++index) {
        if (!all.taken.test(size_t(index))) {
            all.taken.set(size_t(index));
            return index;
        }
    }
    return ThreadIndex::None;
}

} // namespace

/// A thread's hold on its number, which ends with the thread.
class ThreadIndex::Lease final
{
public:
    Lease() { s_index = takeLowest(); }
    Lease(const Lease &) = delete;
    Lease &operator=(const Lease &) = delete;
    ~Lease()
    {
        const int index = s_index;
        s_index = None;
        if (index == None)
            return;
        const std::scoped_lock lock(numbers().mutex);
        numbers().taken.reset(size_t(index));
    }
};

int ThreadIndex::take()
{
    static thread_local const Lease lease;
    return s_index;
}

} // namespace keydeck
