// What the history knows, as values that cross threads. Times are milliseconds since 1970, a span
// runs from fromMs up to toMs, tokens are JavaScript numbers.
#pragma once

#include "core/rules/usagewindow.h"

#include <QHash>
#include <QList>
#include <QString>

namespace keydeck {

/// A usage window as it was last seen.
struct RecordedWindow
{
    qint64 startMs = 0;
    double tokens = 0;
    double limit = 0; ///< the limit when it was last seen; NaN for none
    double resetTokens = 0; ///< used before somebody set the window's figure lower
    qint64 closedMs = 0; ///< when it was last in a file that lost it before its time; else 0

    [[nodiscard]] double used() const { return tokens + resetTokens; }
    [[nodiscard]] bool wasClosedEarly() const { return closedMs > 0; }
    [[nodiscard]] qint64 endMs() const
    {
        return wasClosedEarly() ? closedMs : startMs + UsageWindowMs;
    }
};

/// The lifetime total at one moment, recorded when it changed.
struct LifetimeSample
{
    qint64 atMs = 0;
    double tokens = 0;
};

/// Growth of a lifetime total between two samples, of which the hour is not known: nobody was
/// recording, or no window explains it.
struct UnobservedGrowth
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
    double tokens = 0;
    bool inWindow = false; ///< a window has them, so that only their hour within it is not known
};

/// A lifetime total that was seen lower than before.
struct TotalFall
{
    qint64 atMs = 0;
    double before = 0;
    double after = 0;
};

/// The tokens of one hour, or of one day where the hours are no longer kept. Both begin at full
/// hours and midnights of UTC.
struct UsageBucket
{
    qint64 startMs = 0;
    qint64 lengthMs = 0;
    double tokens = 0; ///< without UnobservedGrowth

    [[nodiscard]] qint64 endMs() const { return startMs + lengthMs; }
};

/// How a history comes from its first total to its newest: first + observed + unobserved - fallen
/// is last.
struct HistorySum
{
    LifetimeSample first;
    double observed = 0;
    double unobserved = 0;
    double fallen = 0;
    LifetimeSample last;
};

struct TimeSpan
{
    qint64 fromMs = 0;
    qint64 toMs = 0;
};

/// One key's. The first sample and what came after it add up to the newest total, to the token:
/// buckets + unobserved + (after - before) of each fall.
struct KeyHistory
{
    QList<RecordedWindow> windows = {}; ///< by start
    QList<LifetimeSample> lifetime = {}; ///< by time; thinner the older they are
    QList<UsageBucket> buckets = {}; ///< by start; none where nothing came in
    QList<UnobservedGrowth> unobserved = {}; ///< by time
    QList<TotalFall> falls = {}; ///< by time
    QList<TimeSpan> watched = {}; ///< by time: when somebody was recording
};

/// What one key used in a span of time.
struct KeyUsage
{
    QString key; ///< empty: all those that the store no longer has
    double tokens = 0; ///< in buckets
    double unobserved = 0; ///< in growth that ends in the span
    QList<UsageBucket> buckets = {}; ///< of those who used the most only

    [[nodiscard]] double total() const { return tokens + unobserved; }
};

/// What all keys of a store used in a span of time.
struct StoreUsage
{
    TimeSpan span;
    QList<KeyUsage> keys = {}; ///< the greatest total first; none that used nothing
    QList<UsageBucket> all = {}; ///< by start: the sum over the keys
    QList<UnobservedGrowth> unobserved = {}; ///< by time, of all keys
    QList<TimeSpan> watched = {}; ///< by time
    qint64 beganMs = 0; ///< when the history of the store begins; 0 where there is none
};

/// Buckets by key, for the small charts of a table.
using UsageByKey = QHash<QString, QList<UsageBucket>>;

} // namespace keydeck
