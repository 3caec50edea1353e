// Runs a piece of a test in a process of its own: without privileges, under limits, or to be
// killed.
#pragma once

#include <QByteArray>

#include <functional>

#include <sys/types.h>

namespace keydeck::test {

/// fork(): a child that is not to outlive a test that crashes, and has the signals as any program
/// starts with. It must end by _exit().
[[nodiscard]] pid_t forkChild();

/// Forks, runs the work in the child and returns what it returned. Fails the test and returns
/// nothing when the child did not end well. No Qt event loop may be running.
[[nodiscard]] QByteArray inChild(const std::function<QByteArray()> &work);

/// For the child: give up root, so that permissions bite. Nothing to do for an ordinary user.
void becomeNobody();

/// For the child: files cannot grow past that many bytes, which is what a full disk looks like.
void limitFileSize(quint64 bytes);

/// For the child: that system call fails with that number from now on, as where there is no such
/// thing.
void forbidSystemCall(int call, int errorNumber);

/// For the child, as root: a mount namespace of its own. False where the system does not permit it.
[[nodiscard]] bool enterMountNamespace();

/// A child that holds something until it is told to go on.
class PausedChild final
{
public:
    /// The work calls pause() when it is where the test wants it.
    explicit PausedChild(const std::function<void(const std::function<void()> &pause)> &work);
    ~PausedChild();

    /// Returns once the child has paused.
    void awaitPause();
    void sendSignal(int number) const;
    [[nodiscard]] bool isRunning();
    void resume();
    /// The signal that ended the child, 0 when it ended by itself.
    [[nodiscard]] int awaitEnd();

private:
    pid_t m_pid = -1;
    int m_status = 0;
    int m_fromChild[2];
    int m_toChild[2];
};

} // namespace keydeck::test
