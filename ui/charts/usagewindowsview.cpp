#include "ui/charts/usagewindowsview.h"

#include "core/base/format.h"
#include "ui/charts/axisticks.h"
#include "ui/widgets/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int ClosedColor = 0; // in the order of the Okabe-Ito set
constexpr int OverColor = 5;
constexpr double Headroom = 1.06;
constexpr qreal LabelHeight = 16;

/// Where a bar stands: its own time, less what the next one overlaps and the gap between two.
struct Stretch
{
    double left = 0;
    double right = 0;
};

Stretch stretchOf(const QList<UsageBar> &bars, qsizetype i, double gapMs)
{
    const UsageBar &bar = bars.at(i);
    qint64 end = bar.endMs();
    if (i + 1 < bars.size()) {
        end = std::min(end, bars.at(i + 1).startMs);
    }
    const double left = double(bar.startMs) + gapMs;
    return {left, std::max(left, double(end) - gapMs)};
}

/// A store may hold more windows than a chart has pixels; of those in one pixel the tallest counts.
QList<UsageBar> tallestOfEachPixel(const QList<UsageBar> &bars, double pixelMs)
{
    QList<UsageBar> kept;
    for (const UsageBar &bar : bars) {
        if (kept.isEmpty() || double(bar.startMs - kept.last().startMs) >= pixelMs) {
            kept << bar;
        } else if (bar.tokens > kept.last().tokens) {
            const qint64 start = kept.last().startMs;
            kept.last() = bar;
            kept.last().startMs = start;
        }
    }
    return kept;
}

void addBox(
    QList<QPointF> *upper, QList<QPointF> *lower, const Stretch &x, double bottom, double top)
{
    *upper << QPointF(x.left, bottom) << QPointF(x.left, top) << QPointF(x.right, top)
           << QPointF(x.right, bottom);
    *lower << QPointF(x.left, bottom) << QPointF(x.right, bottom);
}

} // namespace

