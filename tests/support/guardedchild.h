// A program of ours with a guardian, to be killed.
#pragma once

#include "core/store/lockclaim.h"

#include <QString>

#include <functional>

#include <sys/types.h>

namespace keydeck::test {

/// A child process that starts as our programs do, with a guardian and a journal, and then works
/// until it is killed.
class GuardedChild final
{
public:
    /// The work calls ready() when the test may go on; the child ends when the work returns.
    using Work
        = std::function<void(const LockSafeguards &safeguards, const std::function<void()> &ready)>;

    /// Returns when the child is ready.
    GuardedChild(const QString &journalFolder, const Work &work);
    /// Kills it, and waits until its guardian has ended.
    ~GuardedChild();

    [[nodiscard]] pid_t pid() const { return m_pid; }
    [[nodiscard]] pid_t guardian() const { return m_guardian; }

    void killProgram();
    void killGuardian() const;

private:
    pid_t m_pid = -1;
    pid_t m_guardian = -1;
};

/// Whether a process of that number is there and is no zombie.
[[nodiscard]] bool isAlive(pid_t pid);

} // namespace keydeck::test
