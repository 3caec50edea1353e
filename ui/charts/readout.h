// The exact figures beside the crosshair of a chart.
#pragma once

#include "core/history/historyvalues.h"

class QPainter;
class QPalette;
class QRectF;

namespace keydeck {

/// Lines of text in a small box beside the x, within the area; the first line stands out.
void paintReadout(
    QPainter *painter, const QPalette &palette, const QRectF &area, qreal x, const QString &text);

/// Which time a bar stands for, to the minute: "Sat 17 Jan 2026, 10:00–11:00 CET", "Sat 17 Jan
/// 2026" for a whole local day.
[[nodiscard]] QString spanText(const TimeSpan &span);

} // namespace keydeck
