// Who used the tokens of each hour, day or week.
#pragma once

#include "ui/charts/timechartview.h"
#include "ui/usage/usagestackmodel.h"

namespace keydeck {

/// Draws a UsageStackModel: a bar for each slot, in it a box for each layer, the greatest at the
/// bottom. Layers have a colour, a place and, where it fits, a number that the legend has too, so
/// that they are told apart without colour; what was not observed is hatched. The slot that is not
/// over yet is pale.
class UsageStackView final : public TimeChartView
{
    Q_OBJECT

public:
    /// A box of a layer, in the chart's own values.
    struct Box
    {
        int layer = 0; ///< in the model
        int slot = 0;
        double bottom = 0;
        double top = 0;
    };

    explicit UsageStackView(const UsageStackModel &model, QWidget *parent = nullptr);

    /// The slot at that moment is not over yet.
    void setNow(qint64 nowMs);

    /// As drawn; hidden layers are left out.
    [[nodiscard]] const QList<Box> &boxes() const { return m_boxes; }

protected:
    void plot() override;
    void paintSeries() override;
    [[nodiscard]] QString callout(qint64 atMs) const override;
    [[nodiscard]] QString calloutTime(qint64 atMs) const override;
    void paintLabels(QPainter *painter) override;
    [[nodiscard]] std::optional<qint64> valueBeside(qint64 atMs, bool later) const override;

private:
    [[nodiscard]] QColor colorOf(int layer) const;
    [[nodiscard]] QString labelOf(int layer) const;
    [[nodiscard]] QRectF rectOf(const Box &box) const;
    void paintBox(QPainter *painter, const Box &box) const;
    void paintNumbers(QPainter *painter) const;
    [[nodiscard]] qint64 middleOf(int slot) const;

    const UsageStackModel &m_model;
    QList<Box> m_boxes;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
