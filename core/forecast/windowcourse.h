// How a usage window filled up.
#pragma once

#include "core/forecast/usagecurve.h"

#include <limits>
#include <optional>

namespace keydeck {

/// A window's use over its five hours, between two bounds: where nobody observed when tokens came
/// in, at the earliest they were all there at once, at the latest at the end of that time. Both
/// reach what the window used in the end.
struct WindowCourse
{
    struct Point
    {
        qint64 atMs = 0;
        double used = 0; ///< from then on
    };

    RecordedWindow window;
    qint64 endMs = 0;
    QList<Point> earliest = {}; ///< by time and use
    QList<Point> latest = {};
    double unobserved = 0; ///< tokens of which the moment is not known

    /// The window's course as the curve of its key has it, as far as knownMs: later than that no
    /// token can have come in.
    [[nodiscard]] static WindowCourse of(const RecordedWindow &window, const UsageCurve &curve,
        qint64 knownMs = std::numeric_limits<qint64>::max());

    /// The gateway stopped it: what it would have used otherwise is not known.
    [[nodiscard]] bool wasBlocked() const { return window.used() > window.limit; }
};

/// When a course first goes above a limit; nothing when it never does. O(log n).
[[nodiscard]] std::optional<qint64> crossing(
    const QList<WindowCourse::Point> &course, double limit);

/// Of every window that has a figure, by start. curve is that of the history.
[[nodiscard]] QList<WindowCourse> windowCourses(const KeyHistory &history, const UsageCurve &curve);

} // namespace keydeck
