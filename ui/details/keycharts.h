// What the charts of the selected key show, in every tab.
#pragma once

#include "core/history/historyvalues.h"
#include "core/store/apikey.h"
#include "ui/charts/keycards.h"
#include "ui/charts/rangeswitch.h"

#include <QObject>

namespace keydeck {

class CourseTab;
class FiguresTab;
class OverviewTab;
class TextLabel;

/// Owns the models, and feeds the tabs that show them over one range of time. The tabs are their
/// parents'.
class KeyCharts final : public QObject
{
    Q_OBJECT

public:
    explicit KeyCharts(QWidget *parent);

    [[nodiscard]] OverviewTab *overview() const { return m_overview; }
    [[nodiscard]] FiguresTab *windows() const { return m_windowsTab; }
    [[nodiscard]] CourseTab *course() const { return m_course; }
    /// The range, and the zone of the times.
    [[nodiscard]] QWidget *corner() const { return m_corner; }

    [[nodiscard]] HistoryRange range() const { return m_range->range(); }

    /// Another key is shown.
    void clear();
    void showHistory(const KeyHistory &history);
    /// What the file says of the key now.
    void showKey(const ApiKey &key, qint64 nowMs);

Q_SIGNALS:
    /// A longer history may be wanted.
    void rangeChanged(keydeck::HistoryRange range);

private:
    [[nodiscard]] QWidget *newCorner(QWidget *parent);
    [[nodiscard]] QList<ChartCard *> cards() const;
    [[nodiscard]] qint64 earliestMs() const;
    void refresh();
    void changeRange(HistoryRange range);

    UsageWindowsModel m_windows;
    LifetimeModel m_lifetime;
    UsageBarsModel m_hours{UsageBarsModel::Period::Hour};
    UsageBarsModel m_days{UsageBarsModel::Period::Day};
    OverviewTab *m_overview;
    WindowsCard *m_windowsCard;
    FiguresTab *m_windowsTab;
    CourseTab *m_course;
    RangeSwitch *m_range;
    TextLabel *m_zone;
    QWidget *m_corner;
    QString m_subject;
    double m_limit = 0;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
