#include "core/store/lockguardian.h"

#include "core/store/guardianloop.h"
#include "core/store/ioerror.h"

#include <QJsonDocument>
#include <QMutexLocker>

#include <chrono>
#include <cstring>
#include <thread>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int ConnectionNumber = 3;
constexpr int EndTries = 1000;
constexpr std::chrono::microseconds EndPause(100);

/// All signals wait, so that a Ctrl+C does not meet a guardian that does not ignore it yet.
class AllSignalsBlocked final
{
public:
    AllSignalsBlocked()
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &m_before);
    }
    ~AllSignalsBlocked() { restore(); }
    Q_DISABLE_COPY_MOVE(AllSignalsBlocked)

    void restore() const { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }

private:
    sigset_t m_before{};
};

void ignoreWhatEndsPrograms()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2,
             SIGTSTP, SIGTTIN, SIGTTOU})
        ::signal(number, SIG_IGN);
}

/// Somebody waits for the end of this process's output, or wants to unmount its folder.
bool keepOnly(int connection)
{
    const int nothing = ::open("/dev/null", O_RDWR);
    if (nothing < 0 || ::chdir("/") != 0)
        return false;
    // The connection may itself have one of the four numbers.
    const int kept = ::fcntl(connection, F_DUPFD, ConnectionNumber + 1);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::dup2(nothing, standard);
    if (kept < 0 || ::dup2(kept, ConnectionNumber) < 0)
        return false;
    if (::close_range(ConnectionNumber + 1, ~0U, 0) == 0)
        return true;
    const long most = ::sysconf(_SC_OPEN_MAX); // a kernel before 5.9
    for (int descriptor = ConnectionNumber + 1; descriptor < most; ++descriptor)
        ::close(descriptor);
    return true;
}

[[noreturn]] void beGuardian(
    int connection, const ProcessIdentity &guarded, const AllSignalsBlocked &signalsBlocked)
{
    ::setsid();
    ignoreWhatEndsPrograms();
    signalsBlocked.restore();
    ::prctl(PR_SET_NAME, "keydeck-guard");
    if (keepOnly(connection))
        runGuardian(ConnectionNumber, guarded);
    ::_exit(0);
}

} // namespace

std::shared_ptr<LockGuardian> LockGuardian::start()
{
    int connection[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, connection) != 0)
        return nullptr;
    FileDescriptor ours(connection[0]);
    const FileDescriptor theirs(connection[1]);
    const ProcessIdentity self = ProcessIdentity::current();
    const AllSignalsBlocked signalsBlocked;
    const pid_t guardian = ::fork();
    if (guardian < 0)
        return nullptr;
    if (guardian == 0)
        beGuardian(theirs.get(), self, signalsBlocked);
    return std::make_shared<LockGuardian>(std::move(ours), guardian);
}

LockGuardian::~LockGuardian()
{
    send({{u"end"_s, true}});
    m_connection = {};
    for (int tries = 0; tries < EndTries; ++tries) {
        if (::waitpid(m_processId, nullptr, WNOHANG) != 0)
            return;
        std::this_thread::sleep_for(EndPause);
    }
}

LockGuardian::LockGuardian(FileDescriptor connection, pid_t processId)
    : m_connection(std::move(connection))
    , m_processId(processId)
{ }

void LockGuardian::expect(const LockEntry &entry, const QString &journalPath, int directory) const
{
    send({{u"expect"_s, entry.toJson()}, {u"journal"_s, journalPath}}, directory);
}

void LockGuardian::forget(const LockEntry &entry) const
{
    send({{u"forget"_s, entry.privatePath}});
}

void LockGuardian::watch(const QString &storePath, const QString &journalFolder) const
{
    const QMutexLocker locker(&m_mutex);
    const QString store = absolutePath(storePath);
    if (m_watched.contains(store))
        return;
    m_watched.insert(store);
    send({{u"watch"_s, store}, {u"journal"_s, journalFolder}});
}

void LockGuardian::send(const QJsonObject &message, int descriptor) const
{
    QByteArray bytes = QJsonDocument(message).toJson(QJsonDocument::Compact);
    iovec content{bytes.data(), size_t(bytes.size())};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &content;
    header.msg_iovlen = 1;
    if (descriptor >= 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        cmsghdr *attached = CMSG_FIRSTHDR(&header);
        attached->cmsg_level = SOL_SOCKET;
        attached->cmsg_type = SCM_RIGHTS;
        attached->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(attached), &descriptor, sizeof descriptor);
    }
    // Never waits: a guardian that is stopped must not stop us.
    static_cast<void>(retryInterrupted(
        [&] { return ::sendmsg(m_connection.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT); }));
}

} // namespace keydeck
