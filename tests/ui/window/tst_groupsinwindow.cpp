// Keys in groups as a person uses them: the whole window on a real store.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/keys/keyfilter.h"

#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

SampleKey named(int n, const QString &name, const QString &model)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    key.model = model;
    return key;
}

struct Fixture : WindowBench
{
    Fixture()
        : WindowBench(storeBytes({named(0, u"Ann"_s, u"beta"_s), named(1, u"Bob"_s, u"alpha"_s),
            named(2, u"Cid"_s, u"beta"_s), named(3, u"Dee"_s, u"alpha"_s)}))
    {
        table().setFocus();
    }
    /// As the menu bar has it, by its text.
    [[nodiscard]] QAction *entry(const QString &text)
    {
        for (QMenu *menu : window.menuBar()->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->text() == text)
                    return action;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QStringList names()
    {
        QStringList names;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            names += table().model()->index(row, 0).data().toString();
        return names;
    }
    [[nodiscard]] QStringList selectedNames()
    {
        QStringList names;
        for (const KeyRef &ref : window.workArea().keysPage().selectedKeys())
            names += window.workArea().model().keyAt(window.workArea().model().rowOf(ref)).name();
        return names;
    }
    [[nodiscard]] QString currentText()
    {
        return table().currentIndex().siblingAtColumn(0).data().toString();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&table(), key, modifiers);
    }
};

const QStringList Grouped{u"alpha"_s, u"Bob"_s, u"Dee"_s, u"beta"_s, u"Ann"_s, u"Cid"_s};

} // namespace

class TestGroupsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theKeyboardWalksAndClosesGroups();
    void aClickClosesAGroupAndKeepsTheSelection();
    void editingAndDeletingNeedAKeyBelowTheFocus();
    void theMenuOfAGroupIsAboutGroups();
    void theFocusSurvivesItsGroup();
    void passingAGroupSelectsNothing();
    void everythingSelectedIsKeysAlone();
    void groupsStayAsTheyAreWhileUsageComesIn();
    void groupingIsRemembered();
    void isPaintedOverAllColumns();
};

void TestGroupsInWindow::theKeyboardWalksAndClosesGroups()
{
    Fixture f;
    QVERIFY(!f.entry(u"&Close all groups"_s)->isEnabled());
    QVERIFY(!f.entry(u"&Close all groups"_s)->toolTip().isEmpty());
    f.entry(u"Group by &model"_s)->trigger();
    QCOMPARE(f.names(), Grouped);
    QCOMPARE(f.selectedNames(), QStringList{u"Ann"_s}); // as before
    f.press(Qt::Key_Left);
    QCOMPARE(f.currentText(), u"beta"_s);
    f.press(Qt::Key_Left);
    QCOMPARE(f.names(), (QStringList{u"alpha"_s, u"Bob"_s, u"Dee"_s, u"beta"_s}));
    f.press(Qt::Key_Right);
    QCOMPARE(f.names(), Grouped);
    f.press(Qt::Key_Space);
    QCOMPARE(f.names().size(), 4);
    QCOMPARE(f.currentText(), u"beta"_s);
    f.press(Qt::Key_Up);
    QCOMPARE(f.currentText(), u"Dee"_s);
    QCOMPARE(f.selectedNames(), QStringList{u"Dee"_s});
    f.entry(u"&Open all groups"_s)->trigger();
    QCOMPARE(f.names(), Grouped);
    f.entry(u"No &grouping"_s)->trigger();
    QCOMPARE(f.names(), (QStringList{u"Ann"_s, u"Bob"_s, u"Cid"_s, u"Dee"_s}));
    QCOMPARE(f.selectedNames(), QStringList{u"Dee"_s});
}

void TestGroupsInWindow::aClickClosesAGroupAndKeepsTheSelection()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    f.click(2);
    QCOMPARE(f.selectedNames(), QStringList{u"Dee"_s});
    f.click(0);
    QCOMPARE(f.names(), (QStringList{u"alpha"_s, u"beta"_s, u"Ann"_s, u"Cid"_s}));
    QCOMPARE(f.selectedNames(), QStringList{u"Dee"_s}); // hidden, and said
    auto *hidden = f.window.findChild<QWidget *>(u"hiddenSelection"_s);
    QVERIFY(hidden->isVisible());
    QVERIFY(hidden->findChild<QLabel *>()->text().contains(u"“Dee” is in a closed group"_s));
    QTest::mouseClick(hidden->findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(f.names(), Grouped);
    QCOMPARE(f.currentText(), u"Dee"_s);
    QVERIFY(!hidden->isVisible());
}

