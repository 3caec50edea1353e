#include "core/forecast/usagepast.h"

#include <algorithm>

namespace keydeck {

UsagePast::UsagePast(const KeyHistory &history)
    : m_curve(history)
    , m_windows(windowCourses(history, m_curve))
{
    qint64 lastMs = 0;
    for (const WindowCourse &course : m_windows) {
        const auto blockedMs = crossing(course.latest, course.window.limit);
        if (!blockedMs)
            continue;
        const qint64 fromMs = std::max(*blockedMs, lastMs); // windows of a strange store overlap
        if (fromMs >= course.endMs)
            continue;
        m_blocks.append({{fromMs, course.endMs}, m_blockedMs});
        m_blockedMs += course.endMs - fromMs;
        lastMs = course.endMs;
    }
}

qint64 UsagePast::blockedUntil(qint64 ms) const
{
    const auto next = std::upper_bound(m_blocks.begin(), m_blocks.end(), ms,
        [](qint64 at, const Block &block) { return at < block.span.toMs; });
    if (next == m_blocks.end())
        return m_blockedMs;
    return next->beforeMs + std::max<qint64>(0, ms - next->span.fromMs);
}

qint64 UsagePast::blockedMs(qint64 fromMs, qint64 toMs) const
{
    return blockedUntil(toMs) - blockedUntil(fromMs);
}

} // namespace keydeck
