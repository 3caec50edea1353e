// Which shade stands for how much.
#pragma once

#include <QPalette>

class QPainter;

namespace keydeck {

/// Shades of one colour from the base's, for nothing, to a strong one for the highest; never back
/// in lightness, so that they read in grey too.
class HeatScale final
{
public:
    static constexpr int BarHeight = 10;

    HeatScale(double highest, const QPalette &palette);

    /// average: tokens an hour; more than the highest is the strongest.
    [[nodiscard]] QColor color(double average) const;

    /// A box of the hour that is running.
    static void markRunning(QPainter *painter, const QRectF &box, const QPalette &palette);

    /// "0 [shades] 31k tokens an hour, 16k in the middle", and what hatching and the mark of the
    /// running hour mean: a line in the painter's font.
    void paint(QPainter *painter, const QRectF &line, bool hasRunning) const;

private:
    void paintRamp(QPainter *painter, const QRectF &box) const;

    double m_highest;
    QPalette m_palette;
};

} // namespace keydeck
