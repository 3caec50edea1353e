// Deleted keys, given back in the window.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/changes/trashdialog.h"
#include "ui/changes/trashmodel.h"
#include "ui/keys/confirmdeletedialog.h"
#include "ui/widgets/messagebar.h"

#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestTrashInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void nothingWasDeletedYet();
    void oneIsGivenBackByKeyboard();
    void severalComeBackInOneEdit();
    void whatComesMeanwhileIsListed();
    void aKeyThatIsThereAgainIsSaid();
    void readOnlyLooksOnly();
};

namespace {

struct Fixture : WindowBench
{
    explicit Fixture(bool readOnly = false) : WindowBench(storeBytes(3), readOnly) { }

    void deleteRow(int row)
    {
        const auto before = fileKeys().size();
        click(row);
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_Delete);
        QTRY_COMPARE(fileKeys().size(), before - 1);
        QTRY_COMPARE(table().model()->rowCount(), int(before) - 1);
    }
    void openTrash()
    {
        QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(trash() && trash()->isListed());
        QTRY_VERIFY(trash()->isActiveWindow());
    }
    [[nodiscard]] TrashDialog *trash() { return dialog<TrashDialog>(); }
    [[nodiscard]] QTreeView &list() { return *trash()->findChild<QTreeView *>(); }
    [[nodiscard]] QPushButton &giveBack()
    {
        const auto buttons = trash()->findChildren<QPushButton *>();
        return **std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton *button) { return button->text() == u"Give back"_s; });
    }
};

} // namespace

void TestTrashInWindow::nothingWasDeletedYet()
{
    Fixture f;
    f.openTrash();
    QVERIFY(!f.list().isVisible());
    QVERIFY(!f.giveBack().isEnabled());
    QCOMPARE(f.giveBack().toolTip(), u"Select a deleted key first."_s);
}

void TestTrashInWindow::oneIsGivenBackByKeyboard()
{
    Fixture f;
    const QByteArray record = f.fileKeys().at(1).text().toByteArray();
    f.deleteRow(1);
    f.openTrash();
    QCOMPARE(f.list().model()->rowCount(), 1);
    QCOMPARE(f.list().model()->index(0, TrashModel::NameColumn).data().toString(), u"Example 1"_s);
    QCOMPARE(f.list().model()->index(0, TrashModel::AuthorColumn).data().toString(), u"ada@test"_s);
    for (int column = 0; column < TrashModel::ColumnCount; ++column)
        QVERIFY(!f.list().model()->index(0, column).data().toString().contains(sampleKeyText(1)));
    QTest::keyClick(&f.list(), Qt::Key_Return);
    QTRY_COMPARE(f.fileKeys().size(), 3);
    QCOMPARE(f.fileKeys().at(2).text().toByteArray(), record);
    QTRY_VERIFY(f.window.messages().text().startsWith(u"Given back: “Example 1”."_s));
    QVERIFY(f.trash());
    QTRY_COMPARE(f.list().model()->rowCount(), 0);
    QTest::keyClick(f.trash(), Qt::Key_Escape);
    QTRY_VERIFY(!f.trash());
    QTRY_COMPARE(f.window.actions().undo->text(), u"Undo: Give back “Example 1”"_s);
}

void TestTrashInWindow::severalComeBackInOneEdit()
{
    Fixture f;
    f.deleteRow(2);
    f.deleteRow(0);
    f.openTrash();
    f.list().selectAll();
    QTest::mouseClick(&f.giveBack(), Qt::LeftButton);
    QTRY_COMPARE(f.fileKeys().size(), 3);
    QTRY_COMPARE(f.window.messages().text(), u"Given back: 2 keys."_s);
    QTRY_COMPARE(f.window.actions().undo->text(), u"Undo: Give back 2 keys"_s);
}

void TestTrashInWindow::whatComesMeanwhileIsListed()
{
    Fixture f;
    f.deleteRow(0);
    f.openTrash();
    QTRY_VERIFY(f.window.actions().undo->isEnabled());
    f.window.actions().undo->trigger();
    QTRY_COMPARE(f.list().model()->rowCount(), 0);
    QVERIFY(!f.giveBack().isEnabled());
}

void TestTrashInWindow::aKeyThatIsThereAgainIsSaid()
{
    Fixture f;
    const QByteArray whole = f.store.bytes();
    f.deleteRow(0);
    f.openTrash();
    QTRY_VERIFY(f.giveBack().isEnabled());
    f.store.replace(whole);
    QTest::mouseClick(&f.giveBack(), Qt::LeftButton);
    const auto *bar = f.trash()->findChild<MessageBar *>();
    QTRY_VERIFY2(bar->text().contains(u"in the store again"_s), qPrintable(bar->text()));
    QCOMPARE(f.store.bytes(), whole);
}

void TestTrashInWindow::readOnlyLooksOnly()
{
    Fixture f(true);
    f.openTrash();
    QVERIFY(!f.giveBack().isEnabled());
    QVERIFY(f.giveBack().toolTip().contains(u"read-only"_s));
}

QTEST_MAIN(TestTrashInWindow)
#include "tst_trashinwindow.moc"
