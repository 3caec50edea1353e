#include "app/endsignals.h"

#include <atomic>
#include <cerrno>
#include <tuple>

#include <sys/eventfd.h>
#include <unistd.h>

namespace keydeck {

namespace {

std::atomic<int> toldThrough = -1;
static_assert(std::atomic<int>::is_always_lock_free, "a signal's handler reads it");

void tell(int)
{
    const int before = errno;
    const quint64 once = 1;
    std::ignore = ::write(toldThrough, &once, sizeof once);
    errno = before;
}

} // namespace

EndSignals::EndSignals(QObject *parent) : QObject(parent)
{
    m_descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_descriptor < 0)
        return; // then they end the program as ever
    toldThrough = m_descriptor;
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &EndSignals::read);
    struct sigaction action
    { };
    action.sa_handler = tell;
    action.sa_flags = SA_RESTART;
    for (size_t n = 0; n < Numbers.size(); ++n) {
        ::sigaction(Numbers[n], nullptr, &m_before[n]);
        if (m_before[n].sa_handler != SIG_IGN)
            ::sigaction(Numbers[n], &action, nullptr);
    }
}

EndSignals::~EndSignals()
{
    if (m_descriptor < 0)
        return;
    for (size_t n = 0; n < Numbers.size(); ++n)
        ::sigaction(Numbers[n], &m_before[n], nullptr);
    m_notifier.reset();
    toldThrough = -1;
    ::close(m_descriptor);
}

void EndSignals::read()
{
    quint64 times = 0;
    if (::read(m_descriptor, &times, sizeof times) == ssize_t(sizeof times))
        Q_EMIT asked();
}

} // namespace keydeck
