#include "app/keydeck/application.h"

#include "app/settings.h"
#include "core/store/storenotes.h"
#include "ui/session/onworker.h"
#include "ui/widgets/messagebar.h"

#include <QScreen>

#include <algorithm>

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

Application::Application(const Options &options, WindowSettings &settings,
    const LockSafeguards &safeguards, const ProfileFile &profiles)
    : m_options(options)
    , m_settings(settings)
    , m_profiles(profiles)
    , m_safeguards(safeguards)
    , m_screenLock(loginSession(programEnvironment()))
    , m_window(std::make_unique<MainWindow>(MainWindow::Surroundings{SystemClock::instance(),
          m_dialogs, m_notifier, [this](const QString &path) { return sessionFor(path); }, this}))
{
    m_window->setMinimumSize(SmallestSize);
    m_window->resize(UsualSize);
    m_window->restoreView(m_settings.view());
    if (options.size.isValid())
        takeSize();
    m_window->setRecent(m_settings.recentStores());
    changeAppearance(options.appearance.value_or(m_settings.appearance()));
    connect(m_window.get(), &MainWindow::demoRequested, this, &Application::startDemo);
    connect(m_window.get(), &MainWindow::storeOpened, this, &Application::remember);
    connect(m_window.get(), &MainWindow::savedFiltersChanged, this, &Application::rememberFilters);
    m_window->setReportTemplates(m_settings.reportTemplates());
    connect(m_window.get(), &MainWindow::reportTemplatesChanged, this,
        [this](const auto &templates) { m_settings.setReportTemplates(templates); });
    connect(m_window.get(), &MainWindow::appearanceChosen, this, [this](Appearance appearance) {
        changeAppearance(appearance);
        m_settings.setAppearance(appearance);
    });
    m_window->setLockAfter(m_settings.lockAfter());
    connect(m_window.get(), &MainWindow::lockAfterChosen, this, [this](int minutes) {
        m_window->setLockAfter(minutes);
        m_settings.setLockAfter(minutes);
    });
    connect(m_window.get(), &MainWindow::shortcutsChosen, this,
        [this](const ShortcutTexts &shortcuts) { m_settings.setShortcuts(shortcuts); });
    connect(&m_screenLock, &ScreenLockWatch::locked, m_window.get(), &MainWindow::noteScreenLocked);
    connect(&m_sleep, &SleepWatch::sleeping, m_window.get(), &MainWindow::setAsleep);
    m_window->setNotifying(m_settings.notifying());
    connect(m_window.get(), &MainWindow::notifyingChosen, this, [this](bool notifying) {
        m_window->setNotifying(notifying);
        m_settings.setNotifying(notifying);
    });
}

Application::~Application()
{
    m_worker.waitForDone();
    const bool isUsual = !m_options.size.isValid();
    m_settings.setView(m_window->saveView(
        isUsual ? m_window->saveGeometry() : MainWindow::geometryOf(m_settings.view())));
}

/// The size that was asked for, for this run alone, and all of it on the screen; pictures are made
/// without one.
void Application::takeSize()
{
    m_window->setWindowState(Qt::WindowNoState);
    m_window->resize(m_options.size);
    if (!m_options.snapshotDirectory.isEmpty())
        return;
    const QRect room = m_window->screen()->availableGeometry();
    QRect place(m_window->pos(), m_options.size.boundedTo(room.size()));
    place.moveRight(std::min(place.right(), room.right()));
    place.moveBottom(std::min(place.bottom(), room.bottom()));
    place.moveTopLeft({std::max(place.left(), room.left()), std::max(place.top(), room.top())});
    m_window->resize(place.size());
    m_window->move(place.topLeft());
}

void Application::start()
{
    m_window->show();
    recoverLocks();
    if (m_options.demo)
        startDemo();
    else if (!m_options.storePath.isEmpty())
        m_window->openStore(m_options.storePath);
    m_window->setShortcuts(m_settings.shortcuts()); // last, since it may have something to say
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

/// As the environment and the command line have it, and nothing else.
SessionSettings Application::usualSession(const QString &path) const
{
    SessionSettings session;
    session.storePath = path;
    session.cache = cacheSettings(QProcessEnvironment::systemEnvironment());
    session.watch.traits.ttlMs = session.cache.ttlMs; // as the gateway reads it
    session.safeguards = m_safeguards;
    session.records = recordsIn(storesFolder(programEnvironment()), path);
    session.readOnly = m_options.readOnly;
    session.historyDirectory = historyFolder(programEnvironment());
    session.gateway.allowPlainHttp = m_options.allowPlainHttp;
    return session;
}

/// The command line's has the first word about its own store.
std::optional<Profile> Application::profileOf(const QString &path) const
{
    const bool isNamed = isSameStore(path, m_options.storePath);
    if (isNamed && m_options.profile)
        return m_options.profile;
    auto profile = profileOfStore(m_profiles.read().value_or(QList<Profile>()), path);
    if (profile && isNamed && !m_options.gateway.isEmpty())
        profile->gateway = m_options.gateway;
    return profile;
}

SessionSettings Application::sessionFor(const QString &path) const
{
    if (const auto profile = profileOf(path))
        return sessionFor(*profile);
    SessionSettings session = usualSession(path);
    const bool isNamed = isSameStore(path, m_options.storePath);
    session.gateway.baseUrl
        = isNamed && !m_options.gateway.isEmpty() ? m_options.gateway : m_settings.gatewayOf(path);
    return session;
}

SessionSettings Application::sessionFor(const Profile &profile) const
{
    return keydeck::sessionFor(profile, usualSession(profile.storePath));
}

/// From then on its gateway is the profile's, and nowhere else.
void Application::save(const Profile &profile, Done done)
{
    runOnWorker(
        m_worker, this, [file = m_profiles, profile] { return file.save(profile); },
        [this, path = profile.storePath, done](const Result<> &saved) {
            if (saved)
                m_settings.setGatewayOf(path, QUrl());
            done(saved);
        });
}

void Application::remove(const QString &id, Done done)
{
    runOnWorker(
        m_worker, this, [file = m_profiles, id] { return file.remove(id); }, std::move(done));
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
    SessionSettings session = usualSession(m_demo->storePath());
    session.gateway.baseUrl = gateway;
    session.profile = {tr("Demo"), ProfileColor::Violet, {}};
    session.historyDirectory = m_demo->historyDirectory();
    session.records = m_demo->records();
    session.isDemo = true;
    m_window->openSession(session);
    tellRecovered(); // the demo's own messages came in between
}

/// The demo has some to try.
QList<SavedFilter> Application::filtersFor(const SessionSettings &session) const
{
    if (session.isDemo)
        return {{tr("Over 80 %"), u"used>80%"_s}, {tr("Renew soon"), u"expires<14d -expired"_s},
            {tr("Unused"), u"never-used"_s}};
    return m_settings.filtersOf(session.storePath);
}

void Application::rememberFilters(const SessionSettings &session, const QList<SavedFilter> &filters)
{
    if (!session.isDemo)
        m_settings.setFiltersOf(session.storePath, filters);
}

void Application::remember(const SessionSettings &session)
{
    m_window->setSavedFilters(filtersFor(session));
    if (session.isDemo)
        return;
    m_settings.addRecentStore(session.storePath);
    if (session.profile.name.isEmpty())
        m_settings.setGatewayOf(session.storePath, session.gateway.baseUrl);
    m_window->setRecent(m_settings.recentStores());
}

void Application::changeAppearance(Appearance appearance)
{
    applyAppearance(appearance);
    m_window->setAppearance(appearance);
}

} // namespace keydeck
