// The usage windows against the limit.
#pragma once

#include "ui/charts/boxchartview.h"
#include "ui/charts/usagewindowsmodel.h"

namespace keydeck {

/// Draws a UsageWindowsModel: each window as a bar from its true start to its end, and growth that
/// no window explains between its two samples. What is over the limit stands out, the open window
/// is pale, what was not observed is hatched, what was used before a reset stands above. The limit
/// is a dashed line that follows the limits of its time.
class UsageWindowsView final : public BoxChartView
{
    Q_OBJECT

public:
    explicit UsageWindowsView(const UsageWindowsModel &model, QWidget *parent = nullptr);

    /// The limit of today, NaN for none, and the moment that "now" is.
    void setLimit(double limit, qint64 nowMs);

protected:
    void plot() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    [[nodiscard]] QString calloutTime(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;
    [[nodiscard]] std::optional<qint64> valueBeside(qint64 atMs, bool later) const override;
    [[nodiscard]] QString nameOf(ChartBox::Kind kind) const override;

private:
    /// The one that is seen at that moment, if any; of several the latest.
    [[nodiscard]] const UsageBar *barAt(qint64 atMs) const;
    [[nodiscard]] QStringList windowLines(const UsageBar &bar) const;
    [[nodiscard]] QStringList unexplainedLines(qint64 atMs) const;
    void paintLimit(QPainter *painter) const;
    void paintLimitLabel(QPainter *painter) const;
    void paintBarLabels(QPainter *painter) const;
    void paintBarLabel(QPainter *painter, const UsageBar &bar, const QString &label) const;

    const UsageWindowsModel &m_model;
    QList<UsageBar> m_bars; ///< those that are seen
    QList<QPointF> m_limitLine;
    double m_limit = 0;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
