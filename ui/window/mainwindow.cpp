#include "ui/window/mainwindow.h"

#include "core/store/storenotes.h"
#include "ui/alerts/alertoperations.h"
#include "ui/changes/changeoperations.h"
#include "ui/keys/keyspage.h"
#include "ui/privacy/windowlock.h"
#include "ui/profiles/profileframe.h"
#include "ui/profiles/profileoperations.h"
#include "ui/reports/reportoperations.h"
#include "ui/shortcuts/shortcutsdialog.h"
#include "ui/welcome/welcomepage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/window/actionstates.h"
#include "ui/window/fileoperations.h"
#include "ui/window/findcontroller.h"
#include "ui/window/helpdialogs.h"
#include "ui/window/pausecontroller.h"
#include "ui/window/statusline.h"
#include "ui/window/storebanner.h"
#include "ui/window/storelists.h"
#include "ui/window/storeoperations.h"
#include "ui/window/windowmenus.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QDataStream>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int GlanceEveryTicks = 2;

} // namespace

MainWindow::MainWindow(const Surroundings &surroundings, QWidget *parent)
    : QMainWindow(parent)
    , m_in(surroundings)
    , m_clipboard(*QGuiApplication::clipboard())
    , m_menus(new WindowMenus(m_actions, *menuBar()))
    , m_storeMessages(new MessageBar(this))
    , m_alertMessages(new MessageBar(this))
    , m_messages(new MessageBar(this))
    , m_banner(new StoreBanner(*m_storeMessages, this))
    , m_stack(new QStackedWidget(this))
    , m_welcome(new WelcomePage(m_actions, this))
    , m_workArea(new WorkArea(m_actions, this))
    , m_statusLine(new StatusLine(this))
    , m_operations(new StoreOperations({*this, m_actions, *m_workArea, *m_messages,
          *m_alertMessages, m_clipboard, m_in.dialogs, m_in.notifier, m_in.clock}))
    , m_finding(new FindController({*this, m_actions, *m_menus, *m_workArea, *m_messages}, this))
    , m_actionStates(new ActionStates(
          {m_actions, *m_workArea, *m_banner, m_operations->changes(), m_operations->whatIf(),
              m_operations->verbs(), m_operations->imports()},
          this))
    , m_pauses(new PauseController(*this, this))
    , m_profileOperations(new ProfileOperations(
          {*this, m_actions, m_in.profiles, m_in.dialogs, *m_messages, m_in.clock}, this))
    , m_storeLists(new StoreLists({*m_menus, *m_welcome, *m_profileOperations}, this))
    , m_profileFrame(new ProfileFrame(*this))
    , m_lock(new WindowLock({*this, *m_actions.lock, *m_actions.quit, m_clipboard, m_in.clock}))
{
    setWindowTitle(tr("Keydeck"));
    buildLayout();
    connectActions();
    connectOperations();
    connect(m_finding, &FindController::filtersChanged, this,
        [this](const QList<SavedFilter> &filters) {
            if (m_session)
                Q_EMIT savedFiltersChanged(m_session->settings(), filters);
        });
    connect(&m_clipboard, &ClipboardGuard::secondsLeft, m_statusLine, &StatusLine::showClipboard);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::tick);
    m_second.start();
}

MainWindow::~MainWindow()
{
    leaveSession();
}

void MainWindow::buildLayout()
{
    m_storeMessages->setObjectName(QStringLiteral("storeMessages"));
    m_alertMessages->setObjectName(QStringLiteral("alertMessages"));
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_workArea);
    auto *middle = new QWidget(this);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addWidget(m_storeMessages);
    column->addWidget(m_alertMessages);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    setCentralWidget(middle);
    statusBar()->addWidget(m_statusLine, 1);
    statusBar()->setSizeGripEnabled(false);
    addActions(m_actions.findChildren<QAction *>());
    tabInLayoutOrder(*middle);
    connect(m_workArea, &WorkArea::partsBuilt, middle, [middle] { tabInLayoutOrder(*middle); });
}

void MainWindow::connectActions()
{
    connect(m_actions.demo, &QAction::triggered, this, &MainWindow::demoRequested);
    connect(m_actions.reload, &QAction::triggered, this, [this] { m_session->store().reload(); });
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(
        m_actions.shortcuts, &QAction::triggered, this, [this] { showShortcuts(m_actions, this); });
    connect(m_actions.changeShortcuts, &QAction::triggered, this, [this] {
        m_workArea->buildParts(); // they have keys for good
        ShortcutsDialog::open(m_shortcuts, this);
    });
    connect(&m_shortcuts, &ShortcutBook::changed, this,
        [this] { Q_EMIT shortcutsChosen(m_shortcuts.texts()); });
    connect(m_actions.about, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_storeLists, &StoreLists::storeChosen, this, &MainWindow::openStore);
    connect(
        m_profileOperations, &ProfileOperations::sessionRequested, this, &MainWindow::openSession);
    connect(m_profileFrame, &ProfileFrame::chipClicked, m_actions.profiles, &QAction::trigger);
    connect(m_menus, &WindowMenus::appearanceChosen, this, &MainWindow::appearanceChosen);
    connect(m_menus, &WindowMenus::lockAfterChosen, this, &MainWindow::lockAfterChosen);
    connect(m_menus, &WindowMenus::notifyingChosen, this, &MainWindow::notifyingChosen);
}

