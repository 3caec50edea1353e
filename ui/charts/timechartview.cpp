#include "ui/charts/timechartview.h"

#include "ui/charts/axisticks.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QCategoryAxis>
#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QMouseEvent>
#include <QToolTip>

namespace keydeck {

namespace {

constexpr int PixelsPerTimeTick = 72;
constexpr int PixelsPerCountTick = 40;

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
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    setMinimumSize(220, 130);
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->setBackgroundVisible(false);
    chart()->setMargins(QMargins(0, theme::Tight, theme::Related, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    m_time->setGridLineVisible(false);
}

void TimeChartView::setTimeRange(qint64 fromMs, qint64 toMs)
{
    if (fromMs == m_fromMs && toMs == m_toMs) {
        return;
    }
    m_fromMs = fromMs;
    m_toMs = toMs;
    m_time->setRange(double(fromMs), double(toMs));
    refresh();
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
    if (m_toMs <= m_fromMs) {
        return;
    }
    plot();
    applyTimeTicks();
    viewport()->update();
}

void TimeChartView::applyTimeTicks()
{
    setTicks(m_time, timeTicks(m_fromMs, m_toMs, std::max(2, width() / PixelsPerTimeTick)));
    m_time->setRange(double(m_fromMs), double(m_toMs));
}

qreal TimeChartView::xOf(qint64 atMs) const
{
    const QRectF plot = chart()->plotArea();
    return plot.left() + plot.width() * qreal(atMs - m_fromMs) / qreal(m_toMs - m_fromMs);
}

qreal TimeChartView::yOf(double count) const
{
    const QRectF plot = chart()->plotArea();
    const double share = (count - m_count->min()) / (m_count->max() - m_count->min());
    return plot.bottom() - plot.height() * share;
}

int TimeChartView::plotWidth() const
{
    return std::max(1, int(chart()->plotArea().width()));
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

void TimeChartView::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    const QPointF at = mapToScene(event->position().toPoint());
    const QRectF plot = chart()->plotArea();
    m_pointer.reset();
    QString text;
    if (plot.contains(at)) {
        m_pointer = at.x();
        const double share = (at.x() - plot.left()) / plot.width();
        text = callout(m_fromMs + qint64(share * double(m_toMs - m_fromMs)));
    }
    QToolTip::showText(event->globalPosition().toPoint(), plainToolTip(text), viewport());
    viewport()->update();
}

void TimeChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    m_pointer.reset();
    viewport()->update();
}

void TimeChartView::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the page around it scrolls
}

void TimeChartView::drawForeground(QPainter *painter, const QRectF &)
{
    if (m_toMs <= m_fromMs) {
        return;
    }
    painter->setFont(theme::captionFont());
    paintLabels(painter);
    if (m_pointer) {
        painter->setPen(QPen(theme::quietText(palette()), 1));
        const QRectF plot = chart()->plotArea();
        painter->drawLine(QPointF(*m_pointer, plot.top()), QPointF(*m_pointer, plot.bottom()));
    }
}

} // namespace keydeck
