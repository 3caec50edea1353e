// A stretch of work that a request to end the program must not cut.
#pragma once

#include <QtGlobal>

#include <signal.h>

namespace keydeck {

/// SIGINT, SIGTERM, SIGHUP and SIGQUIT, and the SIGTSTP of Ctrl+Z, wait for this thread as long as
/// one of these lives, in whatever order several of them go. Made and destroyed by the same thread.
class SignalsBlocked final
{
public:
    SignalsBlocked()
    {
        if (s_count++ > 0)
            return;
        sigset_t ending;
        sigemptyset(&ending);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP})
            sigaddset(&ending, number);
        pthread_sigmask(SIG_BLOCK, &ending, &s_before);
    }
    ~SignalsBlocked()
    {
        if (--s_count == 0)
            pthread_sigmask(SIG_SETMASK, &s_before, nullptr);
    }
    Q_DISABLE_COPY_MOVE(SignalsBlocked)

private:
    inline static thread_local int s_count = 0;
    inline static thread_local sigset_t s_before{}; ///< the first one
};

} // namespace keydeck
