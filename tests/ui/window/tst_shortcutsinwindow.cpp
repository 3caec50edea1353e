// Shortcuts are changed by keyboard, and used then.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/jump/jumptargets.h"
#include "ui/keys/createkeydialog.h"
#include "ui/shortcuts/shortcutmodel.h"
#include "ui/shortcuts/shortcutrecorder.h"
#include "ui/shortcuts/shortcutrules.h"
#include "ui/shortcuts/shortcutsdialog.h"
#include "ui/verbs/rotatedialog.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/shortcutsheet.h"

#include <QApplication>
#include <QLabel>
#include <QMenuBar>
#include <QTreeView>
#include <QWindow>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestShortcutsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void isReachedFromTheSheet();
    void aNewShortcutWorksAndIsShownEverywhere();
    void anotherOnesIsTakenWhenPressedAgain();
    void anotherOnesIsTakenByTheButton();
    void whatIsReservedIsRefused_data();
    void whatIsReservedIsRefused();
    void escapeLeavesItAsItWas();
    void nothingHappensWhileKeysAreRecorded();
    void oneIsResetAndRemoved();
    void allAreReset();
    void searches();
    void damagedSettingsAreSaid();
    void keysOfChartsStayApart();
};

namespace {

struct Fixture : WindowBench
{
    QSignalSpy chosen{&window, &MainWindow::shortcutsChosen};

    Fixture() : WindowBench(storeBytes(2)) { click(0); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::activeWindow()->windowHandle(), key, modifiers);
    }
    [[nodiscard]] ShortcutsDialog &shortcuts() { return *dialog<ShortcutsDialog>(); }
    void open()
    {
        window.actions().changeShortcuts->trigger();
        QTRY_VERIFY(dialog<ShortcutsDialog>());
        QTRY_VERIFY(shortcuts().isActiveWindow());
    }
    /// By keyboard alone: searches for it, goes to it and on to where keys are recorded.
    void choose(const QString &action)
    {
        auto *search = shortcuts().findChild<QLineEdit *>();
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, action);
        press(Qt::Key_Return); // searches at once
        QTRY_VERIFY(label().contains(action));
        press(Qt::Key_Tab);
        QTRY_VERIFY(shortcuts().findChild<QTreeView *>()->hasFocus());
        press(Qt::Key_Return);
        QTRY_VERIFY(recorder().hasFocus());
    }
    [[nodiscard]] ShortcutRecorder &recorder()
    {
        return *shortcuts().findChild<ShortcutRecorder *>();
    }
    [[nodiscard]] QString label()
    {
        QStringList texts;
        for (const QLabel *each : shortcuts().findChildren<QLabel *>())
            texts += each->text();
        return texts.filter(u"Shortcut of"_s).value(0);
    }
    [[nodiscard]] QString told() { return shortcuts().findChild<MessageBar *>()->text(); }
    [[nodiscard]] QPushButton *button(const QString &text)
    {
        for (QPushButton *each : shortcuts().findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == text)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] ShortcutTexts saved()
    {
        return chosen.isEmpty() ? ShortcutTexts()
                                : chosen.constLast().constFirst().value<ShortcutTexts>();
    }
    [[nodiscard]] QString keysOf(const QAction *action)
    {
        return shortcutText(action->shortcuts());
    }
};

} // namespace

