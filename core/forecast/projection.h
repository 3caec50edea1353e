// What may come in between now and a window's reset.
#pragma once

#include "core/forecast/usagepast.h"
#include "core/rules/usagewindow.h"

#include <vector>

namespace keydeck {

/// The window that is open, as it stands.
struct PresentWindow
{
    qint64 startMs = 0;
    double used = 0;
    double limit = 0;

    [[nodiscard]] qint64 resetMs() const { return startMs + UsageWindowMs; }
};

/// Weighted courses that the window may take, in steps from now on. The last step reaches the reset
/// and may go past it: readers stop there.
struct Projection
{
    static constexpr qint64 StepMs = 5LL * 60 * 1000;

    struct Course
    {
        double weight = 0;
        std::vector<double> used; ///< at the end of each step, beside what is used already
    };
    std::vector<Course> courses;
};

/// The key's own earlier days decide, each at the same time of day by the local clock, and a
/// quarter of an hour earlier and later: how much came in then between the window's start and now,
/// and what followed. A day whose first part was like today's weighs more, and is scaled to today's
/// level. Time in which the key was blocked is filled with the rate of that day's rest, since its
/// demand was not seen. The present window's own course, gone on with, weighs OwnWeight of such a
/// day, and is all there is for a key without a past.
///
/// Chosen among straight lines, recent rates, and the bootstrap by the back-test that docs/
/// forecast.md tells of. Looks at nothing after nowMs, so that it can be replayed.
[[nodiscard]] Projection project(const PresentWindow &window, const UsagePast &past, qint64 nowMs);

} // namespace keydeck
