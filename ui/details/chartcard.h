// A chart under its verdict.
#pragma once

#include <QWidget>

class QStackedLayout;

namespace keydeck {

class TextLabel;
class TimeChartView;

/// One sentence that says what the chart shows, then the chart, or an invitation where there is
/// nothing to draw yet.
class ChartCard final : public QWidget
{
    Q_OBJECT

public:
    ChartCard(TimeChartView *view, const QString &emptyText, QWidget *parent = nullptr);

    void showVerdict(const QString &verdict);
    void showEmpty();

private:
    TimeChartView *m_view;
    TextLabel *m_verdict;
    QWidget *m_empty;
    QStackedLayout *m_stack;
};

} // namespace keydeck
