#pragma once

#include <QProxyStyle>

namespace keydeck {

/// For the header of a table: titles stand where the cells' texts begin. For the table itself,
/// where no delegate paints it: its texts have air at both sides.
class RoomyHeaderStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit RoomyHeaderStyle(QObject *parent);

    int pixelMetric(
        PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    QRect subElementRect(
        SubElement element, const QStyleOption *option, const QWidget *widget) const override;
};

} // namespace keydeck
