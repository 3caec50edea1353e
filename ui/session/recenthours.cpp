#include "ui/session/recenthours.h"

#include "core/base/whendone.h"

namespace keydeck {

namespace {

constexpr int LookForNextHourMs = 30'000;

} // namespace

RecentHours::RecentHours(Recorder &recorder, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_recorder(recorder)
    , m_clock(clock)
{
    connect(&m_pace, &QuestionPace::due, this, &RecentHours::ask);
    connect(&recorder, &Recorder::recorded, &m_pace, &QuestionPace::request);
    m_nextHour.setInterval(LookForNextHourMs);
    connect(&m_nextHour, &QTimer::timeout, this, [this] {
        if (dayCourseSpan(m_clock.nowMs()).toMs != m_askedUntilMs)
            m_pace.request();
    });
    m_nextHour.start();
}

void RecentHours::setRows(const std::shared_ptr<const KeyRows> &rows)
{
    m_rows = rows;
}

void RecentHours::ask()
{
    if (!m_rows)
        return;
    m_pace.asked();
    const QStringList keys = firstKeys(*m_rows);
    const TimeSpan span = dayCourseSpan(m_clock.nowMs());
    m_askedUntilMs = span.toMs;
    const auto courses = m_recorder.hours(keys, span).then([span](const Result<UsageByKey> &hours) {
        return hours.map([&](const UsageByKey &found) { return dayCourses(found, span); });
    });
    whenDone(courses, this, [this](const Result<DayCourses> &made) { take(made); });
}

/// A history that cannot be read is said where it is recorded; what is shown stays.
void RecentHours::take(const Result<DayCourses> &courses)
{
    m_pace.answered();
    if (courses)
        Q_EMIT ready(*courses);
}

} // namespace keydeck
