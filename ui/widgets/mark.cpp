#include "ui/widgets/mark.h"

#include <QPainter>
#include <QTransform>

#include <cmath>
#include <numbers>

namespace keydeck {

namespace {

// All of these are drawn in the unit square and scaled afterwards.

QPainterPath disc(qreal radius)
{
    QPainterPath path;
    path.addEllipse(QPointF(0.5, 0.5), radius, radius);
    return path;
}

QPainterPath bar(const QRectF &rect)
{
    QPainterPath path;
    path.addRoundedRect(rect, 0.05, 0.05);
    return path;
}

/// The corners of a regular polygon, the first one at angle degrees clockwise from the top.
QPainterPath regularPolygon(int corners, qreal radius, qreal angle)
{
    QPolygonF polygon;
    for (int i = 0; i <= corners; ++i) {
        const qreal a = (angle + 360.0 * i / corners) * std::numbers::pi / 180.0;
        polygon << QPointF(0.5 + radius * std::sin(a), 0.5 - radius * std::cos(a));
    }
    QPainterPath path;
    path.addPolygon(polygon);
    return path;
}

QPainterPath exclamation(qreal top)
{
    return bar({0.43, top, 0.14, 0.34}).united(bar({0.43, top + 0.41, 0.14, 0.14}));
}

QPainterPath clockFace()
{
    const QPainterPath ring = disc(0.47).subtracted(disc(0.33));
    return ring.united(bar({0.44, 0.25, 0.12, 0.31})).united(bar({0.44, 0.46, 0.24, 0.12}));
}

QPainterPath triangle()
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{0.5, 0.03}, {1.0, 0.95}, {0.0, 0.95}, {0.5, 0.03}}));
    return path.subtracted(exclamation(0.33));
}

QPainterPath saltire()
{
    const QPainterPath upright = bar({0.41, 0.0, 0.18, 1.0}).united(bar({0.0, 0.41, 1.0, 0.18}));
    return QTransform().translate(0.5, 0.5).rotate(45).translate(-0.5, -0.5).map(upright);
}

QPainterPath tick()
{
    QPainterPath line(QPointF(0.28, 0.52));
    line.lineTo(0.44, 0.68);
    line.lineTo(0.73, 0.35);
    QPainterPathStroker stroker;
    stroker.setWidth(0.13);
    return stroker.createStroke(line);
}

QPainterPath unitPath(Mark mark)
{
    switch (mark) {
    case Mark::Disc:
        return disc(0.34);
    case Mark::Clock:
        return clockFace();
    case Mark::Triangle:
        return triangle();
    case Mark::Octagon:
        return regularPolygon(8, 0.52, 22.5).subtracted(bar({0.22, 0.42, 0.56, 0.16}));
    case Mark::Cross:
        return saltire();
    case Mark::Diamond:
        return regularPolygon(4, 0.56, 0).subtracted(exclamation(0.2));
    case Mark::Info:
        return disc(0.47).subtracted(
            bar({0.43, 0.2, 0.14, 0.14}).united(bar({0.43, 0.42, 0.14, 0.36})));
    case Mark::Check:
        return disc(0.5).subtracted(tick());
    }
    return {};
}

} // namespace

QPainterPath markPath(Mark mark, const QRectF &box)
{
    return QTransform()
        .translate(box.x(), box.y())
        .scale(box.width(), box.height())
        .map(unitPath(mark));
}

void paintMark(QPainter *painter, const QRectF &box, Mark mark, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(markPath(mark, box), color);
    painter->restore();
}

Mark markOf(KeyStatus status)
{
    switch (status) {
    case KeyStatus::Active:
        return Mark::Disc;
    case KeyStatus::Expiring:
        return Mark::Clock;
    case KeyStatus::NearLimit:
        return Mark::Triangle;
    case KeyStatus::Blocked:
        return Mark::Octagon;
    case KeyStatus::Expired:
        return Mark::Cross;
    case KeyStatus::Failing:
        return Mark::Diamond;
    }
    return Mark::Disc;
}

theme::Role roleOf(KeyStatus status)
{
    switch (status) {
    case KeyStatus::Active:
        return theme::Role::Ok;
    case KeyStatus::Expiring:
        return theme::Role::Info;
    case KeyStatus::NearLimit:
        return theme::Role::Warning;
    case KeyStatus::Expired:
        return theme::Role::Neutral;
    case KeyStatus::Blocked:
    case KeyStatus::Failing:
        return theme::Role::Danger;
    }
    return theme::Role::Neutral;
}

Mark markOf(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Info:
        return Mark::Info;
    case FindingSeverity::Warning:
        return Mark::Triangle;
    case FindingSeverity::Danger:
        return Mark::Octagon;
    }
    return Mark::Info;
}

theme::Role roleOf(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Info:
        return theme::Role::Info;
    case FindingSeverity::Warning:
        return theme::Role::Warning;
    case FindingSeverity::Danger:
        return theme::Role::Danger;
    }
    return theme::Role::Info;
}

} // namespace keydeck
