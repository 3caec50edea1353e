// Whatever has a shortcut is on the sheet, and the sheet is seen whole.
#include "ui/window/shortcutsheet.h"

#include "tests/support/manualclock.h"
#include "tests/support/nodialogs.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/uitest.h"
#include "ui/window/actions.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

struct Window
{
    ManualClock clock;
    NoDialogs dialogs;
    RecordingNotifier notifier;
    MainWindow window{{clock, dialogs, notifier, [](const QString &path) {
                           SessionSettings settings;
                           settings.storePath = path;
                           return settings;
                       }}};
};

/// Every line as it is read.
QStringList shortcutsOn(const QWidget &sheet)
{
    QStringList found;
    for (const QLabel *label : sheet.findChildren<QLabel *>()) {
        for (const QString &keys : label->text().split(u", "_s))
            found << keys;
    }
    return found;
}

} // namespace

class TestShortcutSheet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void everyActionWithAShortcutIsListed();
    void everyShortcutOfTheWindowIsListed();
    void groupsAreNamed();
    void isSeenWhole();
    void scrollsWhereLettersAreLarge();
    void oneAtATimeByKeyboard();
};

void TestShortcutSheet::everyActionWithAShortcutIsListed()
{
    Actions actions;
    auto *added = new QAction(u"&Something new…"_s, &actions); // nobody put it into a group
    added->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F9));
    const ShortcutSheet sheet(ShortcutSheet::groupsOf(actions));
    const QStringList listed = shortcutsOn(sheet);
    QVERIFY(listed.contains(u"Something new"_s));
    for (const QAction *action : actions.findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts())
            QVERIFY2(listed.contains(keys.toString(QKeySequence::NativeText)),
                qPrintable(action->text()));
    }
}

// Also those of the charts' menus.
void TestShortcutSheet::everyShortcutOfTheWindowIsListed()
{
    Window w;
    w.window.workArea().buildParts();
    Actions actions;
    const QStringList listed = shortcutsOn(ShortcutSheet(ShortcutSheet::groupsOf(actions)));
    int seen = 0;
    for (const QAction *action : w.window.findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            if (qobject_cast<const QLineEdit *>(action->parent()))
                continue;
            ++seen;
            QVERIFY2(listed.contains(keys.toString(QKeySequence::NativeText)),
                qPrintable(action->text() + u": "_s + keys.toString()));
        }
    }
    QVERIFY(seen > 30);
}

void TestShortcutSheet::groupsAreNamed()
{
    Actions actions;
    Actions::setSubject(actions.undo, u"&Undo"_s, u"Edit “Alice”"_s);
    QStringList names;
    for (const ShortcutSheet::Group &group : ShortcutSheet::groupsOf(actions)) {
        names << group.name;
        QVERIFY(!group.lines.isEmpty());
        for (const ShortcutSheet::Line &line : group.lines) {
            QVERIFY(!line.keys.isEmpty() && !line.text.isEmpty());
            QVERIFY2(!line.text.contains(u"Alice"_s), qPrintable(line.text));
        }
    }
    QCOMPARE(names, (QStringList{u"File"_s, u"Everywhere"_s, u"Pages"_s, u"Keys"_s, u"Charts"_s}));
}

void TestShortcutSheet::isSeenWhole()
{
    Actions actions;
    QWidget window;
    window.resize(900, 600);
    window.show();
    ShortcutSheet sheet(ShortcutSheet::groupsOf(actions), &window);
    sheet.show();
    QVERIFY(QTest::qWaitForWindowExposed(&sheet));
    QCOMPARE(sheet.size(), QSize(880, 590));
    QVERIFY(sheet.fits());
    for (const QLabel *label : sheet.findChildren<QLabel *>()) {
        QVERIFY2(
            label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
    }
}

void TestShortcutSheet::scrollsWhereLettersAreLarge()
{
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(2 * usual.pointSizeF());
    QApplication::setFont(large);
    {
        Actions actions;
        ShortcutSheet sheet(ShortcutSheet::groupsOf(actions));
        sheet.show();
        QVERIFY(QTest::qWaitForWindowExposed(&sheet));
        QCOMPARE(sheet.findChild<QScrollArea *>()->horizontalScrollBar()->maximum(), 0);
        QVERIFY(sheet.findChild<QScrollArea *>()->verticalScrollBar()->maximum() > 0);
        QVERIFY(sheet.height() <= 590);
    }
    QApplication::setFont(usual);
}

void TestShortcutSheet::oneAtATimeByKeyboard()
{
    Window w;
    w.window.resize(900, 600);
    w.window.show();
    w.window.activateWindow();
    QTRY_VERIFY(w.window.isActiveWindow());
    const auto sheets = [&w] { return w.window.findChildren<ShortcutSheet *>(); };
    QTest::keyClick(&w.window, Qt::Key_Slash, Qt::ControlModifier);
    QTRY_COMPARE(sheets().size(), 1);
    w.window.actions().shortcuts->trigger(); // from the menu, meanwhile
    QCOMPARE(sheets().size(), 1);
    QTest::keyClick(sheets().first(), Qt::Key_Escape);
    QTRY_COMPARE(sheets().size(), 0);
    w.window.actions().shortcuts->trigger();
    QCOMPARE(sheets().size(), 1);
}

QTEST_MAIN(TestShortcutSheet)
#include "tst_shortcutsheet.moc"
