// How a day of each key went, hour by hour, for the table's small charts.
#pragma once

#include "core/history/historyvalues.h"

#include <QMetaType>

#include <array>

namespace keydeck {

/// The last hour is the present one.
inline constexpr int DayCourseHours = 24;

/// What one key used in each hour: what was seen to come in. Tokens of which nobody knows the hour
/// are not in it.
struct DayCourse
{
    qint64 fromMs = 0; ///< a full hour of UTC, as the history counts them; 0 where nothing is known
    std::array<double, DayCourseHours> hours{};

    [[nodiscard]] bool isKnown() const { return fromMs > 0; }
    [[nodiscard]] qint64 startMs(int hour) const;
    [[nodiscard]] double total() const;
    /// The first of those in which most came in.
    [[nodiscard]] int busiestHour() const;
};

/// Those of a store's keys. A key that used nothing has no entry.
struct DayCourses
{
    qint64 fromMs = 0; ///< 0: nothing is known yet, or nobody records
    QHash<QString, DayCourse> byKey = {};

    [[nodiscard]] DayCourse of(const QString &key) const
    {
        return byKey.value(key, DayCourse{fromMs, {}});
    }
};

/// The hours that a course at nowMs has.
[[nodiscard]] TimeSpan dayCourseSpan(qint64 nowMs);

/// Buckets out of the span are passed over.
[[nodiscard]] DayCourses dayCourses(const UsageByKey &hours, const TimeSpan &span);

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::DayCourse)
