// Will the window's limit last until its reset, and if not, when does it run out?
#pragma once

#include "core/forecast/projection.h"
#include "core/rules/keystatus.h"

namespace keydeck {

/// How the use so far compares with one that spends the limit evenly over the window.
enum class Pace
{
    Behind,
    On, ///< within a tenth of it
    Ahead,
};

/// What is to be expected of a key's present window. Nothing in it is ever later than the reset:
/// windows are fixed, and the next one begins with the next use.
struct Forecast
{
    enum class Kind
    {
        Refused, ///< the gateway does not let the key in, whatever it used
        NoLimit, ///< nothing is ever blocked
        NoWindow, ///< none is open
        Blocked, ///< until the reset; for ever with a negative limit
        TooEarly, ///< less than TooEarlyMs of the window has passed
        TooThin, ///< fewer than LeastBookings of it were seen
        Lasts,
        RunsOut, ///< more likely than not
    };
    /// What may be used by then: one in ten below low, one in ten above high. Likely is the middle
    /// of those courses that go the way that the kind says: it goes above the limit at likelyMs, or
    /// stays below it to the reset.
    struct Range
    {
        qint64 atMs = 0;
        double low = 0;
        double likely = 0;
        double high = 0;
    };

    Kind kind = Kind::NoWindow;
    qint64 nowMs = 0;
    PresentWindow window;
    qsizetype bookings = 0; ///< of the window, as far as they were seen
    Pace pace = Pace::On; ///< where there are a window and a limit
    double runOutChance = 0; ///< before the reset
    /// Of running out, if it does: the middle, and what eight in ten are between. 0 where nothing
    /// says that it may.
    qint64 earliestMs = 0;
    qint64 likelyMs = 0;
    qint64 latestMs = 0;
    QList<Range> course = {}; ///< from now to the reset, where said; not held to the limit

    [[nodiscard]] bool isSaid() const { return kind >= Kind::Lasts; }
    [[nodiscard]] qint64 resetMs() const { return window.resetMs(); }
    [[nodiscard]] qint64 elapsedMs() const { return nowMs - window.startMs; }
};

inline constexpr qint64 TooEarlyMs = UsageWindowMs * 3 / 100; ///< 9 min
inline constexpr qsizetype LeastBookings = 3;

/// past is what is known of the key; the window's figures are those of the gateway's own rule.
/// Takes a millisecond or two.
[[nodiscard]] Forecast forecastOf(const KeyState &state, const UsagePast &past, qint64 nowMs);

/// What a projection says about a window that is neither blocked nor too young: the kind, the
/// chance and the times, without the course.
[[nodiscard]] Forecast readProjection(
    const PresentWindow &window, const Projection &projection, qint64 nowMs);

/// Why nothing can be said yet, or that it can: Lasts.
[[nodiscard]] Forecast::Kind readiness(
    const PresentWindow &window, const UsagePast &past, qint64 nowMs);

} // namespace keydeck
