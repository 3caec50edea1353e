#include "core/forecast/backtest.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace keydeck {

namespace {

constexpr double LeastUnobserved = 0.05;

bool canBeScored(const WindowCourse &course, qint64 nowMs)
{
    return course.endMs <= nowMs && std::isfinite(course.window.limit) && course.window.limit > 0
        && course.window.used() > 0 && course.unobserved <= LeastUnobserved * course.window.used();
}

/// The replay of one moment.
class Replay final
{
public:
    Replay(const UsagePast &past, const ProjectionMethod &method, double share)
        : m_past(past)
        , m_method(method)
    {
        m_score.share = share;
    }

    void add(const WindowCourse &course)
    {
        const qint64 startMs = course.window.startMs;
        const qint64 nowMs = startMs + std::llround(m_score.share * double(UsageWindowMs));
        const PresentWindow window{
            startMs, m_past.curve().between(startMs - 1, nowMs), course.window.limit};
        if (window.used > window.limit || readiness(window, m_past, nowMs) != Forecast::Kind::Lasts)
            return;
        const auto ranOutMs = crossing(course.latest, window.limit);
        note(readProjection(window, m_method(window, m_past, nowMs), nowMs), ranOutMs);
    }

    [[nodiscard]] MomentScore score()
    {
        std::sort(m_errors.begin(), m_errors.end());
        const auto at = [this](double share) {
            return m_errors.empty() ? 0 : m_errors[size_t(share * double(m_errors.size() - 1))];
        };
        m_score.medianErrorMs = at(0.5);
        m_score.ninetiethErrorMs = at(0.9);
        return m_score;
    }

private:
    void note(const Forecast &forecast, const std::optional<qint64> &ranOutMs)
    {
        const bool ranOut = ranOutMs.has_value();
        const bool foreseen = forecast.kind == Forecast::Kind::RunsOut;
        ++m_score.said;
        m_score.ranOut += ranOut ? 1 : 0;
        m_score.right += foreseen == ranOut ? 1 : 0;
        m_score.falseAlarms += foreseen && !ranOut ? 1 : 0;
        m_score.misses += ranOut && !foreseen ? 1 : 0;
        m_score.squares += std::pow(forecast.runOutChance - (ranOut ? 1 : 0), 2);
        if (!ranOut || !foreseen)
            return;
        ++m_score.timed;
        m_errors.push_back(std::abs(*ranOutMs - forecast.likelyMs));
        if (forecast.earliestMs <= *ranOutMs && *ranOutMs <= forecast.latestMs)
            ++m_score.covered;
    }

    const UsagePast &m_past;
    const ProjectionMethod &m_method;
    MomentScore m_score;
    std::vector<qint64> m_errors;
};

} // namespace

ForecastScore backtest(const UsagePast &past, qint64 nowMs, const ProjectionMethod &method)
{
    std::vector<const WindowCourse *> courses;
    for (const WindowCourse &course : past.windows()) {
        if (canBeScored(course, nowMs))
            courses.push_back(&course);
    }
    ForecastScore score{int(courses.size())};
    for (const double share : ScoredShares) {
        Replay replay(past, method, share);
        for (const WindowCourse *course : courses)
            replay.add(*course);
        score.moments.append(replay.score());
    }
    return score;
}

} // namespace keydeck
