// The lifetime total over time.
#pragma once

#include "ui/charts/lifetimeline.h"
#include "ui/charts/lifetimemodel.h"
#include "ui/charts/timechartview.h"

namespace keydeck {

/// Draws a LifetimeModel as a line of steps to the end of the time range: between two records the
/// total stood still. Where nobody saw it grow the line is dashed, and falls are marked.
class LifetimeView final : public TimeChartView
{
    Q_OBJECT

public:
    explicit LifetimeView(const LifetimeModel &model, QWidget *parent = nullptr);

    [[nodiscard]] const LifetimeLine &line() const { return m_line; }

protected:
    void plot() override;
    void paintSeries() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;
    [[nodiscard]] std::optional<qint64> valueBeside(qint64 atMs, bool later) const override;

private:
    [[nodiscard]] QPointF place(const QPointF &value) const;
    [[nodiscard]] QList<QPointF> places(const QList<QPointF> &values) const;
    void paintFalls(QPainter *painter) const;
    void paintEnd(QPainter *painter) const;

    const LifetimeModel &m_model;
    LifetimeLine m_line;
};

} // namespace keydeck
