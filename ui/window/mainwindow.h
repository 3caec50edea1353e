// The window.
#pragma once

#include "core/query/savedfilter.h"
#include "ui/session/storesession.h"
#include "ui/shortcuts/shortcutbook.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/window/actions.h"

#include <QMainWindow>

#include <functional>

class QStackedWidget;

namespace keydeck {

class ActionStates;
class Dialogs;
class FindController;
class MessageBar;
class Notifier;
class PauseController;
class ProfileFrame;
class ProfileKeeper;
class ProfileOperations;
class StatusLine;
class StoreBanner;
class StoreLists;
class StoreOperations;
class WelcomePage;
class WindowLock;
class WindowMenus;
class WorkArea;

/// Puts the pieces together: a welcome page or the work area of an open store, messages above and
/// the status line below. Reads no settings: app decides and remembers.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// All must outlive the window.
    struct Surroundings
    {
        const Clock &clock;
        Dialogs &dialogs;
        Notifier &notifier;
        /// What to open a store with, by its path.
        std::function<SessionSettings(const QString &path)> sessionFor;
        ProfileKeeper *profiles = nullptr; ///< none: there are no profiles
    };

    explicit MainWindow(const Surroundings &surroundings, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openStore(const QString &path);
    void openSession(const SessionSettings &settings);
    [[nodiscard]] StoreSession *session() { return m_session.get(); }

    /// Stores that have a profile are listed by it alone.
    void setRecent(const QStringList &paths);
    void setAppearance(Appearance appearance);
    /// The computer sleeps, or is about to.
    void setAsleep(bool isAsleep);
    /// Whether alerts go to the desktop as well.
    void setNotifying(bool notifying);
    /// After how many minutes without a touch, and with the screen; 0: never.
    void setLockAfter(int minutes);
    /// The screen is locked: keys that are shown are hidden.
    void noteScreenLocked();
    /// Those that a person chose; says which of them make no sense.
    void setShortcuts(const ShortcutTexts &shortcuts);
    /// Those of the store that is open: for storeOpened().
    void setSavedFilters(const QList<SavedFilter> &filters);
    void setReportTemplates(const QList<ReportTemplate> &templates);
    /// The place on the screen and the keys' table. geometry: saveGeometry(), of this run or of
    /// another one's view.
    [[nodiscard]] QByteArray saveView(const QByteArray &geometry) const;
    [[nodiscard]] static QByteArray geometryOf(const QByteArray &view);
    void restoreView(const QByteArray &view);

    [[nodiscard]] Actions &actions() { return m_actions; }
    [[nodiscard]] WorkArea &workArea() { return *m_workArea; }
    [[nodiscard]] MessageBar &messages() { return *m_messages; }
    [[nodiscard]] MessageBar &storeMessages() { return *m_storeMessages; }
    [[nodiscard]] MessageBar &alertMessages() { return *m_alertMessages; }

Q_SIGNALS:
    /// It was read for the first time.
    void storeOpened(const keydeck::SessionSettings &settings);
    /// A person changed those of the open store.
    void reportTemplatesChanged(const QList<keydeck::ReportTemplate> &templates);
    void savedFiltersChanged(
        const keydeck::SessionSettings &settings, const QList<keydeck::SavedFilter> &filters);
    void demoRequested();
    void appearanceChosen(keydeck::Appearance appearance);
    void notifyingChosen(bool notifying);
    void lockAfterChosen(int minutes);
    void shortcutsChosen(const keydeck::ShortcutTexts &shortcuts);

private:
    void buildLayout();
    void connectActions();
    void connectOperations();
    void connectSession();
    void handOn(StoreSession *session);
    void leaveSession();
    void noteLoaded();
    void tick();

    Surroundings m_in;
    Actions m_actions;
    ClipboardGuard m_clipboard;
    std::unique_ptr<StoreSession> m_session;
    WindowMenus *m_menus;
    MessageBar *m_storeMessages;
    MessageBar *m_alertMessages;
    MessageBar *m_messages;
    StoreBanner *m_banner;
    QStackedWidget *m_stack;
    WelcomePage *m_welcome;
    WorkArea *m_workArea;
    StatusLine *m_statusLine;
    StoreOperations *m_operations;
    FindController *m_finding;
    ActionStates *m_actionStates;
    PauseController *m_pauses;
    ProfileOperations *m_profileOperations;
    StoreLists *m_storeLists;
    ProfileFrame *m_profileFrame;
    WindowLock *m_lock;
    ShortcutBook m_shortcuts{m_actions, *this};
    QTimer m_second;
    bool m_opened = false; ///< the session's store was read at least once
    int m_ticks = 0;
};

} // namespace keydeck
