// Tokens per hour or per day.
#pragma once

#include "ui/charts/boxchartview.h"
#include "ui/charts/usagebarsmodel.h"

namespace keydeck {

/// Draws a UsageBarsModel: a bar for each period, hatched where nobody saw in which of them the
/// tokens came in.
class UsageBarsView final : public BoxChartView
{
    Q_OBJECT

public:
    explicit UsageBarsView(const UsageBarsModel &model, QWidget *parent = nullptr);

    /// The period at that moment is not over yet.
    void setNow(qint64 nowMs);

protected:
    void plot() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    [[nodiscard]] QString calloutTime(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;
    [[nodiscard]] std::optional<qint64> valueBeside(qint64 atMs, bool later) const override;
    [[nodiscard]] QString nameOf(ChartBox::Kind kind) const override;

private:
    const UsageBarsModel &m_model;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
