// The window's program: one window, what it remembers, and the demo when it is wanted.
#pragma once

#include "app/keydeck/commandline.h"
#include "app/keydeck/demorun.h"
#include "app/keydeck/profilesession.h"
#include "app/keydeck/windowsettings.h"
#include "ui/alerts/desktopnotifier.h"
#include "ui/privacy/screenlockwatch.h"
#include "ui/session/sleepwatch.h"
#include "ui/window/dialogs.h"
#include "ui/window/mainwindow.h"

#include <QThreadPool>

namespace keydeck {

class Application final : public QObject, private ProfileKeeper
{
    Q_OBJECT

public:
    /// safeguards: for the locks of everything that the window opens.
    Application(const Options &options, WindowSettings &settings,
        const LockSafeguards &safeguards = {}, const ProfileFile &profiles = ProfileFile());
    ~Application() override;

    /// Shows the window and opens what the command line asks for. Takes away, on a worker, the
    /// locks that a killed Keydeck of this user left.
    void start();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    /// What a store is opened with: by its profile if it has one, else as it was opened last.
    [[nodiscard]] SessionSettings sessionFor(const QString &path) const;
    void startDemo();

    [[nodiscard]] Result<QList<Profile>> profiles() const override { return m_profiles.read(); }
    void save(const Profile &profile, Done done) override;
    void remove(const QString &id, Done done) override;
    [[nodiscard]] SessionSettings sessionFor(const Profile &profile) const override;

Q_SIGNALS:
    void demoFailed(const QString &message);

private:
    [[nodiscard]] SessionSettings usualSession(const QString &path) const;
    [[nodiscard]] std::optional<Profile> profileOf(const QString &path) const;
    void takeSize();
    void recoverLocks();
    void tellRecovered();
    void openDemo(const QUrl &gateway);
    void remember(const SessionSettings &session);
    [[nodiscard]] QList<SavedFilter> filtersFor(const SessionSettings &session) const;
    void rememberFilters(const SessionSettings &session, const QList<SavedFilter> &filters);
    void changeAppearance(Appearance appearance);

    Options m_options;
    WindowSettings &m_settings;
    ProfileFile m_profiles;
    LockSafeguards m_safeguards;
    QStringList m_recovered; ///< locks
    FileDialogs m_dialogs;
    DesktopNotifier m_notifier;
    SleepWatch m_sleep;
    ScreenLockWatch m_screenLock;
    std::unique_ptr<DemoRun> m_demo;
    std::unique_ptr<MainWindow> m_window; ///< goes first: it uses the demo's store
    QThreadPool m_worker;
};

} // namespace keydeck
