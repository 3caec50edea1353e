// How a key's use went on: as a total, per hour and per day.
#pragma once

#include <QWidget>

class QButtonGroup;
class QStackedWidget;

namespace keydeck {

class FiguresTab;
class LifetimeCard;
class LifetimeModel;
class UsageBarsCard;
class UsageBarsModel;
struct ChartRange;

/// A switch, and below it the chart and the figures of what it says. The models belong to somebody
/// who outlives it.
class CourseTab final : public QWidget
{
    Q_OBJECT

public:
    CourseTab(LifetimeModel *lifetime, UsageBarsModel *hours, UsageBarsModel *days,
        QWidget *parent = nullptr);

    void showRange(const ChartRange &range);

private:
    void addPage(FiguresTab *page, const QString &name, const QString &toolTip);

    LifetimeCard *m_lifetime;
    UsageBarsCard *m_hours;
    UsageBarsCard *m_days;
    QButtonGroup *m_buttons;
    QStackedWidget *m_pages;
    QList<FiguresTab *> m_tabs;
};

} // namespace keydeck
