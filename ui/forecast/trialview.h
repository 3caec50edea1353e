// Closed windows against a limit that moves.
#pragma once

#include "ui/charts/timechartview.h"
#include "ui/forecast/trialmodel.h"

namespace keydeck {

/// Draws a TrialModel: each window as a dot at its start and its use; a triangle where the limit
/// would have blocked it, a ring where it was stopped by its own, so that more may have been
/// wanted. The tried limit is the dashed line, marks at the right say how much how many windows
/// fit in. Windows in the same few pixels are drawn once.
class TrialView final : public TimeChartView
{
    Q_OBJECT

public:
    explicit TrialView(const TrialModel &model, QWidget *parent = nullptr);

    /// The greatest limit that can be tried with the slider: the axis stays while it moves.
    void setGreatest(double greatest);

protected:
    void plot() override;
    void paintSeries() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;

private:
    void follow();
    void paintDots(QPainter *painter) const;
    void paintLimit(QPainter *painter) const;
    void paintPercentiles(QPainter *painter) const;

    const TrialModel &m_model;
    double m_greatest = 1;
};

} // namespace keydeck
