#include "tests/support/framewatchdog.h"

#include <algorithm>
#include <ctime>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr int BeatMs = 1;

} // namespace

FrameWatchdog::FrameWatchdog() : m_account(u"/proc/thread-self/schedstat"_s)
{
    // Where the kernel keeps no account, what was waited for counts as a stall.
    std::ignore = m_account.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FrameWatchdog::beat);
    restart();
    m_timer.start(BeatMs);
}

void FrameWatchdog::restart()
{
    m_longestMs = 0;
    m_since.start();
    m_waitedNs = waitedNs();
}

double FrameWatchdog::longestMs() const
{
    return std::max(m_longestMs, stallMs());
}

void FrameWatchdog::beat()
{
    m_longestMs = std::max(m_longestMs, stallMs());
    m_since.start();
    m_waitedNs = waitedNs();
}

double FrameWatchdog::stallMs() const
{
    return double(m_since.nsecsElapsed() - (waitedNs() - m_waitedNs)) / 1e6 - BeatMs;
}

/// The second figure of schedstat: for how long the thread was ready to run and did not.
qint64 FrameWatchdog::waitedNs() const
{
    if (!m_account.isOpen() || !m_account.seek(0))
        return 0;
    return m_account.read(128).split(' ').value(1).toLongLong();
}

double threadSeconds()
{
    std::timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

} // namespace keydeck::test
