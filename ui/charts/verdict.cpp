#include "ui/charts/verdict.h"

#include "core/base/format.h"

#include <QCoreApplication>

#include <cmath>

namespace keydeck {

namespace {

constexpr double DayMs = 24.0 * 60 * 60 * 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::Verdict", text);
}

} // namespace

QString windowsVerdict(const UsageWindowsModel::Summary &summary, const QString &period)
{
    if (summary.windows == 0) {
        return tr("No window %1.").arg(period);
    }
    const QString count = summary.windows == 1
        ? tr("1 window %1").arg(period)
        : tr("%1 windows %2").arg(formatCount(summary.windows), period);
    if (summary.over == 0) {
        return tr("%1; none went over the limit.").arg(count);
    }
    return tr("%1; %2 went over the limit.").arg(count, formatCount(summary.over));
}

QString lifetimeVerdict(const LifetimeModel::Summary &summary, qint64 nowMs)
{
    if (!summary.total) {
        return tr("No tokens yet.");
    }
    const QString total = tr("%1 tokens in all").arg(formatCount(*summary.total));
    const double days = double(nowMs - summary.sinceMs) / DayMs;
    if (summary.added <= 0) {
        return tr("%1; none of them in the last %2.")
            .arg(total, formatDuration(nowMs - summary.sinceMs));
    }
    if (days < 1) {
        return tr("%1; %2 of them in the last %3.")
            .arg(total, formatCount(summary.added), formatDuration(nowMs - summary.sinceMs));
    }
    return tr("%1; %2 a day on average.").arg(total, formatCount(std::round(summary.added / days)));
}

} // namespace keydeck
