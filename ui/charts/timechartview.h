// What the charts of usage over time have in common.
#pragma once

#include <QChartView>

#include <optional>

class QCategoryAxis;
class QAbstractSeries;

namespace keydeck {

/// A chart of tokens over local time, in the application's palette as it changes, without legend,
/// animation or OpenGL. Under the pointer it draws a line and says the exact figures.
class TimeChartView : public QChartView
{
    Q_OBJECT

public:
    explicit TimeChartView(QWidget *parent = nullptr);

    /// What the time axis shows, in milliseconds since 1970.
    void setTimeRange(qint64 fromMs, qint64 toMs);
    [[nodiscard]] qint64 fromMs() const { return m_fromMs; }
    [[nodiscard]] qint64 toMs() const { return m_toMs; }

protected:
    /// Gives the series their points for the time range, and calls setCountRange().
    virtual void plot() = 0;
    /// Gives the series their pens and brushes.
    virtual void paintSeries() = 0;
    /// The exact figures at that moment, as lines; empty where there are none.
    [[nodiscard]] virtual QString callout(qint64 atMs) const = 0;
    /// Direct labels, over the plot.
    virtual void paintLabels(QPainter *painter) = 0;

    /// Colours everything from the palette; for the end of a subclass's constructor.
    void applyPalette();
    void addToChart(QAbstractSeries *series);
    void setCountRange(double bottom, double top);
    /// Plots anew, once the view has been shown a range.
    void refresh();

    [[nodiscard]] qreal xOf(qint64 atMs) const;
    [[nodiscard]] qreal yOf(double count) const;
    /// The width of the plot in pixels, at least 1.
    [[nodiscard]] int plotWidth() const;

    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void applyTimeTicks();

    QCategoryAxis *m_time;
    QCategoryAxis *m_count;
    qint64 m_fromMs = 0;
    qint64 m_toMs = 0;
    std::optional<qreal> m_pointer; ///< where the line stands, in scene coordinates
};

} // namespace keydeck
