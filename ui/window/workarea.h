// The pages of an open store, and the rail that chooses between them.
#pragma once

#include "ui/keys/keymodel.h"
#include "ui/window/actions.h"

#include <QPointer>
#include <QWidget>

class QStackedWidget;

namespace keydeck {

class ChangesPage;
class DashboardPage;
class DetailsController;
class DetailsPanel;
class HealthPage;
class KeysPage;
class ReportsPage;
class SavedFilterList;
class StoreSession;
class UsagePage;

/// Feeds the model and the pages from the session. A page that is not seen is not fed; one that is
/// seen is fed once a second at most.
class WorkArea final : public QWidget
{
    Q_OBJECT

public:
    /// The actions must outlive it.
    explicit WorkArea(Actions &actions, QWidget *parent = nullptr);
    ~WorkArea() override;

    /// nullptr: no store is open.
    void setSession(StoreSession *session);
    /// A second went by.
    void tick(qint64 nowMs);

    /// Makes what is only made once it is shown, for who looks for what is in it.
    void buildParts();

    void showPage(Actions::PageNumber page);
    /// On the keys page; of one that the store does not have any more, keyMissed().
    void showKey(const KeyRef &ref);
    /// The keys page, with those of that status alone.
    void showStatus(KeyStatus status);
    /// Of the page that is shown, or of the keys where it has no search.
    void focusSearch();

    [[nodiscard]] const KeyModel &model() const { return m_model; }
    [[nodiscard]] KeysPage &keysPage() { return *m_keysPage; }
    [[nodiscard]] SavedFilterList &savedFilters() { return *m_savedFilters; }
    [[nodiscard]] DetailsPanel &details() { return *m_details; }
    [[nodiscard]] UsagePage &usagePage() { return *m_usage; }
    [[nodiscard]] HealthPage &healthPage() { return *m_health; }
    [[nodiscard]] ChangesPage &changesPage() { return *m_changes; }
    [[nodiscard]] ReportsPage &reportsPage() { return *m_reports; }

Q_SIGNALS:
    /// The model shows the store's newest state, or newer states of it.
    void refreshed();
    /// There are widgets that were not there: charts to serve, and stops for Tab to place.
    void partsBuilt();
    /// Somebody wants to go to a key that the store does not have; a sentence.
    void keyMissed(const QString &message);

private:
    [[nodiscard]] QWidget *buildRail();
    void connectPages();
    void connectLock();
    void connectUsage();
    void watchUsage();
    void takeRows(const std::shared_ptr<const KeyRows> &rows);
    void feedPage();
    void feedChanges();
    void showChangedKey(const QString &fullFingerprint, const QString &label);

    Actions &m_actions;
    KeyModel m_model;
    QPointer<StoreSession> m_session;
    QStackedWidget *m_stack;
    DetailsPanel *m_details;
    DashboardPage *m_dashboard;
    KeysPage *m_keysPage;
    UsagePage *m_usage;
    HealthPage *m_health;
    ChangesPage *m_changes;
    ReportsPage *m_reports;
    SavedFilterList *m_savedFilters;
    DetailsController *m_detailsController;
    qint64 m_nowMs = 0; ///< as of the last tick, also where there is no store to read
    bool m_pageIsStale = true;
};

} // namespace keydeck
