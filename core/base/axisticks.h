// Where a chart's axes have their ticks, and what stands beside them.
#pragma once

#include <QList>
#include <QString>

namespace keydeck {

struct AxisTick
{
    double value = 0; ///< tokens, or milliseconds since 1970
    QString label;
};

/// Steps of 1, 2 or 5 times a power of ten that enclose what lies between bottom and top, about
/// maximum of them. Never fractions: tokens are whole.
[[nodiscard]] QList<AxisTick> countTicks(double bottom, double top, int maximum);

/// Round local minutes, hours, days or months between fromMs and toMs, at most maximum of them.
[[nodiscard]] QList<AxisTick> timeTicks(qint64 fromMs, qint64 toMs, int maximum);

/// 950 -> "950", 45000 -> "45k", 1500000 -> "1.5M". For axes alone: figures elsewhere are exact.
[[nodiscard]] QString shortCount(double value);

/// "Times in CET".
[[nodiscard]] QString zoneNote(qint64 atMs);

} // namespace keydeck
