// The selected key's panel.
#pragma once

#include "core/changes/changeentry.h"
#include "core/gateway/statsclient.h"
#include "core/history/usagehistory.h"
#include "core/rules/lint.h"
#include "core/store/apikey.h"

#include <QList>
#include <QWidget>

class QStackedLayout;
class QTabWidget;

namespace keydeck {

class ChangesTab;
class FactsTab;
class GatewayTab;
class JsonTab;
class KeyHeader;
class LifetimeModel;
class OverviewTab;
class RangeSwitch;
class TextLabel;
class UsageWindowsModel;

/// Everything about one key. It is told what to show and asks for nothing: its wishes leave as
/// signals. Showing the same key again keeps tab, scroll and range; another key takes away what was
/// known of the one before.
class DetailsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DetailsPanel(QWidget *parent = nullptr);

    void showKey(const ApiKey &key, const QList<Finding> &findings, qint64 nowMs);
    /// No key: invites to select one.
    void clear();

    void showHistory(const KeyHistory &history, qint64 nowMs);
    /// Of all keys, oldest first: the panel picks out what was done with the one that it shows.
    void showChanges(const QList<ChangeEntry> &entries);
    void showStats(const StatsAnswer &answer, qint64 nowMs);
    /// staleSinceMs: when the gateway's figures were last right; 0 for never.
    void showGatewayFailure(const QString &message, qint64 staleSinceMs);
    void showNoGateway();

    /// Why the key cannot be edited or deleted; empty when it can.
    void setLocked(const QString &reason);

    [[nodiscard]] QSize sizeHint() const override { return {960, 350}; }

Q_SIGNALS:
    void editRequested();
    void copyKeyRequested();
    void deleteRequested();

private:
    [[nodiscard]] QWidget *newPage();
    void fillTabs();
    void refreshCharts(qint64 nowMs);

    UsageWindowsModel *m_windows;
    LifetimeModel *m_lifetime;
    QStackedLayout *m_stack;
    QWidget *m_page;
    KeyHeader *m_header;
    QTabWidget *m_tabs;
    OverviewTab *m_overview;
    FactsTab *m_facts;
    GatewayTab *m_gateway;
    ChangesTab *m_changes;
    JsonTab *m_json;
    RangeSwitch *m_range;
    TextLabel *m_zone;
    ApiKey m_key;
    bool m_hasKey = false;
};

} // namespace keydeck