void MainWindow::connectOperations()
{
    connect(&m_operations->files(), &FileOperations::storeChosen, this, &MainWindow::openStore);
    connect(&m_operations->reports(), &ReportOperations::templatesChanged, this,
        &MainWindow::reportTemplatesChanged);
    connect(&m_operations->alerts(), &AlertOperations::gatewayRequested, m_profileOperations,
        &ProfileOperations::connectGateway);
    connect(m_banner, &StoreBanner::openAnotherRequested, &m_operations->files(),
        &FileOperations::openStore);
    connect(m_banner, &StoreBanner::healthRequested, this,
        [this] { m_workArea->showPage(Actions::HealthPageNumber); });
    connect(m_banner, &StoreBanner::restoreRequested, &m_operations->changes(),
        &ChangeOperations::restoreBackup);
    connect(m_banner, &StoreBanner::acceptRequested, &m_operations->changes(),
        &ChangeOperations::accept);
}

void MainWindow::openStore(const QString &path)
{
    openSession(m_in.sessionFor(QFileInfo(path).absoluteFilePath()));
}

void MainWindow::handOn(StoreSession *session)
{
    m_workArea->setSession(session);
    m_operations->setSession(session);
    m_statusLine->setSession(session);
    m_banner->setSession(session);
    m_actionStates->setSession(session);
    m_pauses->setSession(session);
}

void MainWindow::leaveSession()
{
    m_finding->setFilters({});
    m_operations->leaveSession(); // first of all
    handOn(nullptr);
}

void MainWindow::openSession(const SessionSettings &settings)
{
    leaveSession();
    m_messages->dismiss();
    m_session = std::make_unique<StoreSession>(settings, m_in.clock);
    m_opened = false;
    m_operations->prepare(settings);
    m_profileOperations->setSession(settings);
    m_profileFrame->setSession(settings);
    m_lock->setSubject(sessionName(settings));
    handOn(m_session.get());
    connectSession(); // last: what it does takes a model that is up to date
    m_stack->setCurrentWidget(m_workArea);
    tick();
    m_session->start();
}

void MainWindow::connectSession()
{
    connect(&m_session->store(), &StoreController::loaded, this, &MainWindow::noteLoaded);
    connect(&m_session->store(), &StoreController::commandDone, this,
        [this](const std::shared_ptr<const Command> &, const EditOutcome &edit) {
            if (const QString note = longHoldNote(edit.lockHeldUs); !note.isEmpty())
                m_messages->showMessage({theme::Role::Warning, note, {}, 0, true});
        });
    const auto warn = [this](const QString &message) {
        m_messages->showMessage({theme::Role::Warning, message, {}, 0, true});
    };
    connect(m_session.get(), &StoreSession::historyFailed, this, warn);
    connect(m_session.get(), &StoreSession::historyRecovered, m_messages,
        [this](const QString &message) {
            if (m_messages->text() == message)
                m_messages->dismiss();
        });
    connect(&m_session->alerts(), &AlertController::failed, this, warn);
}

void MainWindow::noteLoaded()
{
    if (!std::exchange(m_opened, true))
        Q_EMIT storeOpened(m_session->settings());
}

void MainWindow::setRecent(const QStringList &paths)
{
    m_storeLists->setRecent(paths);
}

void MainWindow::setAppearance(Appearance appearance)
{
    m_menus->setAppearance(appearance);
}

void MainWindow::setAsleep(bool isAsleep)
{
    m_pauses->setAsleep(isAsleep);
    m_lock->noteSleep(isAsleep);
}

void MainWindow::setLockAfter(int minutes)
{
    m_menus->setLockAfter(minutes);
    m_lock->setLockAfter(minutes);
}

void MainWindow::noteScreenLocked()
{
    m_lock->noteScreenLocked();
}

void MainWindow::setNotifying(bool notifying)
{
    m_menus->setNotifying(notifying);
    m_operations->alerts().setNotifying(notifying);
}

void MainWindow::setReportTemplates(const QList<ReportTemplate> &templates)
{
    m_operations->reports().setTemplates(templates);
}

void MainWindow::setShortcuts(const ShortcutTexts &shortcuts)
{
    if (!shortcuts.isEmpty())
        m_workArea->buildParts(); // they have keys for good
    m_shortcuts.load(shortcuts);
    if (!m_shortcuts.problems().isEmpty())
        m_messages->showMessage(
            {theme::Role::Warning, m_shortcuts.problems().join(QStringLiteral("\n")), {}, 0, true});
}

void MainWindow::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_finding->setFilters(filters);
}

QByteArray MainWindow::saveView(const QByteArray &geometry) const
{
    QByteArray view;
    QDataStream stream(&view, QIODevice::WriteOnly);
    stream << geometry << m_workArea->keysPage().saveState();
    return view;
}

QByteArray MainWindow::geometryOf(const QByteArray &view)
{
    QByteArray geometry;
    QDataStream stream(view);
    stream >> geometry;
    return geometry;
}

void MainWindow::restoreView(const QByteArray &view)
{
    QByteArray geometry, keysPage;
    QDataStream stream(view);
    stream >> geometry >> keysPage;
    restoreGeometry(geometry);
    m_workArea->keysPage().restoreState(keysPage);
}

void MainWindow::tick()
{
    m_statusLine->tick(m_in.clock.nowMs());
    m_workArea->tick(m_in.clock.nowMs());
    m_lock->tick();
    m_operations->reports().tick();
    if (m_session && m_ticks++ % GlanceEveryTicks == 0)
        m_session->store().glance();
}

} // namespace keydeck
