// The usage windows against the limit.
#pragma once

#include "ui/charts/timechartview.h"
#include "ui/charts/usagewindowsmodel.h"

class QAreaSeries;
class QLineSeries;

namespace keydeck {

/// Draws a UsageWindowsModel: each window as a bar from its true start to its end. What is over the
/// limit stands out, the open window is pale with an outline, the limit is a dashed line that
/// follows the limits of its time.
class UsageWindowsView final : public TimeChartView
{
    Q_OBJECT

public:
    explicit UsageWindowsView(const UsageWindowsModel &model, QWidget *parent = nullptr);

    /// The limit of today, NaN for none, and the moment that "now" is.
    void setLimit(double limit, qint64 nowMs);

protected:
    void plot() override;
    void paintSeries() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;

private:
    /// An area and the lines that bound it.
    struct Area
    {
        QLineSeries *upper = nullptr;
        QLineSeries *lower = nullptr;
        QAreaSeries *series = nullptr;
    };
    [[nodiscard]] Area addArea();
    [[nodiscard]] QList<UsageBar> visibleBars() const;
    void paintLimitLabel(QPainter *painter) const;
    void paintOpenLabel(QPainter *painter) const;
    [[nodiscard]] QList<QPointF> limitLine(const QList<UsageBar> &bars) const;

    const UsageWindowsModel &m_model;
    Area m_closed, m_open, m_over;
    QLineSeries *m_limitLine;
    double m_limit = 0;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
