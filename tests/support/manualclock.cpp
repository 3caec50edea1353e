#include "tests/support/manualclock.h"

namespace keydeck::test {

ManualClock::ManualClock(qint64 nowMs) : m_nowMs(nowMs) { }

qint64 ManualClock::nowMs() const
{
    return m_nowMs;
}

qint64 ManualClock::monotonicMs() const
{
    return m_monotonicMs;
}

void ManualClock::advance(qint64 ms)
{
    m_nowMs += ms;
    m_monotonicMs += ms;
}

} // namespace keydeck::test
