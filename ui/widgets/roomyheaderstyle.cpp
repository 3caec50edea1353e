#include "ui/widgets/roomyheaderstyle.h"

#include "ui/widgets/theme.h"

#include <QStyleOption>

namespace keydeck {

RoomyHeaderStyle::RoomyHeaderStyle(QObject *parent)
{
    setParent(parent);
}

int RoomyHeaderStyle::pixelMetric(
    PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_HeaderMargin:
        return theme::Related;
    case PM_FocusFrameHMargin: // and one more is the margin of a cell's text
        return theme::Related - 1;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QRect RoomyHeaderStyle::subElementRect(
    SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_HeaderArrow)
        rect.moveCenter({rect.center().x(), option->rect.center().y()});
    return rect;
}

} // namespace keydeck
