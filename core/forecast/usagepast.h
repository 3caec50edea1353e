// What a key did before, made ready for looking ahead.
#pragma once

#include "core/forecast/windowcourse.h"

namespace keydeck {

/// One key's history as the forecast, its back-test and the what-if ask it. Making it is linear in
/// the samples: for a worker; asking is quick.
///
/// Thread: any; immutable.
class UsagePast final
{
public:
    UsagePast() = default;
    explicit UsagePast(const KeyHistory &history);

    [[nodiscard]] const UsageCurve &curve() const { return m_curve; }
    /// Every window that has a figure, by start; also the one that is open.
    [[nodiscard]] const QList<WindowCourse> &windows() const { return m_windows; }
    /// How much of that time the key was blocked, so that its demand was not seen. O(log n).
    [[nodiscard]] qint64 blockedMs(qint64 fromMs, qint64 toMs) const;

private:
    struct Block
    {
        TimeSpan span;
        qint64 beforeMs = 0; ///< blocked in all before it
    };
    [[nodiscard]] qint64 blockedUntil(qint64 ms) const;

    UsageCurve m_curve;
    QList<WindowCourse> m_windows;
    QList<Block> m_blocks; ///< by time
    qint64 m_blockedMs = 0;
};

} // namespace keydeck
