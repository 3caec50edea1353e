// What the charts of usage over time have in common.
#pragma once

#include "ui/charts/legendentry.h"
#include "ui/charts/timewindow.h"

#include <QChartView>
#include <QSet>

#include <limits>
#include <optional>

class QCategoryAxis;
class QAbstractSeries;

namespace keydeck {

struct AxisTick;

/// A chart of tokens over local time, in the application's palette as it changes, without animation
/// or OpenGL. A crosshair says the exact figures, the exact time and its zone.
///
/// By mouse: the wheel zooms around the pointer while the chart has the focus, and anywhere with
/// Ctrl; otherwise it scrolls the page, and so it does where there is nothing left to zoom out.
/// Dragging pans, a double click shows everything again. By key: plus and minus zoom, the arrows
/// take the crosshair to the next value and pan once it is zoomed, Shift with an arrow takes the
/// crosshair on in any case, 0 and Home show everything, Esc takes the crosshair away. Data that
/// comes in moves the time on, but never a closer look.
class TimeChartView : public QChartView
{
    Q_OBJECT

public:
    explicit TimeChartView(QWidget *parent = nullptr);

    /// What there is to see, in milliseconds since 1970.
    void setTimeRange(qint64 fromMs, qint64 toMs);
    /// What is seen.
    [[nodiscard]] qint64 fromMs() const { return m_window.shown().fromMs; }
    [[nodiscard]] qint64 toMs() const { return m_window.shown().toMs; }
    /// No figure is of a time later than that, though bars may be drawn to their end.
    void setKnownUntil(qint64 ms) { m_knownUntilMs = ms; }
    /// "2026-01-17 10:30:00 CET to 2026-01-18 10:30:00 CET": of what is seen, as far as it is
    /// known.
    [[nodiscard]] QString timeNote() const;
    [[nodiscard]] bool isZoomed() const { return m_window.isZoomed(); }
    void resetZoom();

    /// When somebody was recording; the rest of the time is tinted. Nothing known: nothing tinted.
    void setWatched(const QList<TimeSpan> &watched);

    [[nodiscard]] const QList<LegendEntry> &legend() const { return m_legend; }
    /// What the legend has hidden stays so while it comes and goes.
    [[nodiscard]] bool isShown(const QString &legendId) const;
    void setShown(const QString &legendId, bool shown);

    /// What the crosshair says; empty where there is none.
    [[nodiscard]] const QString &readout() const { return m_readout; }
    /// Without crosshair and focus, for a picture.
    void setPlain(bool plain) { m_isPlain = plain; }

Q_SIGNALS:
    void zoomedChanged(bool zoomed);
    void readoutChanged(const QString &readout);
    /// Its entries, or which of them are shown.
    void legendChanged();

protected:
    /// Gives the series their points for what is seen, and calls setCountRange().
    virtual void plot() = 0;
    /// Gives the series their pens and brushes.
    virtual void paintSeries() = 0;
    /// The exact figures at that moment, as lines; empty where there are none. Their
    /// time is said above them.
    [[nodiscard]] virtual QString callout(qint64 atMs) const = 0;
    /// Of which time those are: the moment, or the span of the bar that it is in.
    [[nodiscard]] virtual QString calloutTime(qint64 atMs) const;
    /// Direct labels, over the plot.
    virtual void paintLabels(QPainter *painter) = 0;
    /// Where the crosshair goes from there by key: the next value, earlier or later, if there is
    /// one. By default steps of equal size.
    [[nodiscard]] virtual std::optional<qint64> valueBeside(qint64 atMs, bool later) const;

    /// What the chart draws, in the order in which it is named; for plot() or paintSeries(). The
    /// subclass asks isShown() and leaves out what is hidden, also from the count range.
    void setLegend(const QList<LegendEntry> &legend);

    /// Colours everything from the palette; for the end of a subclass's constructor.
    void applyPalette();
    void addToChart(QAbstractSeries *series);
    void setCountRange(double bottom, double top);
    /// Plots anew, once the view has been shown a range; where it is hidden, when it is seen again.
    void refresh();

    [[nodiscard]] qreal xOf(qint64 atMs) const;
    [[nodiscard]] qreal yOf(double count) const;
    /// The width of the plot in pixels, at least 1.
    [[nodiscard]] int plotWidth() const;
    /// The time that one of them is wide.
    [[nodiscard]] double pixelMs() const;

    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    struct Crosshair
    {
        qint64 atMs = 0;
        bool byKey = false; ///< stays when the pointer leaves
    };
    struct Drag
    {
        qreal x = 0;
        TimeSpan shown;
    };

    void applyTimeTicks();
    void afterLook(bool changed, bool wasZoomed);
    void zoomAround(double factor, qint64 atMs);
    void panBy(qint64 ms);
    void stepCrosshair(bool later);
    void setCrosshair(std::optional<Crosshair> crosshair);
    void say();
    void dragTo(qreal x);
    void showCursor();
    [[nodiscard]] qint64 timeAt(qreal x) const;
    [[nodiscard]] bool handleKey(const QKeyEvent &event);
    void paintCrosshair(QPainter *painter) const;

    QCategoryAxis *m_time;
    QCategoryAxis *m_count;
    TimeWindow m_window;
    QList<TimeSpan> m_watched;
    QList<LegendEntry> m_legend;
    QSet<QString> m_hidden; ///< ids of the legend
    std::optional<Crosshair> m_crosshair;
    std::optional<Drag> m_drag;
    QString m_readout;
    qint64 m_knownUntilMs = std::numeric_limits<qint64>::max();
    bool m_isPlain = false;
    bool m_isAsleep = false; ///< it was seen, and is hidden now
    bool m_isStale = false; ///< something happened meanwhile
};

} // namespace keydeck
