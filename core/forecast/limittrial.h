// What another limit would have done to the windows that were.
#pragma once

#include "core/forecast/windowcourse.h"

#include <vector>

namespace keydeck {

/// Closed windows of one or several keys, tried against any limit. Making it is n log n in the
/// courses' points; asking is O(log n), so that a slider can ask as it moves.
///
/// A window is blocked from the moment its course goes above the limit until its reset. Where that
/// moment is not known there are two bounds. What a window had used when its own limit stopped it
/// is all that is known of it: every figure is a lower bound then.
///
/// Thread: any; immutable.
class LimitTrial final
{
public:
    struct Outcome
    {
        int blocked = 0; ///< windows
        qint64 blockedLeastMs = 0; ///< in all
        qint64 blockedMostMs = 0;
    };

    LimitTrial() = default;
    /// Those that ended by nowMs.
    LimitTrial(const QList<WindowCourse> &courses, qint64 nowMs);

    [[nodiscard]] Outcome at(double limit) const;

    [[nodiscard]] int windows() const { return int(m_used.size()); }
    [[nodiscard]] bool isEmpty() const { return m_used.empty(); }
    /// Windows that their own limit stopped.
    [[nodiscard]] int stopped() const { return m_stopped; }
    /// The greatest use.
    [[nodiscard]] double greatest() const { return m_used.empty() ? 0 : m_used.back(); }
    /// The smallest limit that this share of the windows fits in, from 0 to 1.
    [[nodiscard]] double fitting(double share) const;
    /// The one for SuggestedShare, rounded up to two digits.
    [[nodiscard]] double suggestion() const;

    static constexpr double SuggestedShare = 0.95;

private:
    /// Blocked time as a function of the limit: a step function, by the limit it begins at.
    struct Steps
    {
        std::vector<double> from;
        std::vector<qint64> blockedMs;

        [[nodiscard]] qint64 at(double limit) const;
    };
    [[nodiscard]] static Steps stepsOf(
        const QList<WindowCourse> &courses, QList<WindowCourse::Point> WindowCourse::*course);

    std::vector<double> m_used; ///< sorted
    Steps m_least;
    Steps m_most;
    int m_stopped = 0;
};

/// 51,234 -> 52,000: up to the next figure with two digits.
[[nodiscard]] double roundedUp(double tokens);

} // namespace keydeck
