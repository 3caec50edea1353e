// Names what a chart draws, and hides it by click or key.
#pragma once

#include "ui/charts/legendentry.h"

#include <QWidget>

namespace keydeck {

class LegendButton;
class TimeChartView;

/// The legend of a TimeChartView as it changes, a button an entry, in as many lines as it takes.
/// Where there is but one thing to see it takes no place.
class ChartLegend final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartLegend(TimeChartView *chart, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow();
    void rebuild(const QList<LegendEntry> &entries);
    /// Where the buttons are in that width.
    [[nodiscard]] QList<QRect> places(int width) const;
    void arrange();

    TimeChartView *m_chart;
    QList<LegendButton *> m_buttons;
};

} // namespace keydeck
