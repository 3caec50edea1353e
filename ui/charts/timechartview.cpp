#include "ui/charts/timechartview.h"

#include "core/base/axisticks.h"
#include "core/base/format.h"
#include "core/history/historyfigures.h"
#include "ui/charts/readout.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/theme.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>

namespace keydeck {

namespace {

constexpr int PixelsPerTimeTick = 72;
constexpr int PixelsPerCountTick = 40;
constexpr float UnwatchedTint = 0.07F;

QCategoryAxis *newAxis(QChart *chart, Qt::Alignment side)
{
    auto *axis = new QCategoryAxis(chart);
    axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis->setLineVisible(false);
    axis->setTruncateLabels(false);
    chart->addAxis(axis, side);
    return axis;
}

void setTicks(QCategoryAxis *axis, const QList<AxisTick> &ticks)
{
    for (const QString &label : axis->categoriesLabels()) {
        axis->remove(label);
    }
    for (const AxisTick &tick : ticks) {
        QString label = tick.label;
        while (axis->categoriesLabels().contains(label)) {
            label += u' '; // the axis drops a label that it has, such as another day's 12:00
        }
        axis->append(label, tick.value);
    }
}

} // namespace

TimeChartView::TimeChartView(QWidget *parent)
    : QChartView(parent)
    , m_time(newAxis(chart(), Qt::AlignBottom))
    , m_count(newAxis(chart(), Qt::AlignLeft))
{
    setAccessibleRole(*this, QAccessible::Chart);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus); // without the wheel: scrolling past takes no focus
    setMinimumSize(220, 130);
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins(0, theme::Tight, theme::Related, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_time->setGridLineVisible(false);
    setWhatsThis(tr("The wheel zooms while the chart has the focus, and with Ctrl in any case. "
                    "Drag to pan, double-click to see everything again. By keyboard: the arrows go "
                    "from value to value, and pan once you have zoomed; plus and minus zoom, 0 "
                    "shows everything, Shift with an arrow always goes from value to value."));
}

void TimeChartView::setTimeRange(qint64 fromMs, qint64 toMs)
{
    const TimeSpan whole = m_window.whole();
    if (fromMs == whole.fromMs && toMs == whole.toMs) {
        return;
    }
    const bool wasZoomed = isZoomed();
    m_window.setWhole({fromMs, toMs});
    afterLook(true, wasZoomed);
}

QString TimeChartView::timeNote() const
{
    const qint64 endMs = std::max(fromMs(), std::min(toMs(), m_knownUntilMs));
    return tr("%1 to %2").arg(formatExact(fromMs()), formatExact(endMs));
}

void TimeChartView::setWatched(const QList<TimeSpan> &watched)
{
    m_watched = watched;
    viewport()->update();
}

bool TimeChartView::isShown(const QString &legendId) const
{
    return !m_hidden.contains(legendId);
}

void TimeChartView::setShown(const QString &legendId, bool shown)
{
    if (shown == isShown(legendId)) {
        return;
    }
    if (shown) {
        m_hidden.remove(legendId);
    } else {
        m_hidden.insert(legendId);
    }
    refresh();
    Q_EMIT legendChanged();
}

void TimeChartView::setLegend(const QList<LegendEntry> &legend)
{
    if (legend != m_legend) {
        m_legend = legend;
        Q_EMIT legendChanged();
    }
}

void TimeChartView::addToChart(QAbstractSeries *series)
{
    chart()->addSeries(series);
    series->attachAxis(m_time);
    series->attachAxis(m_count);
}

void TimeChartView::setCountRange(double bottom, double top)
{
    const QList<AxisTick> ticks
        = countTicks(bottom, top, std::max(2, height() / PixelsPerCountTick));
    setTicks(m_count, ticks);
    m_count->setRange(ticks.first().value, ticks.last().value);
}

void TimeChartView::refresh()
{
    if (toMs() <= fromMs()) {
        return;
    }
    m_isStale = m_isAsleep;
    if (m_isAsleep) {
        return;
    }
    plot();
    applyTimeTicks();
    say();
    viewport()->update();
}

void TimeChartView::applyTimeTicks()
{
    QList<AxisTick> ticks = timeTicks(fromMs(), toMs(), std::max(2, width() / PixelsPerTimeTick));
    // A label that the edge would cut says less than none.
    const QFontMetrics metrics(theme::captionFont());
    ticks.removeIf([&](const AxisTick &tick) {
        return xOf(qint64(tick.value)) + metrics.horizontalAdvance(tick.label) / 2.0 > width();
    });
    setTicks(m_time, ticks);
    m_time->setRange(double(fromMs()), double(toMs()));
}

qreal TimeChartView::xOf(qint64 atMs) const
{
    const QRectF plot = chart()->plotArea();
    return plot.left() + plot.width() * qreal(atMs - fromMs()) / qreal(toMs() - fromMs());
}

qreal TimeChartView::yOf(double count) const
{
    const QRectF plot = chart()->plotArea();
    const double share = (count - m_count->min()) / (m_count->max() - m_count->min());
    return plot.bottom() - plot.height() * share;
}

qint64 TimeChartView::timeAt(qreal x) const
{
    const QRectF plot = chart()->plotArea();
    const double share = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0);
    return fromMs() + qint64(share * double(toMs() - fromMs()));
}

