#include "ui/charts/lifetimeview.h"

#include "core/base/format.h"
#include "ui/widgets/theme.h"

#include <QChart>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LineColor = 2; // in the order of the Okabe-Ito set
constexpr int FallColor = 5;
constexpr qreal LineWidth = 2;
constexpr qreal DotRadius = 3.5;
constexpr qreal MarkSize = 9;
constexpr qreal LabelHeight = 16;
constexpr qreal LeastMove = 0.25; ///< pixels: nobody sees less

QString observedId()
{
    return u"observed"_s;
}

QString unobservedId()
{
    return u"unobserved"_s;
}

QPen linePen(const QPalette &palette, Qt::PenStyle style)
{
    return QPen(theme::chartColor(LineColor, palette), LineWidth, style, Qt::FlatCap);
}

} // namespace

LifetimeView::LifetimeView(const LifetimeModel &model, QWidget *parent)
    : TimeChartView(parent)
    , m_model(model)
{
    setAccessibleName(tr("Lifetime tokens over time"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { refresh(); });
}

void LifetimeView::plot()
{
    m_line = lifetimeLine(m_model.samples(), m_model.unobserved(), {fromMs(), toMs(), pixelMs()});
    paintSeries();
    if (m_line.isEmpty()) {
        setCountRange(0, 1);
        return;
    }
    const auto [low, high] = m_line.range();
    // A total that stood still is seen against 0.
    setCountRange(low < high ? low : std::min(low, 0.0), high);
}

void LifetimeView::paintSeries()
{
    const QColor color = theme::chartColor(LineColor, palette());
    QList<LegendEntry> legend{{observedId(), tr("Total"), color, LegendEntry::Shape::Line}};
    if (!m_line.unobserved.isEmpty()) {
        legend.append({unobservedId(), tr("Not observed"), color, LegendEntry::Shape::DashedLine});
    }
    setLegend(legend);
}

QString LifetimeView::callout(qint64 atMs) const
{
    const auto total = m_model.totalAt(atMs);
    if (!total) {
        return tr("Nothing is known of this time");
    }
    QStringList lines{tr("%1 tokens").arg(formatCount(*total))};
    const QList<UnobservedGrowth> &growth = m_model.unobserved();
    const auto now = std::lower_bound(growth.begin(), growth.end(), atMs,
        [](const UnobservedGrowth &g, qint64 at) { return g.toMs < at; });
    if (now != growth.end() && now->fromMs <= atMs) {
        lines << tr("%1 came in up to %2,").arg(formatCount(now->tokens), formatExact(now->toMs))
              << tr("not observed");
    }
    return lines.join(u'\n');
}

std::optional<qint64> LifetimeView::valueBeside(qint64 atMs, bool later) const
{
    const QList<LifetimeSample> &samples = m_model.samples();
    const auto isEarlier
        = [](const LifetimeSample &sample, double ms) { return double(sample.atMs) < ms; };
    // The next that can be told apart: closer ones are for a closer look.
    const double edge = double(atMs) + (later ? pixelMs() : -pixelMs());
    const auto found = std::lower_bound(samples.begin(), samples.end(), edge, isEarlier);
    if (later) {
        return found == samples.end() ? std::nullopt : std::optional(found->atMs);
    }
    return found == samples.begin() ? std::nullopt : std::optional(std::prev(found)->atMs);
}

QPointF LifetimeView::place(const QPointF &value) const
{
    return {xOf(qint64(value.x())), yOf(value.y())};
}

/// A point that cannot be told from the one before takes as long to draw as any other.
QList<QPointF> LifetimeView::places(const QList<QPointF> &values) const
{
    QList<QPointF> points;
    points.reserve(values.size());
    for (const QPointF &value : values) {
        const QPointF at = place(value);
        if (points.isEmpty() || (at - points.last()).manhattanLength() >= LeastMove) {
            points << at;
        }
    }
    points << place(values.last());
    return points;
}

void LifetimeView::paintLabels(QPainter *painter)
{
    painter->setBrush(Qt::NoBrush);
    if (isShown(observedId())) {
        painter->setPen(linePen(palette(), Qt::SolidLine));
        for (const QList<QPointF> &piece : std::as_const(m_line.observed)) {
            painter->drawPolyline(places(piece));
        }
    }
    if (isShown(unobservedId())) {
        QPen dashes = linePen(palette(), Qt::CustomDashLine);
        dashes.setDashPattern({2, 1.5});
        painter->setPen(dashes);
        for (const QLineF &line : std::as_const(m_line.unobserved)) {
            painter->drawLine(place(line.p1()), place(line.p2()));
        }
    }
    paintFalls(painter);
    paintEnd(painter);
}

void LifetimeView::paintFalls(QPainter *painter) const
{
    const QColor color = theme::chartColor(FallColor, palette());
    const QString label = tr("fell");
    const qreal width = painter->fontMetrics().horizontalAdvance(label);
    qreal free = chart()->plotArea().left(); // so that labels do not cover one another
    for (const QLineF &fall : m_line.falls) {
        const QPointF at = place(fall.p1());
        const QRectF box(at.x() - MarkSize / 2, at.y() - MarkSize - 2, MarkSize, MarkSize);
        QPainterPath triangle; // points down, the way that the total went
        triangle.addPolygon(
            QPolygonF({box.topLeft(), box.topRight(), QPointF(box.center().x(), box.bottom())}));
        triangle.closeSubpath();
        painter->fillPath(triangle, color);
        const QRectF text(box.left() - width - 3, box.top() - 4, width, LabelHeight);
        if (text.left() >= free) {
            painter->setPen(palette().color(QPalette::WindowText));
            painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, label);
            free = box.right();
        }
    }
}

void LifetimeView::paintEnd(QPainter *painter) const
{
    if (m_line.observed.isEmpty() || !isShown(observedId())) {
        return;
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::chartColor(LineColor, palette()));
    painter->drawEllipse(place(m_line.observed.last().last()), DotRadius, DotRadius);
}

} // namespace keydeck