/// The selection is elsewhere: what these keys do would be done to that.
void TestGroupsInWindow::editingAndDeletingNeedAKeyBelowTheFocus()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    f.press(Qt::Key_Left);
    QCOMPARE(f.currentText(), u"beta"_s);
    QCOMPARE(f.selectedNames(), QStringList{u"Ann"_s});
    const QByteArray before = f.store.bytes();
    for (const Qt::Key key : {Qt::Key_Delete, Qt::Key_F2}) {
        f.press(key); // as a shortcut, if it is one
        QVERIFY(!f.dialog<QDialog>());
        QCOMPARE(f.names(), Grouped);
    }
    f.press(Qt::Key_Return);
    QVERIFY(!f.dialog<QDialog>());
    QCOMPARE(f.names().size(), 4);
    QCOMPARE(f.store.bytes(), before);
    f.press(Qt::Key_Return);
    f.press(Qt::Key_Down);
    f.press(Qt::Key_F2);
    QTRY_VERIFY(f.dialog<QDialog>()); // of "Ann"
}

void TestGroupsInWindow::theMenuOfAGroupIsAboutGroups()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    for (const int row : {0, 1}) {
        const QPoint at = f.table().visualRect(f.table().model()->index(row, 1)).center();
        Q_EMIT f.table().customContextMenuRequested(at);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        bool isOfKeys = false;
        for (const QAction *action : menu->actions())
            isOfKeys = isOfKeys || action->text().contains(u"Copy"_s);
        QCOMPARE(isOfKeys, row == 1);
        menu->close();
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }
}

void TestGroupsInWindow::theFocusSurvivesItsGroup()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    f.click(2);
    f.press(Qt::Key_Down);
    QCOMPARE(f.currentText(), u"beta"_s);
    QByteArray bytes = f.store.bytes();
    f.store.replace(bytes.replace("\"beta\"", "\"alpha\""));
    QTRY_COMPARE(f.names().size(), 5);
    QVERIFY(f.table().currentIndex().isValid());
    QCOMPARE(f.currentText(), u"Dee"_s);
    QCOMPARE(f.selectedNames(), QStringList{u"Dee"_s});
}

void TestGroupsInWindow::passingAGroupSelectsNothing()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    f.click(2);
    f.press(Qt::Key_Down);
    QCOMPARE(f.currentText(), u"beta"_s);
    QCOMPARE(f.selectedNames(), QStringList{u"Dee"_s});
    f.press(Qt::Key_Down);
    QCOMPARE(f.selectedNames(), QStringList{u"Ann"_s});
    f.press(Qt::Key_Up, Qt::ShiftModifier);
    f.press(Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(f.selectedNames(), (QStringList{u"Dee"_s, u"Ann"_s}));
}

void TestGroupsInWindow::everythingSelectedIsKeysAlone()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    f.selectAll();
    QCOMPARE(f.selectedNames(), (QStringList{u"Bob"_s, u"Dee"_s, u"Ann"_s, u"Cid"_s}));
    f.click(0); // its two keys are no longer listed
    QCOMPARE(f.selectedNames(), (QStringList{u"Ann"_s, u"Cid"_s}));
}

void TestGroupsInWindow::groupsStayAsTheyAreWhileUsageComesIn()
{
    Fixture f;
    f.entry(u"Group by &status"_s)->trigger();
    QCOMPARE(f.names().size(), 5);
    f.press(Qt::Key_Left);
    f.press(Qt::Key_Left); // "Active"
    QCOMPARE(f.names().size(), 1);
    QByteArray bytes = f.store.bytes();
    bytes.replace("\"token_limit_per_5h\": 100000", "\"token_limit_per_5h\": -1"); // all of them
    f.store.replace(bytes);
    QTRY_COMPARE(f.names().value(0), u"Blocked"_s);
    QCOMPARE(f.names(), (QStringList{u"Blocked"_s, u"Ann"_s, u"Bob"_s, u"Cid"_s, u"Dee"_s}));
    f.store.replace(storeBytes(2));
    QTRY_COMPARE(f.names(), QStringList{u"Active"_s}); // still closed
}

void TestGroupsInWindow::groupingIsRemembered()
{
    QByteArray state;
    {
        Fixture f;
        f.entry(u"Group by &tags"_s)->trigger();
        QCOMPARE(f.names().value(0), u"No tags"_s);
        state = f.window.workArea().keysPage().saveState();
    }
    Fixture f;
    f.window.workArea().keysPage().restoreState(state);
    QCOMPARE(f.names().value(0), u"No tags"_s);
    QVERIFY(f.entry(u"Group by &tags"_s)->isChecked());
    QVERIFY(f.entry(u"&Close all groups"_s)->isEnabled());
}

void TestGroupsInWindow::isPaintedOverAllColumns()
{
    Fixture f;
    f.entry(u"Group by &model"_s)->trigger();
    const auto band = [&f](int row) {
        const QRect first = f.table().visualRect(f.table().model()->index(row, 0));
        return f.table()
            .viewport()
            ->grab({0, first.top(), f.table().viewport()->width(), first.height()})
            .toImage();
    };
    const QColor ground = f.table().palette().color(QPalette::AlternateBase);
    QTRY_COMPARE(band(0).pixelColor(f.table().viewport()->width() - 2, 10), ground);
    const QImage open = band(0);
    f.table().clearSelection();
    f.click(0);
    QTRY_VERIFY(band(0) != open); // the arrow has turned
}

QTEST_MAIN(TestGroupsInWindow)
#include "tst_groupsinwindow.moc"
