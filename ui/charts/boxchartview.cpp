#include "ui/charts/boxchartview.h"

#include "ui/charts/hatch.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using Kind = ChartBox::Kind;

constexpr int UsedColor = 0; // in the order of the Okabe-Ito set
constexpr int OverColor = 5;
constexpr float Pale = 0.3F;
constexpr qreal WidthForOutline = 4;

/// What is not observed over the limit is hidden with what is below it.
Kind legendKind(Kind kind)
{
    return kind == Kind::UnobservedOver ? Kind::Unobserved : kind;
}

QString idOf(Kind kind)
{
    static const QString ids[]
        = {u"within"_s, u"open"_s, u"over"_s, u"unobserved"_s, u"unobserved"_s, u"reset"_s};
    return ids[int(kind)];
}

LegendEntry::Shape shapeOf(Kind kind)
{
    switch (kind) {
    case Kind::Open:
    case Kind::BeforeReset:
        return LegendEntry::Shape::Outlined;
    case Kind::Unobserved:
    case Kind::UnobservedOver:
        return LegendEntry::Shape::Hatched;
    default:
        return LegendEntry::Shape::Filled;
    }
}

} // namespace

ChartScale BoxChartView::scale() const
{
    return {fromMs(), toMs(), pixelMs()};
}

void BoxChartView::setBoxes(const QList<ChartBox> &boxes)
{
    m_boxes.clear();
    QSet<Kind> found;
    for (const ChartBox &box : boxes) {
        found.insert(legendKind(box.kind));
        if (isShown(idOf(box.kind))) {
            m_boxes << box;
        }
    }
    m_kinds = found.values();
    std::sort(m_kinds.begin(), m_kinds.end());
    BoxChartView::paintSeries();
}

double BoxChartView::highest() const
{
    double highest = 0;
    for (const ChartBox &box : m_boxes) {
        highest = std::max(highest, box.top);
    }
    return highest;
}

void BoxChartView::paintSeries()
{
    QList<LegendEntry> legend;
    for (const Kind kind : std::as_const(m_kinds)) {
        legend.append({idOf(kind), nameOf(kind), colorOf(kind), shapeOf(kind)});
    }
    setLegend(legend);
}

QColor BoxChartView::colorOf(Kind kind) const
{
    switch (kind) {
    case Kind::Over:
    case Kind::UnobservedOver:
        return theme::chartColor(OverColor, palette());
    case Kind::BeforeReset:
        return theme::quietText(palette());
    default:
        return theme::chartColor(UsedColor, palette());
    }
}

QRectF BoxChartView::rectOf(const ChartBox &box) const
{
    return {QPointF(xOf(qint64(box.fromMs)), yOf(box.top)),
        QPointF(xOf(qint64(box.toMs)), yOf(box.bottom))};
}

void BoxChartView::paintBoxes(QPainter *painter) const
{
    for (const ChartBox &box : m_boxes) {
        QRectF rect = rectOf(box);
        rect.setWidth(std::max(rect.width(), 1.0));
        const QColor color = colorOf(box.kind);
        const LegendEntry::Shape shape = shapeOf(box.kind);
        if (shape == LegendEntry::Shape::Filled) {
            painter->fillRect(rect, color);
            continue;
        }
        QColor fill = palette().color(QPalette::Window);
        if (shape == LegendEntry::Shape::Outlined) {
            fill = color;
            fill.setAlphaF(Pale);
        }
        painter->fillRect(rect, fill);
        if (shape == LegendEntry::Shape::Hatched) {
            paintHatch(painter, rect, color);
        }
        if (rect.width() >= WidthForOutline) {
            painter->setPen(QPen(color, 1.4));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(rect.adjusted(0.7, 0.7, -0.7, -0.7));
        }
    }
}

} // namespace keydeck
