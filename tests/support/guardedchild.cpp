#include "tests/support/guardedchild.h"

#include "tests/support/childprocess.h"

#include <QtGlobal>

#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace keydeck::test {

namespace {

constexpr int GuardianTries = 2000;

[[noreturn]] void runChild(const QString &journalFolder, const GuardedChild::Work &work, int answer)
{
    LockSafeguards safeguards{LockJournal(journalFolder), LockGuardian::start()};
    const pid_t guardian = safeguards.guardian ? safeguards.guardian->processId() : -1;
    work(safeguards, [&] {
        if (::write(answer, &guardian, sizeof guardian) != ssize_t(sizeof guardian))
            ::_exit(1);
    });
    ::_exit(0);
}

} // namespace

GuardedChild::GuardedChild(const QString &journalFolder, const Work &work)
{
    int ends[2];
    if (::pipe(ends) != 0)
        qFatal("cannot make a pipe: %s", std::strerror(errno));
    m_pid = forkChild();
    if (m_pid == 0) {
        ::close(ends[0]);
        runChild(journalFolder, work, ends[1]);
    }
    ::close(ends[1]);
    if (::read(ends[0], &m_guardian, sizeof m_guardian) != ssize_t(sizeof m_guardian)
        || m_guardian <= 0)
        qFatal("the guarded child did not start");
    ::close(ends[0]);
}

GuardedChild::~GuardedChild()
{
    killProgram();
    for (int tries = 0; tries < GuardianTries && isAlive(m_guardian); ++tries) {
        ::kill(m_guardian, SIGCONT);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void GuardedChild::killProgram()
{
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
}

void GuardedChild::killGuardian() const
{
    ::kill(m_guardian, SIGKILL);
}

bool isAlive(pid_t pid)
{
    return pid > 0 && ProcessIdentity{pid, 0, {}}.mayBeAlive();
}

} // namespace keydeck::test
