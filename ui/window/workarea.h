// The pages of an open store, and the rail that chooses between them.
#pragma once

#include "ui/keys/keymodel.h"
#include "ui/window/actions.h"

#include <QPointer>
#include <QWidget>

class QStackedWidget;

namespace keydeck {

class DashboardPage;
class DetailsController;
class DetailsPanel;
class HealthPage;
class KeysPage;
class StoreSession;

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
    void tick();

    void showPage(Actions::PageNumber page);

    [[nodiscard]] const KeyModel &model() const { return m_model; }
    [[nodiscard]] KeysPage &keysPage() { return *m_keysPage; }
    [[nodiscard]] DetailsPanel &details() { return *m_details; }
    [[nodiscard]] HealthPage &healthPage() { return *m_health; }

Q_SIGNALS:
    /// The model shows the store's newest state, or newer states of it.
    void refreshed();

private:
    [[nodiscard]] QWidget *buildRail();
    void connectPages();
    void connectLock();
    void takeRows(const std::shared_ptr<const KeyRows> &rows);
    void feedPage();
    void showKey(const KeyRef &ref);

    Actions &m_actions;
    KeyModel m_model;
    QPointer<StoreSession> m_session;
    QStackedWidget *m_stack;
    DetailsPanel *m_details;
    DashboardPage *m_dashboard;
    KeysPage *m_keysPage;
    HealthPage *m_health;
    DetailsController *m_detailsController;
    bool m_pageIsStale = true;
};

} // namespace keydeck
