// Saved filters and the jump as a person uses them: a real store in the whole window.
#include "core/base/fingerprint.h"
#include "tests/support/nodialogs.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/filters/savedfilterlist.h"
#include "ui/filters/savefilterdialog.h"
#include "ui/jump/jumppalette.h"
#include "ui/keys/keyspage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/notedelegate.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

SampleKey named(int n, const QString &name)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    return key;
}

struct Fixture
{
    StoreFixture store{
        storeBytes({named(0, u"Alice"_s), named(1, u"Bob"_s), named(2, u"Alina"_s)})};
    QTemporaryDir scratch;
    NoDialogs dialogs;
    RecordingNotifier notifier;
    MainWindow window{{SystemClock::instance(), dialogs, notifier, [this](const QString &path) {
                           SessionSettings settings;
                           settings.storePath = path;
                           settings.historyDirectory = scratch.filePath(u"history"_s);
                           settings.records = {scratch.filePath(u"records"_s), u"ada@test"_s};
                           return settings;
                       }}};
    QSignalSpy changed{&window, &MainWindow::savedFiltersChanged};

    Fixture()
    {
        window.resize(1100, 700);
        window.show();
        window.activateWindow();
        [this] { QTRY_VERIFY(window.isActiveWindow()); }();
    }
    void open()
    {
        QSignalSpy opened(&window, &MainWindow::storeOpened);
        window.openStore(store.path());
        QTRY_COMPARE(opened.count(), 1);
    }
    template <typename Widget>
    [[nodiscard]] Widget &the(const QString &name)
    {
        return *window.findChild<Widget *>(name);
    }
    [[nodiscard]] QTableView &table() { return the<QTableView>(u"keysTable"_s); }
    [[nodiscard]] QLineEdit &search() { return the<QLineEdit>(u"keysSearch"_s); }
    [[nodiscard]] SavedFilterList &filters() { return the<SavedFilterList>(u"savedFilters"_s); }
    [[nodiscard]] QLineEdit &jumpLine() { return the<QLineEdit>(u"jumpLine"_s); }
    [[nodiscard]] QListView &jumpList() { return the<QListView>(u"jumpList"_s); }
    [[nodiscard]] QStringList names()
    {
        QStringList names;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            names += table().model()->index(row, 0).data().toString();
        return names;
    }
    void type(const QString &query)
    {
        window.actions().find->trigger();
        search().clear();
        QTest::keyClicks(&search(), query);
        const auto &filter = *qobject_cast<KeyFilter *>(table().model());
        [&] { QTRY_COMPARE(filter.search(), query); }();
    }
    [[nodiscard]] SaveFilterDialog *dialog() { return window.findChild<SaveFilterDialog *>(); }
    void save(const QString &query, const QString &name)
    {
        type(query);
        QTest::keyClick(&search(), Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(dialog());
        auto *line = dialog()->findChild<QLineEdit *>();
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(!dialog());
    }
    [[nodiscard]] QString countOf(int row)
    {
        return filters().item(row)->data(NoteDelegate::NoteRole).toString();
    }
    [[nodiscard]] QPushButton *messageButton(const QString &text)
    {
        for (auto *button : window.messages().findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    void jump(const QString &text)
    {
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(jumpLine().hasFocus());
        QTest::keyClicks(&jumpLine(), text);
    }
    [[nodiscard]] QString jumpChoice() { return jumpList().currentIndex().data().toString(); }
};

} // namespace

class TestFindInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void savesASearchAndCountsIt();
    void theNameIsCheckedWhileOneTypes();
    void aWholeKeyIsNotSaved();
    void choosesByMouseAndKeyboard();
    void renamesInPlace();
    void deletesAndUndoes();
    void countsFollowTheStore();
    void filtersAreThoseOfTheStore();
    void jumpsToAKeyThatTheFilterHides();
    void jumpsOnceAFingerprintIsFound();
    void saysHowManyDigitsAFingerprintTakes();
    void jumpsToAnAction();
    void saysWhyAnActionCannotBeUsed();
    void escapeReturnsTheFocus();
    void jumpsWithoutAStore();
    void choosesColumnsInTheMenu();
};

void TestFindInWindow::savesASearchAndCountsIt()
{
    Fixture f;
    f.open();
    QVERIFY(!f.filters().isVisible());
    QVERIFY(!f.the<QToolButton>(u"saveFilter"_s).isVisible());
    QVERIFY(!f.window.actions().saveFilter->isEnabled());
    QVERIFY(f.window.actions().saveFilter->toolTip().contains(u"Search for something first"_s));
    f.save(u"ali"_s, u" Al people "_s);
    QCOMPARE(f.filters().count(), 1);
    QVERIFY(f.filters().isVisible());
    QCOMPARE(f.filters().item(0)->text(), u"Al people"_s);
    QTRY_COMPARE(f.countOf(0), u"2"_s);
    QCOMPARE(f.filters().item(0)->data(Qt::AccessibleTextRole).toString(), u"Al people: 2 keys"_s);
    QVERIFY(f.filters().item(0)->isSelected()); // it is what is listed
    QCOMPARE(f.changed.count(), 1);
    const auto saved = f.changed[0][1].value<QList<SavedFilter>>();
    QCOMPARE(saved, (QList<SavedFilter>{{u"Al people"_s, u"ali"_s}}));
    f.type(u"bob"_s);
    QVERIFY(!f.filters().item(0)->isSelected());
    QVERIFY(f.the<QToolButton>(u"saveFilter"_s).isVisible());
}

void TestFindInWindow::theNameIsCheckedWhileOneTypes()
{
    Fixture f;
    f.open();
    f.save(u"ali"_s, u"Team"_s);
    f.type(u"bob"_s);
    QTest::mouseClick(&f.the<QToolButton>(u"saveFilter"_s), Qt::LeftButton);
    QVERIFY(f.dialog());
    auto *save = f.dialog()->findChild<QPushButton *>();
    auto *line = f.dialog()->findChild<QLineEdit *>();
    for (QPushButton *each : f.dialog()->findChildren<QPushButton *>())
        save = each->isDefault() ? each : save;
    QVERIFY(!save->isEnabled());
    QTest::keyClicks(line, u"team"_s);
    QVERIFY(!save->isEnabled());
    bool isSaid = false;
    for (const QLabel *label : f.dialog()->findChildren<QLabel *>())
        isSaid = isSaid || label->text().contains(u"There is a filter “team” already"_s);
    QVERIFY(isSaid);
    QTest::keyClicks(line, u" b"_s);
    QVERIFY(save->isEnabled());
    QTest::keyClick(line, Qt::Key_Escape);
    QCOMPARE(f.filters().count(), 1);
}

void TestFindInWindow::aWholeKeyIsNotSaved()
{
    Fixture f;
    f.open();
    f.type(sampleKeyText(1));
    QCOMPARE(f.names(), QStringList{u"Bob"_s});
    f.window.actions().saveFilter->trigger();
    QVERIFY(!f.dialog());
    QVERIFY(f.window.messages().text().contains(u"looks like a whole key"_s));
    QVERIFY(!f.window.messages().text().contains(sampleKeyText(1)));
    QCOMPARE(f.changed.count(), 0);
    f.type(u"expires<7x"_s);
    f.window.actions().saveFilter->trigger();
    QVERIFY(!f.dialog());
    QVERIFY(f.window.messages().text().contains(u"no length of time"_s));
}

void TestFindInWindow::choosesByMouseAndKeyboard()
{
    Fixture f;
    f.open();
    f.window.setSavedFilters({{u"Al"_s, u"ali"_s}, {u"B"_s, u"name:bob"_s}});
    f.window.workArea().showPage(Actions::UsagePageNumber);
    const QRect second = f.filters().visualItemRect(f.filters().item(1));
    QTest::mouseClick(f.filters().viewport(), Qt::LeftButton, Qt::NoModifier, second.center());
    QCOMPARE(f.names(), QStringList{u"Bob"_s});
    QCOMPARE(f.search().text(), u"name:bob"_s);
    QVERIFY(f.table().isVisible());
    f.filters().setFocus();
    QTest::keyClick(&f.filters(), Qt::Key_Up);
    QTest::keyClick(&f.filters(), Qt::Key_Return);
    QCOMPARE(f.names(), (QStringList{u"Alice"_s, u"Alina"_s}));
}

void TestFindInWindow::renamesInPlace()
{
    Fixture f;
    f.open();
    f.window.setSavedFilters({{u"Al"_s, u"ali"_s}, {u"B"_s, u"bob"_s}});
    f.filters().setFocus();
    f.filters().setCurrentRow(1);
    const auto rename = [&](const QString &name) {
        QTest::keyClick(&f.filters(), Qt::Key_F2);
        auto *editor = f.filters().findChild<QLineEdit *>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, name);
        f.filters().setCounts(
            {{u"bob"_s, 7}}); // a count that comes in meanwhile takes nothing away
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!f.filters().findChild<QLineEdit *>());
    };
    rename(u"Robert"_s);
    QTRY_COMPARE(f.filters().item(1)->text(), u"Robert"_s);
    QCOMPARE(f.changed.count(), 1);
    rename(u"AL"_s); // the other one's
    QCOMPARE(f.filters().item(1)->text(), u"Robert"_s);
    QTRY_VERIFY(f.window.messages().text().contains(u"There is a filter “AL” already"_s));
    QCOMPARE(f.filters().item(1)->text(), u"Robert"_s);
    QCOMPARE(f.changed.count(), 1);
}