void TestShortcutsInWindow::isReachedFromTheSheet()
{
    Fixture f;
    f.press(Qt::Key_Slash, Qt::ControlModifier);
    QTRY_VERIFY(f.dialog<ShortcutSheet>());
    for (QPushButton *each : f.dialog<ShortcutSheet>()->findChildren<QPushButton *>()) {
        if (each->text() == u"Change…"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QTRY_VERIFY(f.dialog<ShortcutsDialog>());
    QTRY_VERIFY(!f.dialog<ShortcutSheet>());
    f.window.actions().changeShortcuts->trigger(); // one at a time
    QCOMPARE(f.window.findChildren<ShortcutsDialog *>().size(), 1);
}

void TestShortcutsInWindow::aNewShortcutWorksAndIsShownEverywhere()
{
    Fixture f;
    f.open();
    f.choose(u"Rotate"_s);
    f.press(Qt::Key_F9);
    QCOMPARE(f.saved(), (ShortcutTexts{{u"rotate"_s, u"F9"_s}}));
    f.press(Qt::Key_Escape); // to the list
    f.press(Qt::Key_Escape);
    QTRY_VERIFY(!f.dialog<ShortcutsDialog>());
    f.window.activateWindow();
    QTRY_VERIFY(f.window.isActiveWindow());
    QVERIFY(f.window.actions().rotate->toolTip().endsWith(u"(F9)"_s));
    QStringList notes;
    for (const JumpAction &each : jumpActions(*f.window.menuBar(), nullptr)) {
        if (each.text == u"Rotate"_s)
            notes += each.note;
    }
    QCOMPARE(notes, QStringList{u"F9"_s});
    bool isOnSheet = false;
    for (const ShortcutSheet::Group &group : ShortcutSheet::groupsOf(f.window.actions())) {
        for (const ShortcutSheet::Line &line : group.lines)
            isOnSheet = isOnSheet || (line.text == u"Rotate"_s && line.keys == u"F9"_s);
    }
    QVERIFY(isOnSheet);
    f.press(Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!f.dialog<RotateDialog>());
    f.press(Qt::Key_F9);
    QTRY_VERIFY(f.dialog<RotateDialog>());
}

void TestShortcutsInWindow::anotherOnesIsTakenWhenPressedAgain()
{
    Fixture f;
    f.open();
    f.choose(u"Lock window"_s);
    f.press(Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(f.told(), u"Ctrl+R is “Rotate”. Press it again to take it."_s);
    QVERIFY(f.chosen.isEmpty());
    QCOMPARE(f.recorder().keySequence(), QKeySequence(u"Ctrl+Shift+L"_s));
    f.press(Qt::Key_H, Qt::ControlModifier); // another one instead
    QCOMPARE(f.told(), u"Ctrl+H is “Suspend”. Press it again to take it."_s);
    QVERIFY(f.chosen.isEmpty());
    f.press(Qt::Key_H, Qt::ControlModifier);
    QCOMPARE(f.told(), QString());
    QCOMPARE(f.saved(), (ShortcutTexts{{u"lock"_s, u"Ctrl+H"_s}, {u"suspend"_s, QString()}}));
    QCOMPARE(f.keysOf(f.window.actions().rotate), u"Ctrl+R"_s);
}

void TestShortcutsInWindow::anotherOnesIsTakenByTheButton()
{
    Fixture f;
    f.open();
    f.choose(u"Redo"_s);
    f.press(Qt::Key_D, Qt::ControlModifier);
    QVERIFY(f.button(u"Take it"_s));
    QTest::mouseClick(f.button(u"Take it"_s), Qt::LeftButton);
    QCOMPARE(
        f.saved(), (ShortcutTexts{{u"duplicate"_s, QString()}, {u"redo"_s, u"Ctrl+D; Ctrl+Y"_s}}));
}

void TestShortcutsInWindow::whatIsReservedIsRefused_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, int key, Qt::KeyboardModifiers modifiers,
                         const QString &why) { QTest::newRow(name) << key << modifiers << why; };
    row("a letter", Qt::Key_X, Qt::NoModifier, u"X is needed for typing."_s);
    row("Return", Qt::Key_Return, Qt::NoModifier, u"Return presses buttons"_s);
    row("Ctrl+Tab", Qt::Key_Tab, Qt::ControlModifier, u"goes from field to field"_s);
    row("a menu", Qt::Key_F, Qt::AltModifier, u"Alt+F is always “Menu File”."_s);
    row("a chart's", Qt::Key_S, Qt::ControlModifier, u"Ctrl+S is always “Save as PNG”."_s);
    row("a period", Qt::Key_1, Qt::AltModifier, u"Alt+1 is always"_s);
    row("a range", Qt::Key_5, Qt::AltModifier, u"Alt+5 is always"_s);
    row("paste", Qt::Key_V, Qt::ControlModifier, u"Ctrl+V is needed for editing text."_s);
}

void TestShortcutsInWindow::whatIsReservedIsRefused()
{
    QFETCH(int, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QString, why);
    Fixture f;
    f.open();
    f.choose(u"Rotate"_s);
    f.press(Qt::Key(key), modifiers);
    QVERIFY2(f.told().contains(why), qPrintable(f.told()));
    f.press(Qt::Key(key), modifiers); // also when it is pressed again
    QVERIFY(f.dialog<ShortcutsDialog>());
    QVERIFY(f.chosen.isEmpty());
    QCOMPARE(f.recorder().keySequence(), QKeySequence(u"Ctrl+R"_s));
    QCOMPARE(f.keysOf(f.window.actions().rotate), u"Ctrl+R"_s);
}

void TestShortcutsInWindow::escapeLeavesItAsItWas()
{
    Fixture f;
    f.open();
    f.choose(u"Rotate"_s);
    f.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!f.told().isEmpty());
    f.press(Qt::Key_Escape);
    QVERIFY(f.dialog<ShortcutsDialog>());
    QCOMPARE(f.told(), QString());
    QVERIFY(!f.recorder().hasFocus());
    QCOMPARE(f.recorder().keySequence(), QKeySequence(u"Ctrl+R"_s));
    QVERIFY(f.chosen.isEmpty());
}

