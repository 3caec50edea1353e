#include "ui/window/workarea.h"

#include "core/base/fingerprint.h"
#include "ui/changes/changespage.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/details/detailspanel.h"
#include "ui/filters/savedfilterlist.h"
#include "ui/health/healthpage.h"
#include "ui/health/lockcard.h"
#include "ui/health/storefindingscard.h"
#include "ui/keys/keyspage.h"
#include "ui/reports/reportspage.h"
#include "ui/session/storesession.h"
#include "ui/usage/usagepage.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/theme.h"
#include "ui/window/detailscontroller.h"
#include "ui/window/storebanner.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr int RailWidth = 148;

} // namespace

WorkArea::WorkArea(Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_stack(new QStackedWidget(this))
    , m_details(new DetailsPanel(this))
    , m_dashboard(new DashboardPage(this))
    , m_keysPage(new KeysPage(m_model, actions, m_details, this))
    , m_usage(new UsagePage(this))
    , m_health(new HealthPage(this))
    , m_changes(new ChangesPage(actions, this))
    , m_reports(new ReportsPage(this))
    , m_savedFilters(new SavedFilterList(this))
    , m_detailsController(new DetailsController(*m_details, m_model, *m_keysPage, this))
{
    m_stack->insertWidget(Actions::DashboardPageNumber, m_dashboard);
    m_stack->insertWidget(Actions::KeysPageNumber, m_keysPage);
    m_stack->insertWidget(Actions::UsagePageNumber, m_usage);
    m_stack->insertWidget(Actions::HealthPageNumber, m_health);
    m_stack->insertWidget(Actions::ChangesPageNumber, m_changes);
    m_stack->insertWidget(Actions::ReportsPageNumber, m_reports);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildRail());
    row->addWidget(m_stack, 1);
    connectPages();
    showPage(Actions::KeysPageNumber);
}

WorkArea::~WorkArea() = default;

QWidget *WorkArea::buildRail()
{
    auto *rail = new QWidget(this);
    rail->setFixedWidth(RailWidth);
    auto *column = new QVBoxLayout(rail);
    column->setContentsMargins(theme::Related, theme::Related, theme::Related, theme::Related);
    column->setSpacing(theme::Tight);
    QList<QAbstractButton *> buttons;
    for (size_t i = 0; i < Actions::PageCount; ++i) {
        auto *button = new QToolButton(rail);
        button->setDefaultAction(m_actions.pages[i]);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setMinimumHeight(2 * theme::Group);
        buttons += button;
        column->addWidget(button);
        if (i == Actions::KeysPageNumber)
            column->addWidget(m_savedFilters);
        connect(m_actions.pages[i], &QAction::triggered, this,
            [this, i] { showPage(Actions::PageNumber(i)); });
    }
    column->addStretch(1);
    tabToTheChecked(buttons);
    return rail;
}

void WorkArea::connectPages()
{
    connect(m_dashboard, &DashboardPage::keyActivated, this, &WorkArea::showKey);
    connect(m_health, &HealthPage::keyActivated, this, &WorkArea::showKey);
    connect(m_usage, &UsagePage::keyActivated, this, &WorkArea::showKey);
    connect(m_usage, &UsagePage::choiceChanged, this, &WorkArea::watchUsage);
    connect(m_changes, &ChangesPage::keyActivated, this, &WorkArea::showChangedKey);
    connect(m_dashboard, &DashboardPage::statusActivated, this, &WorkArea::showStatus);
    connect(m_details, &DetailsPanel::built, this, &WorkArea::partsBuilt);
    connect(m_usage, &UsagePage::built, this, &WorkArea::partsBuilt);
    connect(m_details, &DetailsPanel::editRequested, m_actions.edit, &QAction::trigger);
    connect(m_details, &DetailsPanel::copyKeyRequested, m_actions.copyKey, &QAction::trigger);
    connect(m_details, &DetailsPanel::deleteRequested, m_actions.remove, &QAction::trigger);
    connect(&m_model, &KeyModel::refreshed, this, [this] {
        m_detailsController->refresh();
        Q_EMIT refreshed();
    });
}

void WorkArea::buildParts()
{
    m_details->build();
    m_usage->build();
}

void WorkArea::setSession(StoreSession *session)
{
    m_session = session;
    m_keysPage->setLoaded(false);
    m_keysPage->setFailure({});
    m_dashboard->leaveStore();
    m_health->leaveStore();
    m_model.setRows(std::make_shared<KeyRows>());
    m_model.setDayCourses({});
    m_detailsController->setSession(session);
    m_changes->search({});
    m_changes->showChanges({}, m_nowMs);
    m_changes->setKept(!session || session->changes().isKept());
    m_pageIsStale = true;
    m_usage->clear();
    if (!session)
        return;
    connect(&session->changes(), &ChangesController::changed, this, &WorkArea::feedPage);
    connect(&session->store(), &StoreController::loaded, this, &WorkArea::takeRows);
    connect(&session->store(), &StoreController::loadFailed, this,
        [this](const Error &error) { m_keysPage->setFailure(error.message); });
    connect(&session->store(), &StoreController::statesDerived, this,
        [this](const KeyRows *of, const KeyStates &states, qint64 nowMs) {
            m_model.setStates(of, states, nowMs);
            m_pageIsStale = true;
        });
    connect(session, &StoreSession::dayCoursesReady, this,
        [this](const DayCourses &courses) { m_model.setDayCourses(courses); });
    connectUsage();
    connectLock();
}

