// How much of a report's period is known.
#pragma once

#include "core/history/historyvalues.h"

#include <QSet>
#include <QStringList>

namespace keydeck {

struct ReportSource;

/// How much of the period somebody saw.
struct ReportCoverage
{
    bool isKnown = false; ///< the history has something of the period: else nothing is said of it
    bool reachesBack = false; ///< to the period's beginning
    TimeSpan known; ///< the part of the period that is over and has a history
    qint64 watchedMs = 0; ///< of it, how long somebody was recording
    QList<TimeSpan> gaps; ///< of it, when nobody was, the longest first
    qint64 beganMs = 0; ///< when the history begins; 0: there is none
    double unobserved = 0; ///< tokens of listed keys of which nobody saw when they came in
    QString failure; ///< why the history could not be read; empty: it could

    [[nodiscard]] bool isComplete() const;
    /// In sentences: what was observed, what is estimated or missing, and what that means.
    [[nodiscard]] QStringList sentences() const;
};

/// The history begins before its span ends. What it does not tell of otherwise is not known, which
/// is not the same as no use.
[[nodiscard]] bool isKnown(const StoreUsage &usage);

/// Of the source's period, for these keys.
[[nodiscard]] ReportCoverage coverageOf(const ReportSource &source, const QSet<QString> &listed);

} // namespace keydeck
