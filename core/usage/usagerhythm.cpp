#include "core/usage/usagerhythm.h"

#include "core/history/historyfigures.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace keydeck {

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;

/// The one that has most of the hour, which a zone of half hours divides between two.
RhythmCell &cellOf(UsageRhythm &rhythm, qint64 hourMs)
{
    const QDateTime middle = QDateTime::fromMSecsSinceEpoch(hourMs + HourMs / 2);
    return rhythm.cells[size_t(middle.date().dayOfWeek() - 1)][size_t(middle.time().hour())];
}

/// How much of each hour was watched goes into its cell.
void addWatched(UsageRhythm &rhythm, const TimeSpan &watched)
{
    for (qint64 hour = watched.fromMs - watched.fromMs % HourMs; hour < watched.toMs;
         hour += HourMs) {
        const qint64 from = std::max(hour, watched.fromMs);
        const qint64 to = std::min(hour + HourMs, watched.toMs);
        cellOf(rhythm, hour).hours += double(to - from) / HourMs;
    }
}

} // namespace

double RhythmCell::average() const
{
    return isKnown() ? tokens / std::max(1.0, hours) : std::numeric_limits<double>::quiet_NaN();
}

double RhythmCell::shown() const
{
    return isRunningAlone() ? *running : average();
}

double UsageRhythm::highest() const
{
    double highest = 0;
    for (const auto &day : cells) {
        for (const RhythmCell &cell : day)
            highest = cell.isKnown() ? std::max(highest, cell.average()) : highest;
    }
    return highest;
}

std::optional<double> UsageRhythm::running() const
{
    for (const auto &day : cells) {
        for (const RhythmCell &cell : day) {
            if (cell.running)
                return cell.running;
        }
    }
    return std::nullopt;
}

UsageRhythm usageRhythm(const StoreUsage &usage, qint64 nowMs)
{
    UsageRhythm rhythm;
    const qint64 runningMs = nowMs - nowMs % HourMs;
    const qint64 endMs = std::min(usage.span.toMs, runningMs);
    if (usage.span.fromMs <= runningMs && runningMs < usage.span.toMs)
        cellOf(rhythm, runningMs).running = 0;
    for (const TimeSpan &watched : usage.watched)
        addWatched(
            rhythm, {std::max(watched.fromMs, usage.span.fromMs), std::min(watched.toMs, endMs)});
    for (const UsageBucket &bucket : usage.all) {
        if (bucket.lengthMs == HourMs && bucket.startMs == runningMs)
            cellOf(rhythm, runningMs).running = bucket.tokens;
        else if (bucket.lengthMs == HourMs)
            cellOf(rhythm, bucket.startMs).tokens += bucket.tokens;
        else
            rhythm.leftOut += bucket.tokens;
    }
    for (const UnobservedGrowth &growth : usage.unobserved) {
        if (growth.toMs < usage.span.toMs)
            rhythm.leftOut += growth.tokens;
    }
    return rhythm;
}

} // namespace keydeck
