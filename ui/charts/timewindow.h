// What part of a time range a chart shows.
#pragma once

#include "core/history/historyvalues.h"

namespace keydeck {

/// A range of time, and the stretch of it that is seen: all of it, until somebody looks closer.
/// The stretch never leaves the range, and is never shorter than LeastMs unless the range is.
class TimeWindow final
{
public:
    static constexpr qint64 LeastMs = 60 * 1000;

    /// The range moves on with the time; a closer look stays where it is, as far as it can.
    void setWhole(const TimeSpan &whole);
    [[nodiscard]] const TimeSpan &whole() const { return m_whole; }
    [[nodiscard]] const TimeSpan &shown() const { return m_shown; }
    [[nodiscard]] bool isZoomed() const { return m_isZoomed; }

    // Each says whether that changed what is shown.
    /// Above 1 looks closer; what is at aroundMs stays at its place.
    bool zoom(double factor, qint64 aroundMs);
    /// Moves by so much, later for positive values.
    bool pan(qint64 byMs);
    /// Moves as little as it takes to show that moment.
    bool reveal(qint64 atMs);
    bool reset();

private:
    /// The stretch of that length that begins at fromMs, or as near to it as the range lets it.
    bool show(qint64 fromMs, qint64 lengthMs);

    TimeSpan m_whole;
    TimeSpan m_shown;
    bool m_isZoomed = false;
};

} // namespace keydeck
