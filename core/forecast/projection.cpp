#include "core/forecast/projection.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace keydeck {

namespace {

constexpr int Days = 28;
constexpr qint64 ShiftMs = 15LL * 60 * 1000;
constexpr double LeastSeen = 0.3; ///< of a day's first part; with less it was blocked for too long
constexpr double Steadying = 0.5; ///< added to both sides of a ratio, in days' mean use
constexpr double Likeness = 0.5; ///< a day that is e^0.5 times today's weighs 0.6
constexpr double OwnWeight = 1;
constexpr double RecentHalfLifeMs = 45.0 * 60 * 1000;

using Course = Projection::Course;

/// Rates and times of one projection.
struct Frame
{
    const PresentWindow &window;
    const UsagePast &past;
    qint64 nowMs;

    [[nodiscard]] double elapsedSteps() const
    {
        return double(nowMs - window.startMs) / double(Projection::StepMs);
    }
    [[nodiscard]] size_t steps() const
    {
        const qint64 left = std::max<qint64>(0, window.resetMs() - nowMs);
        return size_t((left + Projection::StepMs - 1) / Projection::StepMs);
    }
};

/// An earlier day, moved so that its time of day is that of the window.
struct EarlierDay
{
    qint64 shiftMs = 0; ///< negative
    double before = 0; ///< what came in until the moment that is like now
};

std::vector<EarlierDay> earlierDays(const Frame &frame)
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(frame.nowMs);
    const double elapsed = double(frame.nowMs - frame.window.startMs);
    std::vector<EarlierDay> days;
    for (int day = 1; day <= Days; ++day) {
        const qint64 dayMs = now.addDays(-day).toMSecsSinceEpoch() - frame.nowMs;
        for (const qint64 shift : {dayMs - ShiftMs, dayMs, dayMs + ShiftMs}) {
            const qint64 fromMs = frame.window.startMs + shift, toMs = frame.nowMs + shift;
            if (fromMs < frame.past.curve().firstMs())
                continue;
            const double seen = 1 - double(frame.past.blockedMs(fromMs, toMs)) / elapsed;
            if (seen >= LeastSeen)
                days.push_back({shift, frame.past.curve().between(fromMs, toMs) / seen});
        }
    }
    return days;
}

/// What that day went on with, step by step.
std::vector<double> followingSteps(const Frame &frame, const EarlierDay &day)
{
    constexpr double Blocked = -1;
    std::vector<double> steps(frame.steps());
    double seen = day.before, seenSteps = frame.elapsedSteps();
    qint64 fromMs = frame.nowMs + day.shiftMs;
    for (double &step : steps) {
        const qint64 toMs = fromMs + Projection::StepMs;
        const double open
            = 1 - double(frame.past.blockedMs(fromMs, toMs)) / double(Projection::StepMs);
        step = open > 0.5 ? frame.past.curve().between(fromMs, toMs) / open : Blocked;
        if (step != Blocked) {
            seen += step;
            ++seenSteps;
        }
        fromMs = toMs;
    }
    std::replace(steps.begin(), steps.end(), Blocked, seen / seenSteps);
    return steps;
}

void addEarlierDays(const Frame &frame, std::vector<Course> *courses)
{
    const std::vector<EarlierDay> days = earlierDays(frame);
    const double sum = std::accumulate(days.begin(), days.end(), 0.0,
        [](double total, const EarlierDay &day) { return total + day.before; });
    const double steadying = Steadying * std::max(1.0, sum / double(days.size()));
    for (const EarlierDay &day : days) {
        const double ratio = (frame.window.used + steadying) / (day.before + steadying);
        const double distance = std::log(ratio) / Likeness;
        Course course{std::exp(-distance * distance / 2) / 3, followingSteps(frame, day)};
        for (double &step : course.used)
            step *= ratio;
        courses->push_back(std::move(course));
    }
}

/// The window's own full steps until now, oldest first. What nobody saw of it counts evenly.
std::vector<double> ownSteps(const Frame &frame)
{
    const UsageCurve &curve = frame.past.curve();
    const double seen = curve.between(frame.window.startMs - 1, frame.nowMs);
    const double unseen = std::max(0.0, frame.window.used - seen) / frame.elapsedSteps();
    std::vector<double> steps;
    for (qint64 toMs = frame.nowMs; toMs - Projection::StepMs >= frame.window.startMs;
         toMs -= Projection::StepMs)
        steps.push_back(unseen + curve.between(toMs - Projection::StepMs, toMs));
    if (steps.empty())
        steps.push_back(frame.window.used / frame.elapsedSteps());
    std::reverse(steps.begin(), steps.end());
    return steps;
}

double recentRate(const std::vector<double> &steps)
{
    double sum = 0, weights = 0, weight = 1;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        sum += weight * *step;
        weights += weight;
        weight *= std::exp2(-double(Projection::StepMs) / RecentHalfLifeMs);
    }
    return sum / weights;
}

/// The window goes on as it went so far, from different points of it and at different levels.
void addOwnCourse(const Frame &frame, std::vector<Course> *courses)
{
    constexpr std::array Levels{0.6, 1.0, 1.5};
    constexpr size_t Beginnings = 3;
    const std::vector<double> own = ownSteps(frame);
    const double mean = std::accumulate(own.begin(), own.end(), 0.0) / double(own.size());
    const double trend = mean > 0 ? (mean + recentRate(own)) / 2 / mean : 0;
    for (size_t n = 0; n < Levels.size() * Beginnings; ++n) {
        Course course{OwnWeight / double(Levels.size() * Beginnings), {}};
        const size_t first = own.size() * n / (Levels.size() * Beginnings);
        for (size_t step = 0; step < frame.steps(); ++step)
            course.used.push_back(
                Levels[n % Levels.size()] * trend * own[(first + step) % own.size()]);
        courses->push_back(std::move(course));
    }
}

} // namespace

Projection project(const PresentWindow &window, const UsagePast &past, qint64 nowMs)
{
    Projection projection;
    if (nowMs <= window.startMs || nowMs >= window.resetMs())
        return projection;
    const Frame frame{window, past, nowMs};
    addEarlierDays(frame, &projection.courses);
    addOwnCourse(frame, &projection.courses);
    for (Course &course : projection.courses)
        std::partial_sum(course.used.begin(), course.used.end(), course.used.begin());
    return projection;
}

} // namespace keydeck
