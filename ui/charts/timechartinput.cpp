// How a person moves about in a TimeChartView: wheel, mouse and keys.
#include "core/base/format.h"
#include "ui/charts/timechartview.h"

#include <QChart>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace keydeck {

namespace {

constexpr double WheelFactor = 1.25; ///< for each notch
constexpr double KeyFactor = 1.5;
constexpr int WheelNotch = 120;
constexpr int PanShare = 8; ///< of what is seen, by one key or notch
constexpr int CrosshairSteps = 50; ///< from one edge to the other, where there are no values

} // namespace

void TimeChartView::afterLook(bool changed, bool wasZoomed)
{
    if (changed) {
        refresh();
    }
    if (wasZoomed != isZoomed()) {
        showCursor();
        Q_EMIT zoomedChanged(isZoomed());
    }
}

void TimeChartView::resetZoom()
{
    const bool wasZoomed = isZoomed();
    afterLook(m_window.reset(), wasZoomed);
}

void TimeChartView::zoomAround(double factor, qint64 atMs)
{
    const bool wasZoomed = isZoomed();
    afterLook(m_window.zoom(factor, atMs), wasZoomed);
}

void TimeChartView::panBy(qint64 ms)
{
    afterLook(m_window.pan(ms), isZoomed());
}

void TimeChartView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    const bool isMeant = hasFocus() || event->modifiers().testFlag(Qt::ControlModifier);
    const bool hasMore = isZoomed() || delta.y() > 0;
    event->setAccepted(isMeant && hasMore); // else the page around it scrolls
    if (!event->isAccepted()) {
        return;
    }
    if (delta.y() != 0) {
        const double factor = std::pow(WheelFactor, double(delta.y()) / WheelNotch);
        zoomAround(factor, timeAt(mapToScene(event->position().toPoint()).x()));
    } else {
        panBy(-(toMs() - fromMs()) / PanShare * delta.x() / WheelNotch);
    }
}

void TimeChartView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && isZoomed()) {
        m_drag = Drag{event->position().x(), m_window.shown()};
        showCursor();
    }
}

void TimeChartView::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    if (m_drag) {
        dragTo(event->position().x());
    }
    const QPointF at = mapToScene(event->position().toPoint());
    if (chart()->plotArea().contains(at)) {
        setCrosshair(Crosshair{timeAt(at.x()), false});
    } else {
        setCrosshair(std::nullopt);
    }
}

void TimeChartView::dragTo(qreal x)
{
    const double share = (m_drag->x - x) / plotWidth();
    const TimeSpan &start = m_drag->shown;
    const qint64 wanted = start.fromMs + qint64(share * double(start.toMs - start.fromMs));
    panBy(wanted - fromMs());
}

void TimeChartView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        m_drag.reset();
        showCursor();
    }
}

void TimeChartView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        resetZoom();
    }
}

void TimeChartView::showCursor()
{
    if (m_drag) {
        viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (isZoomed()) {
        viewport()->setCursor(Qt::OpenHandCursor);
    } else {
        viewport()->unsetCursor();
    }
}

void TimeChartView::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    if (m_crosshair && !m_crosshair->byKey) {
        setCrosshair(std::nullopt);
    }
}

void TimeChartView::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    viewport()->update();
}

void TimeChartView::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        setCrosshair(std::nullopt);
    }
    viewport()->update();
}

void TimeChartView::keyPressEvent(QKeyEvent *event)
{
    event->setAccepted(handleKey(*event));
}

bool TimeChartView::handleKey(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool isShift = modifiers == Qt::ShiftModifier;
    if (modifiers != Qt::NoModifier && !isShift) {
        return false;
    }
    const qint64 middle = m_crosshair ? m_crosshair->atMs : (fromMs() + toMs()) / 2;
    const qint64 step = (toMs() - fromMs()) / PanShare;
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: // where plus takes Shift
        zoomAround(KeyFactor, middle);
        return true;
    case Qt::Key_Minus:
        zoomAround(1 / KeyFactor, middle);
        return true;
    case Qt::Key_0:
    case Qt::Key_Home:
        resetZoom();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (isShift || !isZoomed()) { // there is nothing to pan to
            stepCrosshair(event.key() == Qt::Key_Right);
        } else {
            panBy(event.key() == Qt::Key_Right ? step : -step);
        }
        return true;
    case Qt::Key_Escape: {
        const bool hadCrosshair = m_crosshair.has_value();
        setCrosshair(std::nullopt);
        return hadCrosshair;
    }
    default:
        return false;
    }
}

std::optional<qint64> TimeChartView::valueBeside(qint64 atMs, bool later) const
{
    const qint64 step = std::max<qint64>(1, (toMs() - fromMs()) / CrosshairSteps);
    return later ? atMs + step : atMs - step;
}

void TimeChartView::stepCrosshair(bool later)
{
    const qint64 from = m_crosshair ? m_crosshair->atMs : later ? fromMs() - 1 : toMs() + 1;
    const std::optional<qint64> next = valueBeside(from, later);
    const TimeSpan &whole = m_window.whole();
    if (next && *next >= whole.fromMs && *next <= whole.toMs) {
        afterLook(m_window.reveal(*next), isZoomed());
        setCrosshair(Crosshair{*next, true});
    }
}

void TimeChartView::setCrosshair(std::optional<Crosshair> crosshair)
{
    m_crosshair = crosshair;
    say();
    viewport()->update();
}

QString TimeChartView::calloutTime(qint64 atMs) const
{
    return formatExact(atMs);
}

void TimeChartView::say()
{
    QString text;
    if (m_crosshair) {
        const QString time = calloutTime(m_crosshair->atMs);
        const QString figures = callout(m_crosshair->atMs);
        text = figures.isEmpty() ? time : time + u'\n' + figures;
    }
    if (text != m_readout) {
        m_readout = text;
        Q_EMIT readoutChanged(text);
    }
}

} // namespace keydeck
