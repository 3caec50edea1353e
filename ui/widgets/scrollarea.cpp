#include "ui/widgets/scrollarea.h"

#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace keydeck {

namespace {

constexpr int RingWidth = 2;

} // namespace

ScrollArea::ScrollArea(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setViewportMargins(RingWidth, RingWidth, RingWidth, RingWidth);
}

bool ScrollArea::event(QEvent *event)
{
    const bool done = QScrollArea::event(event);
    if (event->type() == QEvent::Paint && hasFocus()) {
        QPainter painter(this);
        painter.setPen(QPen(theme::colors(theme::Role::Accent, palette()).shape, RingWidth));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
    return done;
}

void ScrollArea::focusInEvent(QFocusEvent *event)
{
    QScrollArea::focusInEvent(event);
    update();
}

void ScrollArea::focusOutEvent(QFocusEvent *event)
{
    QScrollArea::focusOutEvent(event);
    update();
}

} // namespace keydeck
