#include "ui/charts/lifetimeview.h"

#include "core/base/format.h"
#include "ui/charts/axisticks.h"
#include "ui/charts/decimate.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QLineSeries>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LineColor = 2; // in the order of the Okabe-Ito set
constexpr qreal LineWidth = 2;
constexpr qreal DotRadius = 3.5;

QList<QPointF> steps(const QList<QPointF> &points, double right)
{
    QList<QPointF> line;
    for (const QPointF &point : points) {
        if (!line.isEmpty()) {
            line << QPointF(point.x(), line.last().y());
        }
        line << point;
    }
    if (!line.isEmpty() && line.last().x() < right) {
        line << QPointF(right, line.last().y());
    }
    return line;
}

} // namespace

LifetimeView::LifetimeView(const LifetimeModel &model, QWidget *parent)
    : TimeChartView(parent)
    , m_model(model)
    , m_line(new QLineSeries(this))
{
    addToChart(m_line);
    setAccessibleName(tr("Lifetime tokens over time"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { refresh(); });
}

QList<QPointF> LifetimeView::visiblePoints() const
{
    QList<QPointF> points;
    if (const auto before = m_model.totalAt(fromMs())) {
        points << QPointF(double(fromMs()), *before);
    }
    for (const LifetimeSample &sample : m_model.samples()) {
        if (sample.atMs > fromMs() && sample.atMs <= toMs()) {
            points << QPointF(double(sample.atMs), sample.tokens);
        }
    }
    return points;
}

void LifetimeView::plot()
{
    const QList<QPointF> points = visiblePoints();
    m_line->replace(steps(decimated(points, plotWidth()), double(toMs())));
    if (points.isEmpty()) {
        setCountRange(0, 1);
        return;
    }
    const auto [low, high] = std::minmax_element(points.begin(), points.end(),
        [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); });
    // A total that stood still is seen against 0.
    setCountRange(low->y() < high->y() ? low->y() : std::min(low->y(), 0.0), high->y());
}

void LifetimeView::paintSeries()
{
    m_line->setPen(QPen(theme::chartColor(LineColor, palette()), LineWidth));
}

QString LifetimeView::callout(qint64 atMs) const
{
    const auto total = m_model.totalAt(atMs);
    if (!total) {
        return {};
    }
    return formatExact(atMs) + u'\n' + tr("%1 tokens").arg(formatCount(*total));
}

void LifetimeView::paintLabels(QPainter *painter)
{
    const QList<QPointF> line = m_line->points();
    if (line.isEmpty()) {
        return;
    }
    const QPointF end(xOf(qint64(line.last().x())), yOf(line.last().y()));
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::chartColor(LineColor, palette()));
    painter->drawEllipse(end, DotRadius, DotRadius);
}

} // namespace keydeck
