// What is chosen in the window holds the next time.
#include "app/keydeck/application.h"
#include "tests/support/uitest.h"
#include "ui/jump/jumptargets.h"
#include "ui/privacy/windowlock.h"
#include "ui/shortcuts/shortcutrecorder.h"
#include "ui/widgets/messagebar.h"

#include <QAction>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestWindowMemory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void remembersWhenToLock();
    void remembersShortcuts();
    void saysWhichShortcutsMakeNoSense();
    void knowsTheKeysOfWhatIsNotShownYet();
};

namespace {

/// The program, with settings of its own.
struct Program
{
    WindowSettings settings;
    Application application;

    explicit Program(const QTemporaryDir &home)
        : settings(home.filePath(u"keydeck.ini"_s))
        , application(Options(), settings)
    {
        application.start();
        window().activateWindow();
        QTRY_VERIFY(window().isActiveWindow());
    }
    [[nodiscard]] MainWindow &window() { return application.window(); }
    [[nodiscard]] QAction *menuEntry(const QString &text)
    {
        for (const JumpAction &each : jumpActions(*window().menuBar(), nullptr)) {
            if (each.text == text)
                return each.action;
        }
        return nullptr;
    }
};

} // namespace

void TestWindowMemory::remembersWhenToLock()
{
    const QTemporaryDir home;
    const QString never = u"Lock when idle: Never"_s, after = u"Lock when idle: After 5 min"_s;
    {
        Program first(home);
        QVERIFY(first.menuEntry(never)->isChecked());
        first.menuEntry(after)->trigger();
        QVERIFY(first.menuEntry(after)->isChecked());
    }
    Program second(home);
    QVERIFY(second.menuEntry(after)->isChecked());
    second.window().noteScreenLocked();
    QVERIFY(second.window().findChild<LockedPage *>()->isVisible());
}

void TestWindowMemory::remembersShortcuts()
{
    const QTemporaryDir home;
    {
        Program first(home);
        first.window().actions().changeShortcuts->trigger();
        auto *recorder = first.window().findChild<ShortcutRecorder *>();
        QTRY_VERIFY(recorder->window()->isActiveWindow());
        recorder->setFocus(); // the first action is chosen: Open store
        QTest::keyClick(recorder, Qt::Key_F9);
    }
    const QSettings written(home.filePath(u"keydeck.ini"_s), QSettings::IniFormat);
    QCOMPARE(written.value(u"shortcuts/open"_s).toString(), u"F9"_s);
    Program second(home);
    QCOMPARE(second.window().actions().open->shortcut(), QKeySequence(Qt::Key_F9));
    QCOMPARE(second.window().actions().create->shortcut(), QKeySequence(QKeySequence::New));
}

void TestWindowMemory::saysWhichShortcutsMakeNoSense()
{
    const QTemporaryDir home;
    {
        QSettings written(home.filePath(u"keydeck.ini"_s), QSettings::IniFormat);
        written.setValue(u"shortcuts/rotate"_s, u"no such key"_s);
        written.setValue(u"shortcuts/lock"_s, u"F12"_s);
    }
    Program program(home);
    const QString said = program.window().messages().text();
    QVERIFY2(said.contains(u"“Rotate” is passed over"_s), qPrintable(said));
    QCOMPARE(program.window().actions().lock->shortcut(), QKeySequence(Qt::Key_F12));
}

// The ranges of a key's charts have Alt and a figure, and no key is shown.
void TestWindowMemory::knowsTheKeysOfWhatIsNotShownYet()
{
    const QTemporaryDir home;
    WindowSettings(home.filePath(u"keydeck.ini"_s)).setShortcuts({{u"rotate"_s, u"Alt+5"_s}});
    Program program(home);
    const QString told = program.window().messages().text();
    QVERIFY2(told.contains(u"Alt+5 is always"_s), qPrintable(told));
}

QTEST_MAIN(TestWindowMemory)
#include "tst_windowmemory.moc"
