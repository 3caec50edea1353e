// What a person sees of a file before anything is written.
#include "tests/support/importbench.h"
#include "tests/support/uitest.h"
#include "ui/widgets/messagebar.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QProgressBar>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestImportDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void columnsAndBlanksAreThePersons();
    void theSeparatorCanBeChanged();
    void filesAreChosenAndDropped();
    void whatCannotBeReadIsSaid();
    void readingCanBeStopped();
    void noSecretIsShown();
};

void TestImportDialog::columnsAndBlanksAreThePersons()
{
    ImportBench f;
    f.read("Person,Cap\nAlice,7000\nBob,\n"_ba);
    QCOMPARE(f.button()->toolTip(), u"Choose the column that has the names."_s);
    QComboBox *names = f.chooser(u"Column of: Name"_s);
    QCOMPARE(names->itemText(1), u"Person: Alice, Bob"_s);
    names->setFocus();
    QTest::keyClick(names, Qt::Key_Down);
    QTRY_VERIFY(f.import()->isSettled());
    QCOMPARE(f.cell(0, 1), u"Alice"_s);
    QCOMPARE(f.cell(0, 3), u"100,000"_s);
    QComboBox *limits = f.chooser(u"Column of: Limit"_s);
    limits->setFocus();
    QTest::keyClick(limits, Qt::Key_End);
    QTRY_VERIFY(f.import()->isSettled());
    QCOMPARE(f.cell(0, 3), u"7,000"_s);

    f.fill(u"Token limit where none is given"_s, u"60.000"_s);
    QVERIFY(!f.button()->isEnabled() && f.button()->toolTip().contains(u"not a whole number"_s));
    f.fill(u"Token limit where none is given"_s, u"60k"_s);
    QCOMPARE(f.cell(1, 3), u"60,000"_s);
    f.fill(u"How new keys begin"_s, u"team_"_s);
    f.fill(u"Expiry where none is given"_s, u"2098-01-31"_s);
    f.fill(u"Model where none is given"_s, u"glm-9"_s);
    QTest::mouseClick(f.button(), Qt::LeftButton);
    QTRY_VERIFY(!f.import());
    const ApiKey bob = f.fileKeys().at(4);
    QVERIFY(bob.key().startsWith(u"team_"_s));
    QCOMPARE(bob.value(KeyField::TokenLimitPer5h).text().toByteArray(), "60000"_ba);
    QCOMPARE(bob.value(KeyField::ExpiryDate).toString(), u"2098-01-31T23:59:59.000Z"_s);
    QCOMPARE(bob.value(KeyField::Model).toString(), u"glm-9"_s);
}

void TestImportDialog::theSeparatorCanBeChanged()
{
    ImportBench f;
    f.read("name;of whom\tlimit\nAlice;x\t5\n"_ba);
    QComboBox *separator = f.chooser(u"Separator of the columns"_s);
    QCOMPARE(separator->currentText(), u"Semicolons"_s);
    separator->setFocus();
    QTest::keyClick(separator, Qt::Key_Down);
    QTRY_VERIFY(f.import()->isSettled());
    QCOMPARE(separator->currentText(), u"Tabs"_s);
    QCOMPARE(f.cell(0, 3), u"5"_s);
}

void TestImportDialog::filesAreChosenAndDropped()
{
    ImportBench f;
    f.dialogs.importFile = f.file("name\nChosen\n"_ba);
    for (QPushButton *each : f.import()->findChildren<QPushButton *>()) {
        if (each->text() == u"C&hoose…"_s)
            QTest::mouseClick(each, Qt::LeftButton);
    }
    QTRY_VERIFY(f.import()->isSettled());
    QCOMPARE(f.cell(0, 1), u"Chosen"_s);
    QCOMPARE(lineNamed(*f.import(), u"File"_s)->text(), f.dialogs.importFile);

    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(f.file(R"([{"name":"Dropped"}])"_ba, u"list.json"_s))});
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.import(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(f.import(), &drop);
    QTRY_VERIFY(f.import()->isSettled());
    QCOMPARE(f.cell(0, 1), u"Dropped"_s);
    QVERIFY(!f.chooser(u"Separator of the columns"_s)->isVisible());
}

void TestImportDialog::whatCannotBeReadIsSaid()
{
    ImportBench f;
    MessageBar &bar = *f.import()->findChild<MessageBar *>();
    f.type(f.scratch.filePath(u"missing.csv"_s));
    QTRY_VERIFY2(bar.text().contains(u"missing.csv cannot be read"_s), qPrintable(bar.text()));
    f.read("name\n\"Alice\nBob\n"_ba);
    QVERIFY2(
        bar.text().startsWith(u"staff.csv, line 2: a quote is opened"_s), qPrintable(bar.text()));
    QVERIFY(!f.button()->isEnabled());
    QFile(f.scratch.filePath(u"staff.csv"_s)).remove();
    f.read(Staff); // the same path again, mended
    QVERIFY(f.button()->isEnabled() && !bar.isVisible());
}

void TestImportDialog::readingCanBeStopped()
{
    ImportBench f;
    QByteArray many = "name\n";
    for (int n = 0; n < 100'000; ++n)
        many += "Key " + QByteArray::number(n) + '\n';
    f.type(f.file(many));
    QVERIFY(!f.import()->isSettled());
    QVERIFY(f.import()->findChild<QProgressBar *>()->isVisible());
    QTest::mouseClick(f.stopButton(), Qt::LeftButton);
    QVERIFY(f.import()->isSettled());
    QVERIFY(!f.stopButton()->isVisible());
    QVERIFY(f.import()->findChild<MessageBar *>()->text().startsWith(u"Stopped"_s));
    QTest::keyClick(lineNamed(*f.import(), u"File"_s), Qt::Key_Return);
    QTRY_COMPARE(f.rows().rowCount(), 100'000);
    QTRY_VERIFY(f.import()->isSettled());
    QTest::keyClick(f.import(), Qt::Key_Escape);
    QTRY_VERIFY(!f.import());
    QCOMPARE(f.store.bytes(), storeBytes(3));
}

void TestImportDialog::noSecretIsShown()
{
    const QString secret = u"pk_canary_7f3e9d5521c84b06a1d2"_s;
    ImportBench f;
    f.read(u"name,secret code,limit\nA,%1,1\nB,%1,2\nC,,%1\n"_s.arg(secret).toUtf8());
    QComboBox *keys = f.chooser(u"Column of: Key"_s);
    QCOMPARE(keys->currentText(), u"(none)"_s);
    for (int chosen = 0; chosen < 2; ++chosen) {
        for (const QComboBox *each : f.import()->findChildren<QComboBox *>()) {
            for (int item = 0; item < each->count(); ++item)
                QVERIFY2(!each->itemText(item).contains(secret), qPrintable(each->itemText(item)));
        }
        for (const QLabel *each : f.import()->findChildren<QLabel *>())
            QVERIFY2(!each->text().contains(secret), qPrintable(each->text()));
        for (int row = 0; row < f.rows().rowCount(); ++row) {
            for (int column = 0; column < f.rows().columnCount(); ++column)
                QVERIFY2(!f.cell(row, column).contains(secret), qPrintable(f.cell(row, column)));
        }
        keys->setFocus();
        QTest::keyClick(keys, Qt::Key_Down);
        QTest::keyClick(keys, Qt::Key_Down);
        QTRY_VERIFY(f.import()->isSettled());
    }
}

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
