#include "tests/support/childprocess.h"

#include <QTest>

#include <csignal>
#include <cstddef>
#include <iterator>

#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace keydeck::test {

namespace {

constexpr uid_t Nobody = 65534;

void require(bool done, const char *what)
{
    if (!done)
        qFatal("cannot %s: %s", what, strerror(errno));
}

} // namespace

pid_t forkChild()
{
    const pid_t pid = ::fork();
    require(pid >= 0, "fork");
    if (pid != 0)
        return pid;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV})
        std::signal(number, SIG_DFL);
    return pid;
}

QByteArray inChild(const std::function<QByteArray()> &work)
{
    int ends[2];
    require(::pipe(ends) == 0, "make a pipe");
    const pid_t pid = forkChild();
    if (pid == 0) {
        const QByteArray result = work();
        require(::write(ends[1], result.data(), size_t(result.size())) == result.size(), "answer");
        ::_exit(0);
    }
    ::close(ends[1]);
    QByteArray result;
    char chunk[4096];
    for (ssize_t got; (got = ::read(ends[0], chunk, sizeof chunk)) > 0;)
        result.append(chunk, got);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        QTest::qFail("the child process did not end well", __FILE__, __LINE__);
    return result;
}

void becomeNobody()
{
    if (::geteuid() != 0)
        return;
    require(::setgroups(0, nullptr) == 0 && ::setresgid(Nobody, Nobody, Nobody) == 0
            && ::setresuid(Nobody, Nobody, Nobody) == 0,
        "become nobody");
}

void limitFileSize(quint64 bytes)
{
    std::signal(SIGXFSZ, SIG_IGN); // so that the write fails instead
    const rlimit limit{bytes, bytes};
    require(::setrlimit(RLIMIT_FSIZE, &limit) == 0, "limit the size of files");
}

void forbidSystemCall(int call, int errorNumber)
{
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, quint32(call), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (quint32(errorNumber) & SECCOMP_RET_DATA)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(program), program};
    require(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0,
        "forbid a system call");
}

bool enterMountNamespace()
{
    return ::unshare(CLONE_NEWNS) == 0
        && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

PausedChild::PausedChild(const std::function<void(const std::function<void()> &pause)> &work)
{
    require(::pipe(m_fromChild) == 0 && ::pipe(m_toChild) == 0, "make a pipe");
    m_pid = forkChild();
    if (m_pid != 0)
        return;
    work([this] {
        char byte = 'p';
        require(::write(m_fromChild[1], &byte, 1) == 1, "tell the test");
        require(::read(m_toChild[0], &byte, 1) == 1, "hear from the test");
    });
    ::_exit(0);
}

PausedChild::~PausedChild()
{
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    for (const int end : {m_fromChild[0], m_fromChild[1], m_toChild[0], m_toChild[1]})
        ::close(end);
}

void PausedChild::awaitPause()
{
    char byte = 0;
    require(::read(m_fromChild[0], &byte, 1) == 1, "hear from the child");
}

void PausedChild::sendSignal(int number) const
{
    ::kill(m_pid, number);
}

bool PausedChild::isRunning()
{
    if (m_pid > 0 && ::waitpid(m_pid, &m_status, WNOHANG) == m_pid)
        m_pid = -1;
    return m_pid > 0;
}

void PausedChild::resume()
{
    require(::write(m_toChild[1], "r", 1) == 1, "tell the child");
}

int PausedChild::awaitEnd()
{
    if (m_pid > 0)
        ::waitpid(m_pid, &m_status, 0);
    m_pid = -1;
    return WIFSIGNALED(m_status) ? WTERMSIG(m_status) : 0;
}

} // namespace keydeck::test
