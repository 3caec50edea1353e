// A stretch of work that a request to end the program must not cut.
#pragma once

#include <QtGlobal>

#include <signal.h>

namespace keydeck {

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT wait for this thread as long as it lives. Made and destroyed
/// by the same thread.
class SignalsBlocked final
{
public:
    SignalsBlocked()
    {
        sigset_t ending;
        sigemptyset(&ending);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
            sigaddset(&ending, number);
        pthread_sigmask(SIG_BLOCK, &ending, &m_before);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    Q_DISABLE_COPY_MOVE(SignalsBlocked)

private:
    sigset_t m_before{};
};

} // namespace keydeck
