// A chart of bars over time.
#pragma once

#include "ui/charts/chartbox.h"
#include "ui/charts/timechartview.h"

#include <QSet>

namespace keydeck {

/// Paints the boxes that a subclass gives it: full, pale with an outline for what is not over yet,
/// hatched for what nobody observed, so that they are told apart without colour. Its legend names
/// the kinds that are seen, and hides them.
class BoxChartView : public TimeChartView
{
    Q_OBJECT

public:
    using TimeChartView::TimeChartView;

    [[nodiscard]] const QList<ChartBox> &boxes() const { return m_boxes; }

protected:
    [[nodiscard]] ChartScale scale() const;
    /// For plot(). Hidden kinds are left out.
    void setBoxes(const QList<ChartBox> &boxes);
    /// The highest of the boxes.
    [[nodiscard]] double highest() const;
    /// For paintLabels(), first.
    void paintBoxes(QPainter *painter) const;

    void paintSeries() override;
    /// What a kind of box is called in this chart.
    [[nodiscard]] virtual QString nameOf(ChartBox::Kind kind) const = 0;

    [[nodiscard]] QRectF rectOf(const ChartBox &box) const;

private:
    [[nodiscard]] QColor colorOf(ChartBox::Kind kind) const;

    QList<ChartBox> m_boxes;
    QList<ChartBox::Kind> m_kinds; ///< all that are there, also the hidden ones
};

} // namespace keydeck
