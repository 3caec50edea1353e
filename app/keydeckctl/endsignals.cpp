#include "app/keydeckctl/endsignals.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace keydeck {

EndSignals::EndSignals(QObject *parent) : QObject(parent)
{
    sigset_t ends;
    sigemptyset(&ends);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&ends, signal);
    m_descriptor = ::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    if (m_descriptor < 0)
        return; // then they end the program as ever
    pthread_sigmask(SIG_BLOCK, &ends, &m_before);
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &EndSignals::read);
}

EndSignals::~EndSignals()
{
    if (m_descriptor < 0)
        return;
    m_notifier.reset();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    ::close(m_descriptor);
}

void EndSignals::read()
{
    signalfd_siginfo what{};
    if (::read(m_descriptor, &what, sizeof what) == ssize_t(sizeof what))
        Q_EMIT asked();
}

} // namespace keydeck
