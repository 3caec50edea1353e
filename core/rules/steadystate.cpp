#include "core/rules/steadystate.h"

#include "core/rules/timeform.h"
#include "core/rules/windowfault.h"

#include <algorithm>
#include <limits>

namespace keydeck {

namespace {

/// The earliest of the moments that are given and not over.
class NextMoment final
{
public:
    explicit NextMoment(qint64 nowMs) : m_nowMs(nowMs) { }

    void consider(qint64 ms)
    {
        if (ms >= m_nowMs)
            m_nextMs = std::min(m_nextMs, ms);
    }
    [[nodiscard]] qint64 ms() const { return m_nextMs; }

private:
    qint64 m_nowMs;
    qint64 m_nextMs = std::numeric_limits<qint64>::max();
};

} // namespace

qint64 steadyUntilMs(const ApiKey &key, const KeyState &state, qint64 nowMs)
{
    NextMoment next(nowMs);
    const std::optional<UsageWindows> windows = key.usageWindows();
    if (!windows)
        return nowMs;
    for (const UsageWindow &window : *windows) {
        // The gateway compares a start as text: with any other form that says something else.
        const std::optional<qint64> start = writtenTimeMs(window.windowStart);
        if (!start)
            return nowMs;
        next.consider(*start - WindowClockSkewMs);
        next.consider(*start + UsageWindowMs);
    }
    if (state.expiresMs) {
        next.consider(*state.expiresMs - ExpiringMs);
        next.consider(*state.expiresMs);
    }
    return next.ms();
}

} // namespace keydeck
