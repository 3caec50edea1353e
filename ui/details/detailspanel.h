// The selected key's panel.
#pragma once

#include "core/changes/changeentry.h"
#include "core/forecast/forecast.h"
#include "core/gateway/statsclient.h"
#include "core/history/usagehistory.h"
#include "core/notes/keynote.h"
#include "core/rules/lint.h"
#include "core/store/apikey.h"
#include "ui/charts/rangeswitch.h"
#include "ui/details/gatewayknowledge.h"
#include "ui/forecast/outlookmaker.h"

#include <QList>
#include <QWidget>

class QStackedLayout;
class QTabWidget;

namespace keydeck {

class ChangesTab;
class FactsTab;
class ForecastTab;
class GatewayTab;
class JsonTab;
class KeyCharts;
class KeyHeader;
class NoteBar;

/// Everything about one key. It is told what to show and asks for nothing: its wishes leave as
/// signals. Showing the same key again keeps tab, scroll and range; another key takes away what was
/// known of the one before. Its tabs are made when the first key is shown: a window starts
/// without them.
class DetailsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsPanel(QWidget *parent = nullptr);

    /// Makes the tabs now, for who looks for what is in them.
    void build();
    void showKey(const ApiKey &key, const QList<Finding> &findings, qint64 nowMs);
    /// No key: invites to select one.
    void clear();

    void showHistory(const KeyHistory &history, qint64 nowMs);
    /// Brings the Forecast tab to the front.
    void openForecast();
    /// The Gateway tab.
    void openGateway();
    /// What its forecast follows from was made ready for the key.
    [[nodiscard]] bool isForecastReady() const { return m_outlook != nullptr; }
    /// Of all keys, oldest first: the panel picks out what was done with the one that it shows.
    void showChanges(const QList<ChangeEntry> &entries);
    void showStats(const StatsAnswer &answer, qint64 nowMs);
    /// staleSinceMs: when the gateway's figures were last right; 0 for never.
    void showGatewayFailure(const QString &message, qint64 staleSinceMs);
    void showNoGateway();
    void showKnowledge(const GatewayKnowledge &knowledge, qint64 nowMs);
    /// What is kept about the key beside the store.
    void showNote(const KeyNote &note, qint64 nowMs);

    /// Why the key cannot be edited or deleted; empty when it can.
    void setLocked(const QString &reason);

    [[nodiscard]] HistoryRange range() const { return m_range; }

    [[nodiscard]] QSize sizeHint() const override { return {960, 350}; }

Q_SIGNALS:
    /// The tabs were made.
    void built();
    void editRequested();
    void copyKeyRequested();
    void deleteRequested();
    /// The person wants a suspended key let in again, or a replaced one to stay valid longer.
    void resumeRequested();
    void extendRequested();
    /// The person wants that limit for the key.
    void limitRequested(double limit);
    void gatewaySettingsRequested();
    /// The person wants the gateway asked for the key now.
    void askRequested();
    /// The charts look back as far as that.
    void rangeChanged(keydeck::HistoryRange range);

private:
    void buildPage();
    void fillTabs();
    void connectPage();
    void refreshForecast(qint64 nowMs);
    void showCorner(int tab);

    QStackedLayout *m_stack;
    QWidget *m_page = nullptr; ///< with all that follows, until the first key is shown
    KeyHeader *m_header = nullptr;
    NoteBar *m_note = nullptr;
    QTabWidget *m_tabs = nullptr;
    ForecastTab *m_forecast = nullptr;
    KeyCharts *m_charts = nullptr;
    FactsTab *m_facts = nullptr;
    GatewayTab *m_gateway = nullptr;
    ChangesTab *m_changes = nullptr;
    JsonTab *m_json = nullptr;
    HistoryRange m_range = UsualHistoryRange;
    QList<ChangeEntry> m_entries;
    QString m_lockReason;
    OutlookMaker m_outlooks;
    KeyOutlookPointer m_outlook; ///< of the key, once it is made
    bool m_isShadowed = false; ///< the gateway never uses the record
    bool m_isOnItsWay = false; ///< the gateway may not go by the record yet
    qint64 m_nowMs = 0;
    ApiKey m_key;
    bool m_hasKey = false;
};

} // namespace keydeck
