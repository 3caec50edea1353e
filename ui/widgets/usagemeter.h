// How much of a window's limit is used.
#pragma once

#include "core/rules/usagewindow.h"
#include "ui/widgets/theme.h"

#include <QPalette>
#include <QWidget>

class QPainter;

namespace keydeck {

inline constexpr double MeterWarningPercent = 70;
inline constexpr double MeterDangerPercent = 90;
/// Where the limit stands in a meter that shows an overshoot, as a share of its width.
inline constexpr double MeterLimitShare = 0.8;

/// "45,000 / 100,000", "45,000 · no limit", "the gateway fails".
[[nodiscard]] QString meterText(const RateLimit &rate);
/// What the bar's colour says: calm, from MeterWarningPercent on, from MeterDangerPercent on.
[[nodiscard]] theme::Role meterRole(const RateLimit &rate);

/// The bar alone. Up to the limit the full width is the limit; past it the limit is a line at
/// MeterLimitShare and what is over it stands out behind. Without a usable limit it is an empty
/// track. On a selected row it is drawn in the selection's own ink.
void paintMeterBar(QPainter *painter, const QRectF &bar, const RateLimit &rate,
    const QPalette &palette, bool onSelection = false);

/// A bar of the width it is given, for panels; its accessible name says the figures.
class UsageMeter final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int BarHeight = 8;

    explicit UsageMeter(QWidget *parent = nullptr);

    void setRate(const RateLimit &rate);

    [[nodiscard]] QSize sizeHint() const override { return {200, BarHeight + 4}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, BarHeight + 4}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RateLimit m_rate;
};

} // namespace keydeck
