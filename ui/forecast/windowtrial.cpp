#include "ui/forecast/windowtrial.h"

#include "core/forecast/usagepast.h"

namespace keydeck {

namespace {

void addWindows(
    WindowTrial *trial, const QString &name, const QList<WindowCourse> &courses, qint64 nowMs)
{
    for (const WindowCourse &course : courses) {
        if (course.endMs <= nowMs)
            trial->windows.append({name, course.window});
    }
}

} // namespace

WindowTrialPointer windowTrial(const QList<NamedHistory> &keys, qint64 nowMs)
{
    auto trial = std::make_shared<WindowTrial>();
    QList<WindowCourse> all;
    for (const NamedHistory &key : keys) {
        const QList<WindowCourse> courses = UsagePast(key.history).windows();
        addWindows(trial.get(), key.name, courses, nowMs);
        all += courses;
    }
    trial->trial = LimitTrial(all, nowMs);
    return trial;
}

WindowTrialPointer windowTrial(
    const QString &name, const QList<WindowCourse> &courses, qint64 nowMs)
{
    auto trial = std::make_shared<WindowTrial>();
    addWindows(trial.get(), name, courses, nowMs);
    trial->trial = LimitTrial(courses, nowMs);
    return trial;
}

} // namespace keydeck