void TestShortcutsInWindow::nothingHappensWhileKeysAreRecorded()
{
    Fixture f;
    f.open();
    f.choose(u"Rotate"_s);
    f.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier); // works in dialogs otherwise
    QVERIFY(f.dialog<ShortcutsDialog>());
    QVERIFY(f.told().contains(u"Lock window"_s));
    f.press(Qt::Key_Q, Qt::ControlModifier);
    QVERIFY(f.window.isVisible());
    QVERIFY(f.told().contains(u"Quit"_s));
}

void TestShortcutsInWindow::oneIsResetAndRemoved()
{
    Fixture f;
    f.open();
    f.choose(u"Rotate"_s);
    QVERIFY(!f.button(u"Reset"_s)->isEnabled());
    QTest::mouseClick(f.button(u"Remove"_s), Qt::LeftButton);
    QCOMPARE(f.saved(), (ShortcutTexts{{u"rotate"_s, QString()}}));
    QVERIFY(!f.button(u"Remove"_s)->isEnabled());
    QTest::mouseClick(f.button(u"Reset"_s), Qt::LeftButton);
    QCOMPARE(f.chosen.count(), 2);
    QVERIFY(f.saved().isEmpty());
    // What it had is another one's by now: a question, too.
    QTest::mouseClick(f.button(u"Remove"_s), Qt::LeftButton);
    f.window.actions().create->setShortcut(QKeySequence(u"Ctrl+R"_s));
    QTest::mouseClick(f.button(u"Reset"_s), Qt::LeftButton);
    QCOMPARE(f.told(), u"Ctrl+R is “New key”."_s);
    QTest::mouseClick(f.button(u"Take it"_s), Qt::LeftButton);
    QCOMPARE(f.saved(), (ShortcutTexts{{u"create"_s, QString()}}));
}

void TestShortcutsInWindow::allAreReset()
{
    Fixture f;
    f.window.setShortcuts({{u"rotate"_s, u"F9"_s}, {u"create"_s, u"F8"_s}});
    f.open();
    QTest::mouseClick(f.button(u"Reset all"_s), Qt::LeftButton);
    QCOMPARE(f.chosen.count(), 1);
    QVERIFY(f.saved().isEmpty());
    f.press(Qt::Key_Escape);
    f.window.activateWindow();
    QTRY_VERIFY(f.window.isActiveWindow());
    f.press(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(f.dialog<CreateKeyDialog>());
}

void TestShortcutsInWindow::searches()
{
    Fixture f;
    f.open();
    auto *list = f.shortcuts().findChild<QTreeView *>();
    const int groups = list->model()->rowCount();
    QCOMPARE(groups, 4);
    auto *search = f.shortcuts().findChild<QLineEdit *>();
    QTest::keyClicks(search, u"ctrl+shift+d"_s); // by its keys
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(f.label(), u"Shortcut of “Deleted keys”"_s);
    search->selectAll();
    QTest::keyClicks(search, u"nothing like it"_s);
    QTRY_COMPARE(list->model()->rowCount(), 0);
    QVERIFY(f.shortcuts().findChild<EmptyState *>()->isVisible());
    QVERIFY(!f.recorder().isEnabled());
    QTest::keyClick(search, Qt::Key_Escape); // clears it
    QTRY_COMPARE(list->model()->rowCount(), groups);
    QVERIFY(f.dialog<ShortcutsDialog>());
}

void TestShortcutsInWindow::damagedSettingsAreSaid()
{
    Fixture f;
    f.window.setShortcuts({{u"rotate"_s, u"no such key"_s}});
    QVERIFY2(
        f.window.messages().text().contains(u"Rotate"_s), qPrintable(f.window.messages().text()));
    f.open();
    QVERIFY2(f.told().contains(u"“no such key” names no keys."_s), qPrintable(f.told()));
}

// A chart and the table may have the same ones, as they have by themselves.
void TestShortcutsInWindow::keysOfChartsStayApart()
{
    Fixture f;
    f.open();
    f.choose(u"Save search as filter"_s);
    f.press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(f.told(), QString());
    QCOMPARE(f.saved(), (ShortcutTexts{{u"saveFilter"_s, u"Ctrl+S"_s}}));
}

QTEST_MAIN(TestShortcutsInWindow)
#include "tst_shortcutsinwindow.moc"
