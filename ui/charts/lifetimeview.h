// The lifetime total over time.
#pragma once

#include "ui/charts/lifetimemodel.h"
#include "ui/charts/timechartview.h"

class QLineSeries;

namespace keydeck {

/// Draws a LifetimeModel as a line of steps to the end of the time range: between two records the
/// total stood still.
class LifetimeView final : public TimeChartView
{
    Q_OBJECT

public:
    explicit LifetimeView(const LifetimeModel &model, QWidget *parent = nullptr);

protected:
    void plot() override;
    void paintSeries() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;

private:
    /// What the time range shows of the model, the total at its left edge included.
    [[nodiscard]] QList<QPointF> visiblePoints() const;

    const LifetimeModel &m_model;
    QLineSeries *m_line;
};

} // namespace keydeck
