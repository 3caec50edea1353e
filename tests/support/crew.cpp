#include "tests/support/crew.h"

#include "tests/support/childprocess.h"

#include <chrono>

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keydeck::test {

Crew::Crew(int size, const std::function<void(int member)> &work)
{
    for (int member = 0; member < size; ++member) {
        const pid_t pid = forkChild();
        if (pid == 0) {
            work(member);
            ::_exit(0);
        }
        m_pids.push_back(pid);
    }
}

Crew::~Crew()
{
    for (const pid_t pid : m_pids)
        ::waitpid(pid, nullptr, 0);
}

void await(const std::atomic<int> &counter, int value)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (counter < value) {
        if (std::chrono::steady_clock::now() > end)
            ::_exit(1);
        ::sched_yield();
    }
}

} // namespace keydeck::test