void TestFindInWindow::deletesAndUndoes()
{
    Fixture f;
    f.open();
    f.window.setSavedFilters({{u"Al"_s, u"ali"_s}, {u"B"_s, u"bob"_s}});
    f.filters().setFocus();
    f.filters().setCurrentRow(0);
    QTest::keyClick(&f.filters(), Qt::Key_Delete);
    QCOMPARE(f.filters().count(), 1);
    QCOMPARE(f.filters().item(0)->text(), u"B"_s);
    QVERIFY(f.window.messages().text().contains(u"The filter “Al” is deleted"_s));
    QCOMPARE(f.names().size(), 3); // no key is
    QTest::mouseClick(f.messageButton(u"Undo"_s), Qt::LeftButton);
    QCOMPARE(f.filters().item(0)->text(), u"Al"_s);
    QCOMPARE(f.changed.count(), 2);
}

void TestFindInWindow::countsFollowTheStore()
{
    Fixture f;
    f.open();
    f.window.setSavedFilters({{u"Al"_s, u"ali"_s}});
    QTRY_COMPARE(f.countOf(0), u"2"_s);
    f.store.replace(
        storeBytes({named(0, u"Alice"_s), named(1, u"Alibert"_s), named(2, u"Alina"_s)}));
    QTRY_COMPARE(f.countOf(0), u"3"_s);
}

