// Processes that race each other, and what they count together.
#pragma once

#include <QtGlobal>

#include <atomic>
#include <functional>
#include <new>
#include <vector>

#include <sys/mman.h>
#include <sys/types.h>

namespace keydeck::test {

/// A value in memory that processes which are forked later share. Its members must be of a kind
/// that needs no destruction: atomics, mostly.
template <typename Value>
class Shared final
{
public:
    Shared()
        : m_value(new (::mmap(nullptr, sizeof(Value), PROT_READ | PROT_WRITE,
            MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Value())
    { }
    ~Shared() { ::munmap(m_value, sizeof(Value)); }
    Q_DISABLE_COPY_MOVE(Shared)

    [[nodiscard]] Value *operator->() const { return m_value; }
    [[nodiscard]] Value &operator*() const { return *m_value; }

private:
    Value *m_value;
};

/// Forks that many processes, each of which does the work and ends. The destructor waits for them.
class Crew final
{
public:
    Crew(int size, const std::function<void(int member)> &work);
    ~Crew();
    Q_DISABLE_COPY_MOVE(Crew)

private:
    std::vector<pid_t> m_pids;
};

/// Yields the processor until the counter has that value; ends the process, for which a crew's
/// figures then lack its share, when that takes more than twenty seconds.
void await(const std::atomic<int> &counter, int value);

} // namespace keydeck::test
