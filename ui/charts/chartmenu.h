// What can be done with a chart as it stands.
#pragma once

#include <QMenu>

namespace keydeck {

/// Copy the picture, save it, save the figures. Each action is also in reach of its shortcut while
/// the focus is within the widget that the menu is made for.
class ChartMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit ChartMenu(QWidget *owner);

    /// There is nothing to keep while the chart is empty.
    void setChartEnabled(bool enabled);

Q_SIGNALS:
    void copyRequested();
    void pngRequested();
    void svgRequested();
    void csvRequested();

private:
    QAction *addWish(const QString &text, const QString &iconName, const QKeySequence &shortcut,
        const QString &toolTip);
};

} // namespace keydeck
