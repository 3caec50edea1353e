#include "core/rules/windowfault.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/timeform.h"
#include "core/rules/usagewindow.h"

namespace keydeck {

WindowStartFault windowStartFault(const UsageWindow &window, const QString &cutoff, qint64 nowMs)
{
    const bool active = isActiveWindow(window, cutoff);
    const qint64 latest = nowMs + WindowClockSkewMs;
    if (const auto written = writtenTimeMs(window.windowStart); written && *written <= latest)
        return WindowStartFault::None;
    const QString text = jsString(window.windowStart);
    const TimeForm form = timeForm(text);
    if (form == TimeForm::None)
        return active ? WindowStartFault::Unreadable : WindowStartFault::NotCounted;
    if (!window.windowStart.isString())
        return active ? WindowStartFault::Odd : WindowStartFault::NotCounted;
    switch (form) {
    case TimeForm::Zoneless:
    case TimeForm::DateOnly:
        return WindowStartFault::Zoneless;
    case TimeForm::Offset:
        return WindowStartFault::Offset;
    case TimeForm::Odd:
        return WindowStartFault::Odd;
    default:
        break;
    }
    if (parseJsDate(text).value_or(0) <= latest)
        return WindowStartFault::None;
    return active ? WindowStartFault::Future : WindowStartFault::NotCounted; // "+012027-…"
}

} // namespace keydeck
