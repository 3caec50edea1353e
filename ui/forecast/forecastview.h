// The present window against its limit, and where it is heading.
#pragma once

#include "ui/charts/timechartview.h"
#include "ui/forecast/forecastmodel.h"

class QAreaSeries;
class QLineSeries;

namespace keydeck {

/// Draws a ForecastModel from the window's start to its reset, never beyond: the use so far as a
/// line of steps, hatched where its moments are not known; the range of what may come as a pale
/// area that ends at the limit, since the gateway blocks there. Where it is likely to, the time is
/// marked, with what it may also be, and the blocked rest hatched.
class ForecastView final : public TimeChartView
{
    Q_OBJECT

public:
    explicit ForecastView(const ForecastModel &model, QWidget *parent = nullptr);

protected:
    void plot() override;
    void paintSeries() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;

private:
    struct Area
    {
        QLineSeries *upper = nullptr;
        QLineSeries *lower = nullptr;
        QAreaSeries *series = nullptr;
    };
    [[nodiscard]] Area addArea();
    void follow();
    void plotRange();
    [[nodiscard]] QList<QPointF> likelyLine() const;
    [[nodiscard]] bool hasLimit() const;
    /// What a course can reach: the gateway blocks at the limit.
    [[nodiscard]] double capped(double tokens) const;
    void paintLimitLabel(QPainter *painter) const;
    void paintUnobserved(QPainter *painter) const;
    void paintRunOut(QPainter *painter) const;
    void paintDiamond(QPainter *painter, const QPointF &at) const;

    const ForecastModel &m_model;
    Area m_range;
    QLineSeries *m_even;
    QLineSeries *m_limit;
    QLineSeries *m_likely;
    QLineSeries *m_used;
};

} // namespace keydeck
