// Keys from a file, by mouse and keyboard, beside a gateway that keeps booking usage.
#include "tests/support/importbench.h"
#include "tests/support/uitest.h"
#include "ui/keys/createdkeycard.h"
#include "ui/keys/createdkeyscard.h"
#include "ui/widgets/messagebar.h"

#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestImportInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void importsByKeyboardAndUndoGivesTheBytesBack();
    void newKeysAreHandedOver();
    void aBadRowStopsAllUnlessItIsLeftOut();
    void writingCanBeStopped();
    void whatOthersAddMeanwhileShows();
    void nothingIsImportedWhereNothingCanBeEdited();
    void anEmptyStoreOffersIt();
    void fiveHundredKeysWhileUsageArrives();
};

void TestImportInWindow::importsByKeyboardAndUndoGivesTheBytesBack()
{
    ImportBench f;
    QVERIFY(!f.button()->isEnabled());
    QCOMPARE(f.button()->toolTip(), u"Choose a file first."_s);
    f.read(Staff);
    QCOMPARE(f.rows().rowCount(), 2);
    QCOMPARE(f.cell(0, 1), u"Alice"_s);
    QCOMPARE(f.cell(0, 3), u"250,000"_s);
    QCOMPARE(f.button()->text(), u"&Import 2 keys"_s);
    QCOMPARE(f.summary(), u"2 keys will be added in one write, which can be undone as one."_s);
    const QByteArray before = f.store.bytes();
    QTest::keyClick(lineNamed(*f.import(), u"File"_s), Qt::Key_Return);
    QTRY_VERIFY(!f.import());
    QCOMPARE(f.fileKeys().size(), 5);
    QCOMPARE(f.fileKeys().at(3).key(), u"pk_moved_from_elsewhere_0001"_s);
    QTRY_VERIFY(f.window.messages().text().startsWith(u"Imported 2 keys from staff.csv."_s));
    QTRY_COMPARE(f.selectedNames(), (QStringList{u"Alice"_s, u"Bob"_s}));
    QVERIFY(!f.dialog<CreatedKeyCard>() && !f.dialog<CreatedKeysCard>()); // they are in the file

    f.window.activateWindow();
    QTRY_VERIFY(f.window.isActiveWindow());
    QTRY_COMPARE(f.window.actions().undo->text(), u"Undo: Import 2 keys from staff.csv"_s);
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.window.messages().text(), u"Undone: Import 2 keys from staff.csv."_s);
    QCOMPARE(f.store.bytes(), before);
}

void TestImportInWindow::newKeysAreHandedOver()
{
    ImportBench f;
    f.read("name,key,tags\nAlice,,team-a\nBob,pk_moved_from_elsewhere_0002,\nCarol,,\n"_ba);
    QVERIFY(f.summary().contains(u"New keys are made for 2."_s));
    QCOMPARE(f.cell(0, 2), u"new"_s);
    QTest::mouseClick(f.button(), Qt::LeftButton);
    QTRY_VERIFY(f.dialog<CreatedKeysCard>());
    const QString listed
        = f.dialog<CreatedKeysCard>()->findChild<QPlainTextEdit *>()->toPlainText();
    QVERIFY2(listed.startsWith(u"Alice   pk_…"_s) && listed.contains(u"\nCarol   pk_…"_s)
            && !listed.contains(u"Bob"_s),
        qPrintable(listed));
    const KeySet keys = f.fileKeys();
    QVERIFY(QRegularExpression(u"^pk_[0-9a-f]{32}$"_s).match(keys.at(3).key()).hasMatch());
    QCOMPARE(keys.at(3).value(KeyField::TokenLimitPer5h).text().toByteArray(), "100000"_ba);
    QTRY_COMPARE(f.window.session()->notes().notes().noteOf(keys.at(3).key()).tags,
        QStringList{u"team-a"_s});
}

