#include "core/forecast/limittrial.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

/// From this limit on the blocked time is longer or shorter by that.
struct Change
{
    double limit = 0;
    qint64 byMs = 0;
};

} // namespace

LimitTrial::LimitTrial(const QList<WindowCourse> &courses, qint64 nowMs)
{
    QList<WindowCourse> closed;
    for (const WindowCourse &course : courses) {
        if (course.endMs > nowMs)
            continue;
        closed.append(course);
        m_used.push_back(course.window.used());
        m_stopped += course.wasBlocked() ? 1 : 0;
    }
    std::sort(m_used.begin(), m_used.end());
    m_least = stepsOf(closed, &WindowCourse::latest);
    m_most = stepsOf(closed, &WindowCourse::earliest);
}

/// A limit between two neighbouring points of a course is crossed at the second of them.
LimitTrial::Steps LimitTrial::stepsOf(
    const QList<WindowCourse> &courses, QList<WindowCourse::Point> WindowCourse::*course)
{
    std::vector<Change> changes;
    for (const WindowCourse &window : courses) {
        double before = 0;
        for (const WindowCourse::Point &point : window.*course) {
            const qint64 blockedMs = window.endMs - point.atMs;
            changes.push_back({before, blockedMs});
            changes.push_back({point.used, -blockedMs});
            before = point.used;
        }
    }
    std::sort(changes.begin(), changes.end(),
        [](const Change &a, const Change &b) { return a.limit < b.limit; });
    Steps steps;
    qint64 blockedMs = 0;
    for (const Change &change : changes) {
        blockedMs += change.byMs;
        if (!steps.from.empty() && steps.from.back() == change.limit) {
            steps.blockedMs.back() = blockedMs;
        } else {
            steps.from.push_back(change.limit);
            steps.blockedMs.push_back(blockedMs);
        }
    }
    return steps;
}

qint64 LimitTrial::Steps::at(double limit) const
{
    const auto next = std::upper_bound(from.begin(), from.end(), std::max(0.0, limit));
    return next == from.begin() ? 0 : blockedMs[size_t(next - from.begin()) - 1];
}

LimitTrial::Outcome LimitTrial::at(double limit) const
{
    const auto over = std::upper_bound(m_used.begin(), m_used.end(), limit);
    return {int(m_used.end() - over), m_least.at(limit), m_most.at(limit)};
}

double LimitTrial::fitting(double share) const
{
    if (m_used.empty())
        return 0;
    const double rank = std::ceil(share * double(m_used.size()) - 1e-9);
    return m_used[size_t(std::clamp(rank, 1.0, double(m_used.size()))) - 1];
}

double LimitTrial::suggestion() const
{
    return roundedUp(fitting(SuggestedShare));
}

double roundedUp(double tokens)
{
    if (!(tokens > 0))
        return 0;
    const double unit = std::max(1.0, std::pow(10, std::floor(std::log10(tokens)) - 1));
    return std::ceil(tokens / unit) * unit;
}

} // namespace keydeck
