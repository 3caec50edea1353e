#include "core/forecast/windowcourse.h"

#include "core/rules/usagewindow.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

using Growth = UsageCurve::Growth;

/// The curve's growths of that time. One that reaches out of it is cut, since nobody knows how much
/// of it was before or after.
QList<Growth> growthsWithin(const UsageCurve &curve, qint64 startMs, qint64 endMs)
{
    QList<Growth> within;
    for (qsizetype i = curve.firstAfter(startMs - 1); i < curve.growths().size(); ++i) {
        Growth growth = curve.growths()[i];
        if (growth.fromMs > endMs)
            break;
        growth.fromMs = std::max(growth.fromMs, startMs);
        growth.toMs = std::min(growth.toMs, endMs);
        within.append(growth);
    }
    return within;
}

/// Has the growths add up to what the window used: what was observed goes first.
void fit(QList<Growth> *growths, double used)
{
    double left = used;
    for (const bool observed : {true, false}) {
        for (Growth &growth : *growths) {
            if ((growth.fromMs == growth.toMs) == observed) {
                growth.tokens = std::min(growth.tokens, left);
                left -= growth.tokens;
            }
        }
    }
    growths->removeIf([](const Growth &growth) { return growth.tokens <= 0; });
}

QList<WindowCourse::Point> accumulated(QList<Growth> growths, qint64 Growth::*moment)
{
    std::stable_sort(growths.begin(), growths.end(),
        [moment](const Growth &a, const Growth &b) { return a.*moment < b.*moment; });
    QList<WindowCourse::Point> course;
    double used = 0;
    for (const Growth &growth : growths) {
        used += growth.tokens;
        if (!course.isEmpty() && course.last().atMs == growth.*moment)
            course.last().used = used;
        else
            course.append({growth.*moment, used});
    }
    return course;
}

} // namespace

WindowCourse WindowCourse::of(const RecordedWindow &window, const UsageCurve &curve, qint64 knownMs)
{
    WindowCourse course{window, window.startMs + UsageWindowMs};
    const qint64 lastMs = std::clamp(knownMs, window.startMs, course.endMs);
    QList<Growth> growths = growthsWithin(curve, window.startMs, lastMs);
    fit(&growths, window.used());
    double known = 0;
    for (const Growth &growth : growths) {
        known += growth.tokens;
        course.unobserved += growth.fromMs < growth.toMs ? growth.tokens : 0;
    }
    if (const double rest = window.used() - known; rest > 0) {
        const bool isBeginning = curve.firstMs() > window.startMs && !growths.isEmpty();
        const qint64 toMs = isBeginning ? std::min(curve.firstMs(), lastMs) : lastMs;
        growths.append({window.startMs, toMs, rest});
        course.unobserved += rest;
    }
    course.earliest = accumulated(growths, &Growth::fromMs);
    course.latest = accumulated(growths, &Growth::toMs);
    return course;
}

std::optional<qint64> crossing(const QList<WindowCourse::Point> &course, double limit)
{
    const auto above = std::upper_bound(course.begin(), course.end(), limit,
        [](double most, const WindowCourse::Point &point) { return most < point.used; });
    return above == course.end() ? std::nullopt : std::optional(above->atMs);
}

QList<WindowCourse> windowCourses(const KeyHistory &history, const UsageCurve &curve)
{
    QList<WindowCourse> courses;
    for (const RecordedWindow &window : history.windows) {
        if (std::isfinite(window.used()))
            courses.append(WindowCourse::of(window, curve));
    }
    return courses;
}

} // namespace keydeck