void TestImportInWindow::aBadRowStopsAllUnlessItIsLeftOut()
{
    ImportBench f;
    f.read(Staff + "Carol,pk_example_00001,1,+1d\n,,many,+1d\n");
    QCOMPARE(f.cell(0, 0), u"4"_s); // bad ones first
    QVERIFY(f.cell(0, 6).contains(u"in the store already, as “Example 1”"_s));
    QVERIFY(f.cell(1, 6).contains(u"A name is needed"_s) && f.cell(1, 6).contains(u"“many”"_s));
    QVERIFY(!f.button()->isEnabled());
    QVERIFY(f.button()->toolTip().startsWith(u"2 of 4 rows cannot be imported, so nothing is."_s));
    QCOMPARE(f.summary(), f.button()->toolTip());

    QTest::mouseClick(f.box(u"Only bad rows"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(f.rows().rowCount(), 2);
    QCheckBox *leaveOut = f.box(u"Leave out the 2 bad rows"_s);
    leaveOut->setFocus();
    QTest::keyClick(leaveOut, Qt::Key_Space);
    QVERIFY(f.button()->isEnabled());
    QVERIFY(f.summary().endsWith(u"Left out: 2 rows."_s));
    QTest::mouseClick(f.button(), Qt::LeftButton);
    QTRY_VERIFY(!f.import());
    QCOMPARE(f.fileKeys().size(), 5);
}

void TestImportInWindow::writingCanBeStopped()
{
    ImportBench f;
    f.read(Staff);
    QTest::mouseClick(f.button(), Qt::LeftButton);
    QVERIFY(!f.import()->isSettled());
    QTest::keyClick(f.import(), Qt::Key_Escape); // it stays, to hear what came of it
    QVERIFY(f.import());
    QTRY_VERIFY(f.import()->isSettled());
    QVERIFY(f.import()->findChild<MessageBar *>()->text().contains(u"nothing was written"_s));
    QVERIFY(f.window.messages().text().isEmpty());
    QCOMPARE(f.store.bytes(), storeBytes(3));
    QTRY_VERIFY(f.button()->isEnabled());
    QTest::mouseClick(f.button(), Qt::LeftButton);
    QTRY_VERIFY(!f.import());
    QCOMPARE(f.fileKeys().size(), 5);
}

void TestImportInWindow::whatOthersAddMeanwhileShows()
{
    ImportBench f(storeBytes(2));
    f.read("name,key\nA,pk_example_00002\nB,\n"_ba);
    QVERIFY(f.button()->isEnabled());
    f.store.replace(storeBytes(3));
    QTRY_VERIFY(f.cell(0, 6).contains(u"in the store already, as “Example 2”"_s));
    QVERIFY(!f.button()->isEnabled());
}

void TestImportInWindow::nothingIsImportedWhereNothingCanBeEdited()
{
    WindowBench bench(storeBytes(2), true);
    const QAction &action = *bench.window.actions().importKeys;
    QVERIFY(!action.isEnabled());
    QVERIFY2(action.toolTip().contains(u"read-only"_s), qPrintable(action.toolTip()));
    QTest::keyClick(&bench.window, Qt::Key_I, Qt::ControlModifier);
    QVERIFY(!bench.dialog<ImportDialog>());
}

void TestImportInWindow::anEmptyStoreOffersIt()
{
    WindowBench bench(storeBytes(0));
    for (QPushButton *each : bench.window.findChildren<QPushButton *>()) {
        if (each->isVisible() && each->text() == u"Import keys…"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QTRY_VERIFY(bench.dialog<ImportDialog>());
}

void TestImportInWindow::fiveHundredKeysWhileUsageArrives()
{
    constexpr int Rows = 500, Tokens = 7, PauseMs = 5;
    ImportBench f;
    const auto total
        = [&] { return f.fileKeys().at(1).value(KeyField::TotalLifetimeTokens).toNumber(); };
    const double before = total();
    QByteArray many = "name,limit,expires\n";
    for (int n = 0; n < Rows; ++n)
        many += "Key " + QByteArray::number(n) + ",1000,2099-01-01\n";
    GatewayWriter writer;
    writer.start({f.store.path(), sampleKeyText(1), 0, Tokens, PauseMs, 0});
    QVERIFY(writer.awaitBooking());
    f.read(many);
    QTRY_VERIFY(f.button()->isEnabled());
    QTest::mouseClick(f.button(), Qt::LeftButton);
    QTRY_VERIFY(!f.import());
    QVERIFY(writer.awaitBooking());
    QCOMPARE(f.fileKeys().size(), Rows + 3);
    QTRY_COMPARE(f.selectedNames().size(), Rows);
    QTRY_VERIFY(f.dialog<CreatedKeysCard>());
    QTest::keyClick(f.dialog<CreatedKeysCard>(), Qt::Key_Escape);
    QTest::keyClick(f.dialog<CreatedKeysCard>(), Qt::Key_Escape);
    f.window.activateWindow();
    QTRY_VERIFY(f.window.isActiveWindow());
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.window.messages().text(), u"Undone: Import 500 keys from staff.csv."_s);
    const GatewayWriter::Outcome outcome = writer.finish();
    QVERIFY(outcome.acknowledged > 2);
    QCOMPARE(outcome.refused, 0);
    QCOMPARE(f.fileKeys().size(), 3);
    QCOMPARE(total(), before + Tokens * outcome.acknowledged);
    QVERIFY(f.store.isTidy());
}

QTEST_MAIN(TestImportInWindow)
#include "tst_importinwindow.moc"
