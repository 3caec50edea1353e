#include "ui/charts/usagewindowsview.h"

#include "core/base/axisticks.h"
#include "core/base/format.h"
#include "ui/charts/readout.h"
#include "ui/charts/windowboxes.h"
#include "ui/widgets/theme.h"

#include <QChart>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr double Headroom = 1.06;
constexpr qreal LabelHeight = 16;

qint64 middleOf(const UsageBar &bar)
{
    return bar.startMs + UsageWindowMs / 2;
}

} // namespace

UsageWindowsView::UsageWindowsView(const UsageWindowsModel &model, QWidget *parent)
    : BoxChartView(parent)
    , m_model(model)
{
    setAccessibleName(tr("Usage windows against the limit"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { refresh(); });
}

void UsageWindowsView::setLimit(double limit, qint64 nowMs)
{
    const bool same = limit == m_limit || (std::isnan(limit) && std::isnan(m_limit));
    if (!same || nowMs != m_nowMs) {
        m_limit = limit;
        m_nowMs = nowMs;
        refresh();
    }
}

void UsageWindowsView::plot()
{
    m_bars = barsIn(m_model.bars(), scale());
    m_limitLine = limitLine(m_bars, m_limit, m_nowMs, scale());
    setBoxes(unexplainedBoxes(m_model.unexplained(), scale()) + windowBoxes(m_bars, scale()));
    double top = std::max(highest(), 1.0);
    for (const QPointF &point : std::as_const(m_limitLine)) {
        top = std::max(top, point.y());
    }
    setCountRange(0, top * Headroom);
}

QString UsageWindowsView::nameOf(ChartBox::Kind kind) const
{
    switch (kind) {
    case ChartBox::Kind::Open:
        return tr("Open");
    case ChartBox::Kind::Over:
        return tr("Over the limit");
    case ChartBox::Kind::Unobserved:
    case ChartBox::Kind::UnobservedOver:
        return tr("Not observed");
    case ChartBox::Kind::BeforeReset:
        return tr("Before a reset");
    default:
        return tr("Closed");
    }
}

QString UsageWindowsView::callout(qint64 atMs) const
{
    QStringList lines = unexplainedLines(atMs);
    if (const UsageBar *bar = barAt(atMs)) {
        lines << windowLines(*bar);
    }
    return lines.isEmpty() ? tr("No window was open") : lines.join(u'\n');
}

QString UsageWindowsView::calloutTime(qint64 atMs) const
{
    const UsageBar *bar = barAt(atMs);
    return bar ? spanText({bar->startMs, bar->endMs()}) : TimeChartView::calloutTime(atMs);
}

const UsageBar *UsageWindowsView::barAt(qint64 atMs) const
{
    const auto bar = std::find_if(m_bars.rbegin(), m_bars.rend(),
        [atMs](const UsageBar &b) { return b.startMs <= atMs && atMs < b.endMs(); });
    return bar == m_bars.rend() ? nullptr : &*bar;
}

QStringList UsageWindowsView::windowLines(const UsageBar &bar) const
{
    QStringList lines;
    lines << (std::isnan(bar.limit)
            ? tr("%1 tokens, no limit").arg(formatCount(bar.tokens))
            : tr("%1 of %2 tokens").arg(formatCount(bar.tokens), formatCount(bar.limit)));
    if (bar.isOver()) {
        lines << tr("%1 over the limit").arg(formatCount(bar.tokens - bar.limit));
    }
    if (bar.unobserved > 0) {
        lines << tr("%1 of them not observed").arg(formatCount(bar.unobserved));
    }
    if (bar.beforeReset > 0) {
        lines << tr("%1 more before it was reset").arg(formatCount(bar.beforeReset));
    }
    lines << tr("Began %1").arg(formatExact(bar.startMs));
    lines << (bar.open ? tr("Open until %1") : tr("Ended %1")).arg(formatExact(bar.endMs()));
    return lines;
}

QStringList UsageWindowsView::unexplainedLines(qint64 atMs) const
{
    QStringList lines;
    for (const UnobservedGrowth &growth : m_model.unexplained()) {
        if (growth.fromMs <= atMs && atMs <= growth.toMs) {
            lines << tr("%1 tokens, not observed").arg(formatCount(growth.tokens))
                  << tr("From %1").arg(formatExact(growth.fromMs))
                  << tr("To %1").arg(formatExact(growth.toMs));
        }
    }
    return lines;
}

std::optional<qint64> UsageWindowsView::valueBeside(qint64 atMs, bool later) const
{
    QList<qint64> values;
    for (const UsageBar &bar : m_model.bars()) {
        values << middleOf(bar);
    }
    for (const UnobservedGrowth &growth : m_model.unexplained()) {
        values << (growth.fromMs + growth.toMs) / 2;
    }
    std::optional<qint64> nearest;
    for (const qint64 value : std::as_const(values)) {
        const bool isBeyond = later ? value > atMs : value < atMs;
        if (isBeyond && (!nearest || std::abs(value - atMs) < std::abs(*nearest - atMs))) {
            nearest = value;
        }
    }
    return nearest;
}

void UsageWindowsView::paintLabels(QPainter *painter)
{
    paintBoxes(painter);
    paintLimit(painter);
    if (std::isfinite(m_limit)) {
        paintLimitLabel(painter);
    }
    paintBarLabels(painter);
}

void UsageWindowsView::paintLimit(QPainter *painter) const
{
    QList<QPointF> line;
    for (const QPointF &point : m_limitLine) {
        line << QPointF(xOf(qint64(point.x())), yOf(point.y()));
    }
    painter->setPen(QPen(palette().color(QPalette::WindowText), 1.4, Qt::DashLine));
    painter->drawPolyline(line);
}

void UsageWindowsView::paintLimitLabel(QPainter *painter) const
{
    // Where the line reaches the limit of today, unless that is too far to the right.
    const auto before = std::find_if(m_limitLine.rbegin(), m_limitLine.rend(),
        [this](const QPointF &point) { return point.y() != m_limit; });
    const QString label = tr("limit %1").arg(shortCount(m_limit));
    const qreal width = painter->fontMetrics().horizontalAdvance(label) + 2;
    const QRectF plotArea = chart()->plotArea();
    qreal left = before == m_limitLine.rend() ? plotArea.left() : xOf(qint64(before->x()));
    left = std::clamp(left, plotArea.left(), std::max(plotArea.left(), plotArea.right() - width));
    const QRectF above(left, yOf(m_limit) - LabelHeight, width, LabelHeight - 1);
    painter->fillRect(above, palette().color(QPalette::Window)); // bars may stand behind it
    painter->setPen(palette().color(QPalette::WindowText));
    painter->drawText(above, Qt::AlignLeft | Qt::AlignVCenter, label);
}

void UsageWindowsView::paintBarLabels(QPainter *painter) const
{
    for (const UsageBar &bar : m_bars) {
        if (bar.open) {
            paintBarLabel(painter, bar, tr("open"));
        } else if (bar.beforeReset > 0) {
            paintBarLabel(painter, bar, tr("reset"));
        }
    }
}

void UsageWindowsView::paintBarLabel(
    QPainter *painter, const UsageBar &bar, const QString &label) const
{
    const int width = painter->fontMetrics().horizontalAdvance(label);
    if (xOf(bar.endMs()) - xOf(bar.startMs) < width / 2.0) {
        return; // too thin for a label to be seen as its own
    }
    const QRectF plotArea = chart()->plotArea();
    const qreal right = std::min(xOf(bar.endMs()), plotArea.right());
    qreal bottom = plotArea.bottom();
    for (const ChartBox &box : boxes()) { // above every bar that it would cover
        const QRectF rect = rectOf(box);
        if (rect.right() > right - width && rect.left() < right) {
            bottom = std::min(bottom, rect.top());
        }
    }
    painter->setPen(theme::quietText(palette()));
    painter->drawText(QRectF(right - width, bottom - LabelHeight, width, LabelHeight),
        Qt::AlignRight | Qt::AlignVCenter, label);
}

} // namespace keydeck
