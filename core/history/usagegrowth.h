// What a look at the store adds to what is known of a key. No database here: the rule alone.
#pragma once

#include "core/history/historyvalues.h"

#include <QMap>

#include <optional>

namespace keydeck {

/// A key's figures as somebody saw them.
struct UsageLook
{
    qint64 seenMs = 0;
    std::optional<qint64> lastUsedMs = {}; ///< the gateway's word for when the total last grew
    std::optional<double> total = {}; ///< nothing where there is no usable figure
    double limit = 0; ///< NaN for none
    QMap<qint64, double> windows = {}; ///< tokens by start
    bool hasAllWindows = false; ///< there are no others
};

/// What the history has of the key.
struct KnownUsage
{
    std::optional<LifetimeSample> last = {}; ///< nothing: the key was never seen
    /// When the last total was last known to hold, some recorder's latest look; 0: there was none.
    qint64 heldUntilMs = 0;
    /// By start: at least those of the look, and those that may be open.
    QMap<qint64, RecordedWindow> windows = {};
};

/// Each part belongs to the sample of its own time, so that samples, observed and unobserved growth
/// and falls add up at any moment.
struct UsageGrowth
{
    QList<RecordedWindow> windows = {}; ///< new or changed
    QList<LifetimeSample> samples = {}; ///< by time
    QList<LifetimeSample> observed = {}; ///< tokens that came in at about that time
    QList<UnobservedGrowth> unobserved = {};
    QList<TotalFall> falls = {};

    /// No window explains some of it.
    [[nodiscard]] bool isUnexplained() const;
};

/// The growth of the total is explained by the growth of the windows; what is left happened before
/// the first window that is new, since the gateway opens one only where none is. Explained growth
/// of a short time is observed.
///
/// A window that is lower than before was reset: what it had used is kept beside it. One that is
/// gone before its time was closed when it was last seen. A lower total is a fall, but for what the
/// windows have more.
///
/// Of a key never seen before, the windows that began after the last look at the store are growth,
/// and all else is where its total begins.
[[nodiscard]] UsageGrowth growthOf(const KnownUsage &known, const UsageLook &look);

/// What is known once that growth is noted.
[[nodiscard]] KnownUsage afterGrowth(KnownUsage known, const UsageGrowth &growth);

} // namespace keydeck
