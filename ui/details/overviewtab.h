// The two charts of a key.
#pragma once

#include "ui/charts/keycards.h"

#include <QWidget>

class QBoxLayout;

namespace keydeck {

/// Usage windows and lifetime tokens side by side, below one another where it is narrow, each under
/// its verdict. The models belong to somebody who outlives it.
class OverviewTab final : public QWidget
{
    Q_OBJECT

public:
    OverviewTab(
        const UsageWindowsModel &windows, const LifetimeModel &lifetime, QWidget *parent = nullptr);

    /// The models have what there is to know; limit is NaN for none.
    void showRange(const ChartRange &range, double limit);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    WindowsCard *m_windowsCard;
    LifetimeCard *m_lifetimeCard;
    QBoxLayout *m_cards;
};

} // namespace keydeck
