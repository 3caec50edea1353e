// The window's program: one window, what it remembers, and the demo when it is wanted.
#pragma once

#include "app/keydeck/commandline.h"
#include "app/keydeck/demorun.h"
#include "app/keydeck/windowsettings.h"
#include "ui/window/dialogs.h"
#include "ui/window/mainwindow.h"

#include <QThreadPool>

namespace keydeck {

class Application final : public QObject
{
    Q_OBJECT

public:
    /// safeguards: for the locks of everything that the window opens.
    Application(
        const Options &options, WindowSettings &settings, const LockSafeguards &safeguards = {});
    ~Application() override;

    /// Shows the window and opens what the command line asks for. Takes away, on a worker, the
    /// locks that a killed Keydeck of this user left.
    void start();

    [[nodiscard]] MainWindow &window() { return *m_window; }
    /// What a store is opened with.
    [[nodiscard]] SessionSettings sessionFor(const QString &path) const;
    void startDemo();

Q_SIGNALS:
    void demoFailed(const QString &message);

private:
    void recoverLocks();
    void tellRecovered();
    void openDemo(const QUrl &gateway);
    void remember(const SessionSettings &session);
    void changeAppearance(Appearance appearance);

    Options m_options;
    WindowSettings &m_settings;
    LockSafeguards m_safeguards;
    QStringList m_recovered; ///< locks
    FileDialogs m_dialogs;
    std::unique_ptr<DemoRun> m_demo;
    std::unique_ptr<MainWindow> m_window; ///< goes first: it uses the demo's store
    QThreadPool m_worker;
};

} // namespace keydeck
