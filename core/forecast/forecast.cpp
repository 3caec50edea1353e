#include "core/forecast/forecast.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace keydeck {

namespace {

/// Of the projection's weight: the back-test finds eight in ten of what happened between them.
constexpr double LowShare = 0.07;
constexpr double HighShare = 0.93;
constexpr double PaceTolerance = 0.1;

struct Weighted
{
    double value = 0;
    double weight = 0;
};

/// Sorted by value; share of the whole weight is at or below the result.
double quantile(const std::vector<Weighted> &sorted, double total, double share)
{
    double sum = 0;
    for (const Weighted &each : sorted) {
        sum += each.weight;
        if (sum >= share * total)
            return each.value;
    }
    return sorted.back().value;
}

/// Sorts what there is and returns its whole weight.
double sortedWeight(std::vector<Weighted> *values)
{
    std::sort(values->begin(), values->end(),
        [](const Weighted &a, const Weighted &b) { return a.value < b.value; });
    double total = 0;
    for (const Weighted &each : *values)
        total += each.weight;
    return total;
}

/// When the course goes above what remains, within a step as if it rose evenly.
std::optional<double> runOut(const Projection::Course &course, double remaining, qint64 nowMs)
{
    const auto over = std::upper_bound(course.used.begin(), course.used.end(), remaining);
    if (over == course.used.end())
        return std::nullopt;
    const double before = over == course.used.begin() ? 0 : *(over - 1);
    const double steps
        = double(over - course.used.begin()) + (remaining - before) / (*over - before);
    return double(nowMs) + steps * double(Projection::StepMs);
}

Pace paceOf(const PresentWindow &window, qint64 nowMs)
{
    const double even = window.limit * double(nowMs - window.startMs) / double(UsageWindowMs);
    if (window.used > even * (1 + PaceTolerance))
        return Pace::Ahead;
    return window.used < even * (1 - PaceTolerance) ? Pace::Behind : Pace::On;
}

/// The middle of those courses that run out, or of those that last, whichever is meant.
double likelyAt(const Forecast &forecast, const Projection &projection, size_t step)
{
    const double remaining = forecast.window.limit - forecast.window.used;
    std::vector<Weighted> values;
    for (const Projection::Course &course : projection.courses) {
        const auto atMs = runOut(course, remaining, forecast.nowMs);
        const bool runsOut = atMs && *atMs < double(forecast.resetMs());
        if (runsOut == (forecast.kind == Forecast::Kind::RunsOut))
            values.push_back({course.used[step], course.weight});
    }
    const double total = sortedWeight(&values);
    return values.empty() ? 0 : quantile(values, total, 0.5);
}

QList<Forecast::Range> courseOf(const Forecast &forecast, const Projection &projection)
{
    const PresentWindow &window = forecast.window;
    const qint64 nowMs = forecast.nowMs;
    QList<Forecast::Range> course{{nowMs, window.used, window.used, window.used}};
    const size_t steps = projection.courses.front().used.size();
    std::vector<Weighted> values(projection.courses.size());
    for (size_t step = 0; step < steps; ++step) {
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = {projection.courses[i].used[step], projection.courses[i].weight};
        const double total = sortedWeight(&values);
        const qint64 atMs = nowMs + qint64(step + 1) * Projection::StepMs;
        const qint64 pastMs = std::max<qint64>(0, atMs - window.resetMs());
        const Forecast::Range last = course.last();
        const double share = 1 - double(pastMs) / double(Projection::StepMs);
        const auto until = [&](double before, double more) {
            return before + (window.used + more - before) * share;
        };
        const double low = quantile(values, total, LowShare);
        const double high = quantile(values, total, HighShare);
        const double likely = std::clamp(likelyAt(forecast, projection, step), low, high);
        course.append({atMs - pastMs, until(last.low, low), until(last.likely, likely),
            until(last.high, high)});
    }
    return course;
}

Forecast::Kind kindOf(const KeyState &state, qint64 nowMs)
{
    const RateLimit &rate = state.rate;
    if (state.status == KeyStatus::Failing || state.status == KeyStatus::Expired)
        return Forecast::Kind::Refused;
    if (rate.blocked && (rate.limit < 0 || rate.endMs(nowMs) > nowMs))
        return Forecast::Kind::Blocked;
    if (!std::isfinite(rate.limit) || !std::isfinite(rate.used))
        return Forecast::Kind::NoLimit;
    if (!rate.started || rate.endMs(nowMs) <= nowMs)
        return Forecast::Kind::NoWindow;
    return Forecast::Kind::Lasts;
}

} // namespace

Forecast::Kind readiness(const PresentWindow &window, const UsagePast &past, qint64 nowMs)
{
    if (nowMs - window.startMs < TooEarlyMs)
        return Forecast::Kind::TooEarly;
    if (past.curve().growthsBetween(window.startMs - 1, nowMs) < LeastBookings)
        return Forecast::Kind::TooThin;
    return Forecast::Kind::Lasts;
}

Forecast readProjection(const PresentWindow &window, const Projection &projection, qint64 nowMs)
{
    Forecast forecast{Forecast::Kind::Lasts, nowMs, window};
    std::vector<Weighted> runOuts;
    double total = 0;
    for (const Projection::Course &course : projection.courses) {
        total += course.weight;
        const auto atMs = runOut(course, window.limit - window.used, nowMs);
        if (atMs && *atMs < double(window.resetMs()))
            runOuts.push_back({*atMs, course.weight});
    }
    const double weight = sortedWeight(&runOuts);
    if (weight <= 0)
        return forecast;
    forecast.runOutChance = weight / total;
    forecast.earliestMs = std::llround(quantile(runOuts, weight, LowShare));
    forecast.likelyMs = std::llround(quantile(runOuts, weight, 0.5));
    forecast.latestMs = std::llround(quantile(runOuts, weight, HighShare));
    if (forecast.runOutChance >= 0.5)
        forecast.kind = Forecast::Kind::RunsOut;
    return forecast;
}

Forecast forecastOf(const KeyState &state, const UsagePast &past, qint64 nowMs)
{
    const PresentWindow window{state.rate.startMs(nowMs), state.rate.used, state.rate.limit};
    Forecast forecast{kindOf(state, nowMs), nowMs, window};
    if (forecast.kind == Forecast::Kind::Lasts)
        forecast.kind = readiness(window, past, nowMs);
    if (forecast.kind == Forecast::Kind::Lasts) {
        const Projection projection = project(window, past, nowMs);
        forecast = readProjection(window, projection, nowMs);
        forecast.course = courseOf(forecast, projection);
    }
    forecast.pace = paceOf(window, nowMs);
    forecast.bookings = past.curve().growthsBetween(window.startMs - 1, nowMs);
    return forecast;
}

} // namespace keydeck