void TestFindInWindow::filtersAreThoseOfTheStore()
{
    Fixture f;
    f.open();
    f.window.setSavedFilters({{u"Al"_s, u"ali"_s}});
    f.open(); // as another store would be: nobody sets any
    QCOMPARE(f.filters().count(), 0);
    QVERIFY(!f.filters().isVisible());
    QCOMPARE(f.changed.count(), 0); // nobody changed them
}

void TestFindInWindow::jumpsToAKeyThatTheFilterHides()
{
    Fixture f;
    f.open();
    f.type(u"bob"_s);
    f.window.workArea().showPage(Actions::ChangesPageNumber);
    f.jump(u"alin"_s);
    QCOMPARE(f.jumpChoice(), u"Alina"_s);
    QTest::keyClick(&f.jumpLine(), Qt::Key_Return);
    QVERIFY(!f.jumpLine().isVisible());
    QVERIFY(f.table().isVisible());
    QCOMPARE(f.names().size(), 3);
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(2));
}

void TestFindInWindow::jumpsOnceAFingerprintIsFound()
{
    Fixture f;
    f.store.replace(storeBytes(AtOnceKeys + 1));
    f.open();
    const QString key = sampleKeyText(AtOnceKeys);
    for (const bool escapes : {true, false}) {
        const auto before = f.window.workArea().keysPage().currentKey();
        f.jump(fullFingerprint(key).left(12));
        QVERIFY(!f.jumpList().currentIndex().isValid()); // nobody has looked yet
        QTest::keyClick(&f.jumpLine(), Qt::Key_Return);
        QVERIFY(f.jumpLine().isVisible());
        if (escapes)
            QTest::keyClick(&f.jumpLine(), Qt::Key_Escape);
        QTRY_VERIFY(!f.jumpLine().isVisible());
        if (escapes)
            QCOMPARE(f.window.workArea().keysPage().currentKey(), before);
    }
    QTRY_COMPARE(f.window.workArea().keysPage().currentKey()->key, key);
}

