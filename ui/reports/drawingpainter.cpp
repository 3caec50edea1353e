#include "ui/reports/drawingpainter.h"

#include "core/report/drawing.h"
#include "ui/charts/hatch.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace keydeck {

namespace {

void paint(QPainter &painter, const Drawing::Box &box)
{
    const QRectF place(box.x, box.y, box.width, box.height);
    if (box.ink.kind == Ink::Kind::Unknown)
        paintHatch(&painter, place, QColor(box.ink.color()));
    else
        painter.fillRect(place, QColor(box.ink.color()));
}

void paint(QPainter &painter, const Drawing::Line &line)
{
    QPen pen(QColor(line.ink.color()), line.width, line.isDashed ? Qt::DashLine : Qt::SolidLine);
    painter.setPen(pen);
    painter.drawLine(QPointF(line.x1, line.y1), QPointF(line.x2, line.y2));
}

void paint(QPainter &painter, const Drawing::Label &label)
{
    QFont font = label.isStrong ? theme::strong(theme::bodyFont()) : theme::bodyFont();
    font.setPixelSize(qRound(label.size)); // the painter's unit is the point
    painter.setFont(font);
    painter.setPen(QColor(label.ink.color()));
    const qreal width = QFontMetricsF(font).horizontalAdvance(label.text);
    using Anchor = Drawing::Label::Anchor;
    const qreal left = label.anchor == Anchor::Start ? label.x
        : label.anchor == Anchor::Middle             ? label.x - width / 2
                                                     : label.x - width;
    painter.drawText(QPointF(left, label.y), label.text);
}

} // namespace

void paintDrawing(QPainter &painter, const Drawing &drawing)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    for (const Drawing::Shape &shape : drawing.shapes)
        std::visit([&painter](const auto &each) { paint(painter, each); }, shape);
}

} // namespace keydeck
