#include "app/keydeck/application.h"

#include "app/settings.h"
#include "core/store/storenotes.h"
#include "ui/widgets/messagebar.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize UsualSize(1280, 800);
constexpr QSize SmallestSize(720, 480);

EditSurroundings recordsIn(const QString &folder, const QString &storePath)
{
    return {EditSurroundings::folderFor(folder, storePath), editorName(programEnvironment())};
}

} // namespace

Application::Application(
    const Options &options, WindowSettings &settings, const LockSafeguards &safeguards)
    : m_options(options)
    , m_settings(settings)
    , m_safeguards(safeguards)
    , m_window(std::make_unique<MainWindow>(MainWindow::Surroundings{SystemClock::instance(),
          m_dialogs, [this](const QString &path) { return sessionFor(path); }}))
{
    m_window->setMinimumSize(SmallestSize);
    m_window->resize(UsualSize);
    m_window->restoreView(m_settings.view());
    if (options.size.isValid())
        m_window->resize(options.size);
    m_window->setRecent(m_settings.recentStores());
    changeAppearance(options.appearance.value_or(m_settings.appearance()));
    connect(m_window.get(), &MainWindow::demoRequested, this, &Application::startDemo);
    connect(m_window.get(), &MainWindow::storeOpened, this, &Application::remember);
    connect(m_window.get(), &MainWindow::appearanceChosen, this, [this](Appearance appearance) {
        changeAppearance(appearance);
        m_settings.setAppearance(appearance);
    });
}

Application::~Application()
{
    m_worker.waitForDone();
    m_settings.setView(m_window->saveView());
}

void Application::start()
{
    m_window->show();
    recoverLocks();
    if (m_options.demo)
        startDemo();
    else if (!m_options.storePath.isEmpty())
        m_window->openStore(m_options.storePath);
}

void Application::recoverLocks()
{
    m_worker.start([this, journal = m_safeguards.journal] {
        QMetaObject::invokeMethod(
            this,
            [this, removed = journal.recover()] {
                m_recovered = removed;
                tellRecovered();
            },
            Qt::QueuedConnection);
    });
}

void Application::tellRecovered()
{
    if (!m_recovered.isEmpty())
        m_window->messages().showMessage(
            {theme::Role::Info, recoveredNote(m_recovered), {}, 0, true});
}

SessionSettings Application::sessionFor(const QString &path) const
{
    SessionSettings session;
    session.storePath = path;
    session.cache = cacheSettings(QProcessEnvironment::systemEnvironment());
    session.safeguards = m_safeguards;
    session.records = recordsIn(storesFolder(programEnvironment()), path);
    session.readOnly = m_options.readOnly;
    session.historyDirectory
        = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/history"_s;
    session.gateway.allowPlainHttp = m_options.allowPlainHttp;
    const bool named = QFileInfo(path) == QFileInfo(m_options.storePath);
    session.gateway.baseUrl
        = named && !m_options.gateway.isEmpty() ? m_options.gateway : m_settings.gatewayOf(path);
    return session;
}

void Application::startDemo()
{
    if (m_demo && !m_demo->gateway().isEmpty()) {
        openDemo(m_demo->gateway()); // it is still running
        return;
    }
    m_demo = std::make_unique<DemoRun>(SystemClock::instance(), m_safeguards);
    connect(m_demo.get(), &DemoRun::started, this, &Application::openDemo);
    connect(m_demo.get(), &DemoRun::failed, this, [this](const QString &message) {
        m_window->messages().showMessage({theme::Role::Danger, message, {}, 0, true});
        Q_EMIT demoFailed(message);
    });
    m_window->messages().showMessage(
        {theme::Role::Info, tr("Making up a month of use for the demo…"), {}, 0, true});
    m_demo->start();
}

void Application::openDemo(const QUrl &gateway)
{
    SessionSettings session = sessionFor(m_demo->storePath());
    session.gateway.baseUrl = gateway;
    session.historyDirectory = m_demo->historyDirectory();
    session.records = m_demo->records();
    session.isDemo = true;
    m_window->openSession(session);
    tellRecovered(); // the demo's own messages came in between
}

void Application::remember(const SessionSettings &session)
{
    if (session.isDemo)
        return;
    m_settings.addRecentStore(session.storePath);
    m_settings.setGatewayOf(session.storePath, session.gateway.baseUrl);
    m_window->setRecent(m_settings.recentStores());
}

void Application::changeAppearance(Appearance appearance)
{
    applyAppearance(appearance);
    m_window->setAppearance(appearance);
}

} // namespace keydeck