void WorkArea::connectUsage()
{
    if (!m_session->isRecording())
        m_usage->showNotRecorded();
    connect(m_session, &StoreSession::usageReady, m_usage, &UsagePage::showUsage);
    connect(m_session, &StoreSession::usageFailed, m_usage, &UsagePage::showFailure);
    watchUsage();
}

void WorkArea::watchUsage()
{
    if (!m_session)
        return;
    const bool isSeen = m_stack->currentWidget() == m_usage;
    m_session->watchUsage(isSeen ? std::optional(m_usage->choice()) : std::nullopt);
}

void WorkArea::connectLock()
{
    LockCard &card = m_health->lockCard();
    LockReport notSeenYet;
    notSeenYet.path = FileLock::lockPath(m_session->settings().storePath);
    card.showLock(notSeenYet);
    card.showGateway({});
    const QString block
        = m_session->settings().readOnly ? StoreBanner::readOnlySentence() : QString();
    card.setBlock(block);
    m_health->storeFindings().setBlock(block);
    connect(&m_session->store(), &StoreController::glanced, &card,
        [this, &card](const StoreGlance &glance) {
            card.showLock(glance.lock);
            m_health->showRootNote(glance.rootNote);
        });
    connect(&m_session->gateway(), &GatewayController::stateChanged, &card,
        [this, &card] { card.showGateway(m_session->gateway().healthNote()); });
}

void WorkArea::takeRows(const std::shared_ptr<const KeyRows> &rows)
{
    const bool first = m_model.rowCount() == 0;
    m_keysPage->prepareFor(rows->keys);
    m_model.setRows(rows);
    m_keysPage->setFailure({});
    m_keysPage->setLoaded(true);
    m_pageIsStale = true;
    if (first)
        feedPage();
}

void WorkArea::tick(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!m_session)
        return;
    m_session->store().deriveStates();
    if (m_pageIsStale || m_stack->currentWidget() == m_changes)
        feedPage();
}

void WorkArea::feedPage()
{
    const int page = m_stack->currentIndex();
    if (page == Actions::DashboardPageNumber)
        m_dashboard->showKeys(m_model.keys(), m_model.nowMs());
    else if (page == Actions::HealthPageNumber)
        m_health->showKeys(m_model.keys(), m_model.nowMs());
    else if (page == Actions::ChangesPageNumber && m_session)
        feedChanges();
    else if (page == Actions::UsagePageNumber)
        m_usage->setNow(m_model.nowMs());
    m_pageIsStale = false;
}

void WorkArea::feedChanges()
{
    QHash<QString, KeySpread> spreads;
    const QHash<QString, KeySpread> byKey = m_session->gateway().spreads();
    for (auto spread = byKey.cbegin(); spread != byKey.cend(); ++spread)
        spreads.insert(fullFingerprint(spread.key()), *spread);
    m_changes->showSpreads(spreads, m_session->gateway().traits());
    m_changes->showChanges(m_session->changes().list().entries, m_nowMs);
}

void WorkArea::showPage(Actions::PageNumber page)
{
    m_stack->setCurrentIndex(page);
    m_actions.pages[page]->setChecked(true);
    feedPage();
    watchUsage();
}

void WorkArea::focusSearch()
{
    if (m_stack->currentWidget() == m_changes) {
        m_changes->focusSearch();
        return;
    }
    showPage(Actions::KeysPageNumber);
    m_keysPage->focusSearch();
}

void WorkArea::showKey(const KeyRef &ref)
{
    if (m_model.rowOf(ref) < 0) {
        Q_EMIT keyMissed(tr("The store does not have this key any more."));
        return;
    }
    showPage(Actions::KeysPageNumber);
    m_keysPage->selectKey(ref);
}

void WorkArea::showStatus(KeyStatus status)
{
    showPage(Actions::KeysPageNumber);
    m_keysPage->showStatus(status);
}

void WorkArea::showChangedKey(const QString &fullFingerprint, const QString &label)
{
    if (const auto ref = m_model.findFingerprint(fullFingerprint))
        showKey(*ref);
    else
        Q_EMIT keyMissed(tr("The store does not have the key of “%1” any more.").arg(label));
}

} // namespace keydeck
