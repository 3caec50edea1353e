#include "ui/charts/verdict.h"

#include "core/base/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

namespace keydeck {

namespace {

constexpr double DayMs = 24.0 * 60 * 60 * 1000;

/// "2026-01-16", of local time.
QString formatDay(qint64 atMs)
{
    return QDateTime::fromMSecsSinceEpoch(atMs).date().toString(Qt::ISODate);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::Verdict", text);
}

/// "today at 07:00", "2026-01-16 at 14:00", of local time.
QString formatHour(qint64 atMs, qint64 nowMs)
{
    const QString clock = formatClock(atMs);
    return formatDay(atMs) == formatDay(nowMs) ? tr("today at %1").arg(clock)
                                               : tr("%1 at %2").arg(formatDay(atMs), clock);
}

/// A sentence of its own, or nothing.
QString unobservedSentence(double unobserved, double of)
{
    if (unobserved <= 0) {
        return {};
    }
    return u' '
        + tr("%1 of %2 tokens were not observed.").arg(formatCount(unobserved), formatCount(of));
}

QString overSentence(const QString &count, int over)
{
    return over == 0 ? tr("%1; none went over the limit.").arg(count)
                     : tr("%1; %2 went over the limit.").arg(count, formatCount(over));
}

QString growthSentence(const QString &total, const LifetimeModel::Summary &summary, qint64 nowMs)
{
    const qint64 since = nowMs - summary.sinceMs;
    const double days = double(since) / DayMs;
    if (summary.added <= 0) {
        return tr("%1; none of them in the last %2.").arg(total, formatDuration(since));
    }
    if (summary.falls > 0 && days < 1) { // it may be more than there is now
        return tr("%1; %2 came in within the last %3.")
            .arg(total, formatCount(summary.added), formatDuration(since));
    }
    if (days < 1) {
        return tr("%1; %2 of them in the last %3.")
            .arg(total, formatCount(summary.added), formatDuration(since));
    }
    return tr("%1; %2 a day on average.").arg(total, formatCount(std::round(summary.added / days)));
}

QString fallsSentence(int falls)
{
    if (falls == 0) {
        return {};
    }
    return u' '
        + (falls == 1 ? tr("The total fell once.")
                      : tr("The total fell %1 times.").arg(formatCount(falls)));
}

} // namespace

QString windowsVerdict(const UsageWindowsModel::Summary &summary, const QString &period)
{
    const QString unobserved = unobservedSentence(summary.unobserved, summary.tokens);
    if (summary.windows == 0) {
        return tr("No window %1.").arg(period) + unobserved;
    }
    const QString count = summary.windows == 1
        ? tr("1 window %1").arg(period)
        : tr("%1 windows %2").arg(formatCount(summary.windows), period);
    return overSentence(count, summary.over) + unobserved;
}

QString lifetimeVerdict(const LifetimeModel::Summary &summary, qint64 nowMs)
{
    if (!summary.total) {
        return tr("No tokens yet.");
    }
    const QString total = tr("%1 tokens in all").arg(formatCount(*summary.total));
    return growthSentence(total, summary, nowMs) + fallsSentence(summary.falls)
        + unobservedSentence(summary.unobserved, summary.added);
}

QString barsVerdict(const UsageBarsModel::Summary &summary, UsageBarsModel::Period period,
    const QString &phrase, qint64 nowMs)
{
    if (summary.tokens <= 0) {
        return tr("No tokens %1.").arg(phrase);
    }
    const QString tokens = tr("%1 tokens %2").arg(formatCount(summary.tokens), phrase);
    const PeriodUsage &busiest = summary.busiest;
    QString sentence = tr("%1.").arg(tokens);
    if (busiest.total() > 0) {
        const QString most = formatCount(busiest.total());
        sentence = period == UsageBarsModel::Period::Hour
            ? tr("%1; the busiest hour began %2, with %3.")
                  .arg(tokens, formatHour(busiest.fromMs, nowMs), most)
            : tr("%1; the busiest day was %2, with %3.")
                  .arg(tokens, formatDay(busiest.fromMs), most);
    }
    return sentence + unobservedSentence(summary.unobserved, summary.tokens);
}

} // namespace keydeck
