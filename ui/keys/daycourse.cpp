#include "ui/keys/daycourse.h"

#include <algorithm>
#include <numeric>

namespace keydeck {

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

} // namespace

qint64 DayCourse::startMs(int hour) const
{
    return fromMs + hour * HourMs;
}

double DayCourse::total() const
{
    return std::accumulate(hours.begin(), hours.end(), 0.0);
}

int DayCourse::busiestHour() const
{
    return int(std::max_element(hours.begin(), hours.end()) - hours.begin());
}

TimeSpan dayCourseSpan(qint64 nowMs)
{
    const qint64 endMs = (nowMs / HourMs + 1) * HourMs;
    return {endMs - DayCourseHours * HourMs, endMs};
}

DayCourses dayCourses(const UsageByKey &hours, const TimeSpan &span)
{
    DayCourses courses{span.fromMs};
    for (auto key = hours.cbegin(); key != hours.cend(); ++key) {
        DayCourse course{span.fromMs, {}};
        for (const UsageBucket &bucket : *key) {
            if (bucket.startMs >= span.fromMs && bucket.startMs < span.toMs)
                course.hours[size_t((bucket.startMs - span.fromMs) / HourMs)] += bucket.tokens;
        }
        if (course.total() > 0)
            courses.byKey.insert(key.key(), course);
    }
    return courses;
}

} // namespace keydeck
