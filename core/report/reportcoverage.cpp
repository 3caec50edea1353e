#include "core/report/reportcoverage.h"

#include "core/base/format.h"
#include "core/history/historyfigures.h"
#include "core/report/usagereport.h"

#include <QCoreApplication>

#include <algorithm>

namespace keydeck {

namespace {

constexpr qsizetype NamedGaps = 3;
/// A recorder looks once a minute or in five: less is no gap.
constexpr qint64 LeastGapMs = 10LL * 60 * 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportCoverage", text);
}

qint64 lengthOf(const TimeSpan &span)
{
    return std::max<qint64>(0, span.toMs - span.fromMs);
}

QString spanText(const TimeSpan &span)
{
    return tr("%1 to %2").arg(formatExact(span.fromMs), formatExact(span.toMs));
}

} // namespace

bool isKnown(const StoreUsage &usage)
{
    return usage.beganMs > 0 && usage.beganMs < usage.span.toMs;
}

ReportCoverage coverageOf(const ReportSource &source, const QSet<QString> &listed)
{
    ReportCoverage coverage;
    coverage.beganMs = source.usage.beganMs;
    coverage.failure = source.historyFailure;
    for (const KeyUsage &usage : source.usage.keys)
        coverage.unobserved += listed.contains(usage.key) ? usage.unobserved : 0;
    coverage.isKnown = isKnown(source.usage);
    if (!coverage.isKnown)
        return coverage;
    const TimeSpan &period = source.period.span;
    coverage.reachesBack = coverage.beganMs <= period.fromMs;
    coverage.known = {std::max(period.fromMs, coverage.beganMs),
        std::max(std::max(period.fromMs, coverage.beganMs), std::min(period.toMs, source.nowMs))};
    qint64 unseen = 0;
    for (const TimeSpan &gap : unwatched(source.usage.watched, coverage.known)) {
        if (lengthOf(gap) < LeastGapMs)
            continue;
        unseen += lengthOf(gap);
        coverage.gaps.append(gap);
    }
    std::stable_sort(coverage.gaps.begin(), coverage.gaps.end(),
        [](const TimeSpan &a, const TimeSpan &b) { return lengthOf(a) > lengthOf(b); });
    coverage.watchedMs = lengthOf(coverage.known) - unseen;
    return coverage;
}

bool ReportCoverage::isComplete() const
{
    return failure.isEmpty() && isKnown && reachesBack && gaps.isEmpty() && unobserved == 0;
}

QStringList ReportCoverage::sentences() const
{
    if (!failure.isEmpty())
        return {tr("What keys used in the period is not known: %1").arg(failure)};
    if (beganMs == 0)
        return {tr("What keys used in the period is not known: nothing has been recorded of this "
                   "store yet. Recording begins when Keydeck is open, or with keydeckctl record.")};
    if (!isKnown)
        return {tr("What keys used in the period is not known: the history begins later, at %1.")
                    .arg(formatExact(beganMs))};
    QStringList said;
    if (!reachesBack)
        said += tr("The history begins at %1: what was used before then is not known.")
                    .arg(formatExact(beganMs));
    const double share
        = lengthOf(known) > 0 ? 100.0 * double(watchedMs) / double(lengthOf(known)) : 100;
    if (gaps.isEmpty())
        said += reachesBack ? tr("All of it was observed.") : tr("All since was observed.");
    else
        said += (reachesBack ? tr("%1 % of it was observed.") : tr("%1 % since was observed."))
                    .arg(qFloor(share));
    for (const TimeSpan &gap : gaps.first(std::min(NamedGaps, gaps.size())))
        said += tr("Nobody was recording from %1.").arg(spanText(gap));
    if (gaps.size() > NamedGaps)
        said += tr("There are %1 shorter gaps besides.").arg(gaps.size() - NamedGaps);
    if (unobserved > 0)
        said += tr("Of %1 tokens it is not known when they came in: they count for the time at "
                   "which they were first seen.")
                    .arg(formatCount(unobserved));
    return said;
}

} // namespace keydeck