void TestFindInWindow::saysHowManyDigitsAFingerprintTakes()
{
    Fixture f;
    f.open();
    const QString digits = fullFingerprint(sampleKeyText(1));
    const auto said = [&] {
        QStringList texts;
        for (const QLabel *label : f.jumpLine().parentWidget()->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join(u'\n');
    };
    f.jump(digits.left(7));
    QVERIFY2(said().contains(u"8 of them are needed: 1 more"_s), qPrintable(said()));
    QTest::keyClick(&f.jumpLine(), Qt::Key_Escape);
    f.jump(u"zzzz"_s);
    QVERIFY2(!said().contains(u"fingerprint"_s), qPrintable(said()));
    QTest::keyClick(&f.jumpLine(), Qt::Key_Escape);
    f.jump(digits.left(8));
    QCOMPARE(said(), QString());
}

void TestFindInWindow::jumpsToAnAction()
{
    Fixture f;
    f.open();
    f.jump(u"heal"_s);
    QCOMPARE(f.jumpChoice(), u"Health"_s);
    QCOMPARE(f.jumpList().currentIndex().data(NoteDelegate::NoteRole).toString(), u"Ctrl+4"_s);
    QTest::mouseClick(f.jumpList().viewport(), Qt::LeftButton, Qt::NoModifier,
        f.jumpList().visualRect(f.jumpList().currentIndex()).center());
    QVERIFY(f.window.actions().pages[Actions::HealthPageNumber]->isChecked());
    QVERIFY(!f.jumpLine().isVisible());
}

void TestFindInWindow::saysWhyAnActionCannotBeUsed()
{
    Fixture f;
    f.open();
    QTRY_COMPARE(f.window.actions().undo->toolTip(), u"There is no edit to undo."_s);
    f.jump(u"undo"_s);
    const QModelIndex undo = f.jumpList().model()->index(0, 0);
    QCOMPARE(undo.data().toString(), u"Undo"_s);
    QCOMPARE(undo.data(NoteDelegate::NoteRole).toString(), u"There is no edit to undo."_s);
    QVERIFY(f.jumpChoice() != u"Undo"_s);
    QTest::mouseClick(f.jumpList().viewport(), Qt::LeftButton, Qt::NoModifier,
        f.jumpList().visualRect(undo).center());
    QVERIFY(f.jumpLine().isVisible());
}

void TestFindInWindow::escapeReturnsTheFocus()
{
    Fixture f;
    f.open();
    f.table().setFocus();
    f.jump(u"zzzz"_s);
    QVERIFY(!f.jumpList().isVisible());
    QTest::keyClick(&f.jumpLine(), Qt::Key_Escape);
    QVERIFY(!f.jumpLine().isVisible());
    QVERIFY(f.table().hasFocus());
    f.jump(u"bo"_s);
    f.search().setFocus(); // going elsewhere
    QVERIFY(!f.jumpLine().isVisible());
    QVERIFY(f.search().hasFocus());
}

void TestFindInWindow::jumpsWithoutAStore()
{
    Fixture f;
    QSignalSpy demo(&f.window, &MainWindow::demoRequested);
    f.jump(u"demo"_s);
    QTest::keyClick(&f.jumpLine(), Qt::Key_Return);
    QCOMPARE(demo.count(), 1);
}

void TestFindInWindow::choosesColumnsInTheMenu()
{
    Fixture f;
    f.open();
    f.jump(u"columns: model"_s);
    QCOMPARE(f.jumpChoice(), u"Columns: Model"_s);
    QTest::keyClick(&f.jumpLine(), Qt::Key_Return);
    QVERIFY(f.table().isColumnHidden(KeyModel::ModelColumn));
}

QTEST_MAIN(TestFindInWindow)
#include "tst_findinwindow.moc"