UsageWindowsView::UsageWindowsView(const UsageWindowsModel &model, QWidget *parent)
    : TimeChartView(parent)
    , m_model(model)
    , m_closed(addArea())
    , m_open(addArea())
    , m_over(addArea())
    , m_limitLine(new QLineSeries(this))
{
    addToChart(m_limitLine);
    setAccessibleName(tr("Usage windows against the limit"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { refresh(); });
}

UsageWindowsView::Area UsageWindowsView::addArea()
{
    Area area;
    area.upper = new QLineSeries(this);
    area.lower = new QLineSeries(this);
    area.series = new QAreaSeries(area.upper, area.lower);
    addToChart(area.series);
    return area;
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

QList<UsageBar> UsageWindowsView::visibleBars() const
{
    QList<UsageBar> bars;
    for (const UsageBar &bar : m_model.bars()) {
        if (bar.endMs() > fromMs() && bar.startMs < toMs()) {
            bars << bar;
        }
    }
    return bars;
}

void UsageWindowsView::plot()
{
    const double pixelMs = double(toMs() - fromMs()) / plotWidth();
    const QList<UsageBar> bars = tallestOfEachPixel(visibleBars(), pixelMs);
    const double gapMs = double(UsageWindowMs) > 6 * pixelMs ? pixelMs / 2 : 0;
    QList<QPointF> closed[2], open[2], over[2]; // upper, lower
    double top = std::isnan(m_limit) ? 1 : m_limit;
    for (qsizetype i = 0; i < bars.size(); ++i) {
        const UsageBar &bar = bars.at(i);
        const Stretch x = stretchOf(bars, i, gapMs);
        const double within = bar.isOver() ? std::max(bar.limit, 0.0) : bar.tokens;
        auto &body = bar.open ? open : closed;
        addBox(&body[0], &body[1], x, 0, within);
        if (bar.isOver()) {
            addBox(&over[0], &over[1], x, within, bar.tokens);
        }
        top = std::max({top, bar.tokens, std::isnan(bar.limit) ? 0 : bar.limit});
    }
    for (const auto &[area, points] :
        {std::pair(&m_closed, closed), {&m_open, open}, {&m_over, over}}) {
        area->upper->replace(points[0]);
        area->lower->replace(points[1]);
    }
    m_limitLine->replace(limitLine(bars));
    setCountRange(0, std::max(top, 1.0) * Headroom);
}

QList<QPointF> UsageWindowsView::limitLine(const QList<UsageBar> &bars) const
{
    QList<QPointF> line;
    const auto stepTo = [&line](qint64 atMs, double limit) {
        if (!line.isEmpty()) {
            line << QPointF(double(atMs), line.last().y());
        }
        line << QPointF(double(atMs), limit);
    };
    for (const UsageBar &bar : bars) {
        if (std::isfinite(bar.limit)) {
            stepTo(line.isEmpty() ? fromMs() : bar.startMs, bar.limit);
        }
    }
    if (std::isfinite(m_limit)) {
        stepTo(line.isEmpty() ? fromMs() : std::clamp(m_nowMs, fromMs(), toMs()), m_limit);
        line << QPointF(double(toMs()), m_limit);
    }
    return line;
}

void UsageWindowsView::paintSeries()
{
    const QColor blue = theme::chartColor(ClosedColor, palette());
    m_closed.series->setBrush(blue);
    m_closed.series->setPen(Qt::NoPen);
    QColor pale = blue;
    pale.setAlphaF(0.3F);
    m_open.series->setBrush(pale);
    m_open.series->setPen(QPen(blue, 1.4));
    m_over.series->setBrush(theme::chartColor(OverColor, palette()));
    m_over.series->setPen(Qt::NoPen);
    m_limitLine->setPen(QPen(palette().color(QPalette::WindowText), 1.4, Qt::DashLine));
}

QString UsageWindowsView::callout(qint64 atMs) const
{
    const QList<UsageBar> bars = visibleBars();
    const auto bar = std::find_if(bars.rbegin(), bars.rend(),
        [atMs](const UsageBar &b) { return b.startMs <= atMs && atMs < b.endMs(); });
    if (bar == bars.rend()) {
        return tr("No window was open at %1").arg(formatExact(atMs));
    }
    QStringList lines{tr("%1 to %2").arg(formatExact(bar->startMs), formatExact(bar->endMs()))};
    lines << (std::isnan(bar->limit)
            ? tr("%1 tokens, no limit").arg(formatCount(bar->tokens))
            : tr("%1 of %2 tokens").arg(formatCount(bar->tokens), formatCount(bar->limit)));
    if (bar->isOver()) {
        lines << tr("%1 over the limit").arg(formatCount(bar->tokens - bar->limit));
    }
    if (bar->open) {
        lines << tr("Still open");
    }
    return lines.join(u'\n');
}

void UsageWindowsView::paintLabels(QPainter *painter)
{
    if (std::isfinite(m_limit)) {
        paintLimitLabel(painter);
    }
    paintOpenLabel(painter);
}

void UsageWindowsView::paintLimitLabel(QPainter *painter) const
{
    // Where the line reaches the limit of today, unless that is too far to the right.
    const QList<QPointF> line = m_limitLine->points();
    const auto before = std::find_if(
        line.rbegin(), line.rend(), [this](const QPointF &point) { return point.y() != m_limit; });
    const QString label = tr("limit %1").arg(shortCount(m_limit));
    const qreal width = painter->fontMetrics().horizontalAdvance(label) + 2;
    const QRectF plotArea = chart()->plotArea();
    qreal left = before == line.rend() ? plotArea.left() : xOf(qint64(before->x()));
    left = std::clamp(left, plotArea.left(), std::max(plotArea.left(), plotArea.right() - width));
    const QRectF above(left, yOf(m_limit) - LabelHeight, width, LabelHeight - 1);
    painter->fillRect(above, palette().color(QPalette::Window)); // bars may stand behind it
    painter->setPen(palette().color(QPalette::WindowText));
    painter->drawText(above, Qt::AlignLeft | Qt::AlignVCenter, label);
}

void UsageWindowsView::paintOpenLabel(QPainter *painter) const
{
    const QList<UsageBar> bars = visibleBars();
    const QString label = tr("open");
    const int width = painter->fontMetrics().horizontalAdvance(label);
    for (const UsageBar &open : bars) {
        if (!open.open || xOf(open.endMs()) - xOf(open.startMs) < width / 2.0) {
            continue; // too thin for a label to be seen as its own
        }
        const QRectF plotArea = chart()->plotArea();
        const qreal right = std::min(xOf(open.endMs()), plotArea.right());
        qreal bottom = yOf(open.tokens);
        for (const UsageBar &bar : bars) { // above every bar that it would cover
            if (xOf(bar.endMs()) > right - width && xOf(bar.startMs) < right) {
                bottom = std::min(bottom, yOf(bar.tokens));
            }
        }
        painter->setPen(theme::quietText(palette()));
        painter->drawText(QRectF(right - width, bottom - LabelHeight, width, LabelHeight),
            Qt::AlignRight | Qt::AlignVCenter, label);
    }
}

} // namespace keydeck
