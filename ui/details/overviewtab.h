// The two charts of a key.
#pragma once

#include "ui/charts/lifetimemodel.h"
#include "ui/charts/rangeswitch.h"
#include "ui/charts/usagewindowsmodel.h"

#include <QWidget>

class QBoxLayout;

namespace keydeck {

class ChartCard;
class LifetimeView;
class TextLabel;
class UsageWindowsView;

/// Usage windows and lifetime tokens side by side, below one another where it is narrow, each under
/// its verdict. The models belong to somebody who outlives it.
class OverviewTab final : public QWidget
{
    Q_OBJECT

public:
    OverviewTab(
        const UsageWindowsModel &windows, const LifetimeModel &lifetime, QWidget *parent = nullptr);

    void setRange(HistoryRange range);
    /// The models have what there is to know at nowMs; limit is NaN for none.
    void refresh(double limit, qint64 nowMs);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void render();

    const UsageWindowsModel &m_windows;
    const LifetimeModel &m_lifetime;
    UsageWindowsView *m_windowsView;
    LifetimeView *m_lifetimeView;
    ChartCard *m_windowsCard;
    ChartCard *m_lifetimeCard;
    QBoxLayout *m_cards;
    HistoryRange m_range = HistoryRange::Week;
    double m_limit = 0;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