int TimeChartView::plotWidth() const
{
    return std::max(1, int(chart()->plotArea().width()));
}

double TimeChartView::pixelMs() const
{
    return double(toMs() - fromMs()) / plotWidth();
}

void TimeChartView::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyPalette();
    }
}

void TimeChartView::applyPalette()
{
    for (QCategoryAxis *axis : {m_time, m_count}) {
        axis->setLabelsColor(theme::quietText(palette()));
        axis->setLabelsFont(theme::captionFont());
        axis->setGridLineColor(theme::hairline(palette()));
    }
    paintSeries();
}

void TimeChartView::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    refresh();
}

void TimeChartView::hideEvent(QHideEvent *event)
{
    QChartView::hideEvent(event);
    m_isAsleep = true;
}

void TimeChartView::showEvent(QShowEvent *event)
{
    QChartView::showEvent(event);
    m_isAsleep = false;
    if (m_isStale) {
        refresh();
    }
}

void TimeChartView::drawBackground(QPainter *painter, const QRectF &rect)
{
    QChartView::drawBackground(painter, rect);
    if (toMs() <= fromMs() || m_watched.isEmpty()) {
        return;
    }
    QColor tint = palette().color(QPalette::Active, QPalette::WindowText);
    tint.setAlphaF(UnwatchedTint);
    const QRectF plot = chart()->plotArea();
    // What comes after the last look is not missed yet.
    const qint64 lookedMs = m_watched.isEmpty() ? toMs() : m_watched.last().toMs;
    for (const TimeSpan &gap : unwatched(m_watched, {fromMs(), std::min(toMs(), lookedMs)})) {
        const QRectF box(
            QPointF(xOf(gap.fromMs), plot.top()), QPointF(xOf(gap.toMs), plot.bottom()));
        if (box.width() >= 1) {
            painter->fillRect(box, tint);
        }
    }
}

void TimeChartView::drawForeground(QPainter *painter, const QRectF &)
{
    if (toMs() <= fromMs()) {
        return;
    }
    painter->setFont(theme::captionFont());
    paintLabels(painter);
    if (!m_isPlain) {
        paintCrosshair(painter);
    }
}

void TimeChartView::paintCrosshair(QPainter *painter) const
{
    const QRectF plot = chart()->plotArea();
    painter->setBrush(Qt::NoBrush);
    if (hasFocus()) {
        painter->setPen(QPen(theme::colors(theme::Role::Accent, palette()).shape, 1));
        painter->drawRect(plot);
    }
    if (m_crosshair && m_crosshair->atMs >= fromMs() && m_crosshair->atMs <= toMs()) {
        const qreal x = xOf(m_crosshair->atMs);
        painter->setPen(QPen(theme::quietText(palette()), 1));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        paintReadout(painter, palette(), plot, x, m_readout);
    }
}

} // namespace keydeck
