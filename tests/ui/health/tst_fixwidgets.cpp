// The preview's table and the card of findings about the store, each on its own.
#include "tests/support/uitest.h"
#include "ui/health/fixdialog.h"
#include "ui/health/storefindingscard.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

StoreFinding finding(const QString &id, StoreFix fix)
{
    return {{id, FindingSeverity::Danger, u"It is so: the gateway will <b>fail</b>."_s},
        u"Do this."_s, fix};
}

} // namespace

class TestFixWidgets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }
    void tableShowsWhatIsGiven();
    void dialogAsksOfKeys();
    void dialogAsksOfTheStore();
    void manyRowsAreNoBurden();
    void cardIsHiddenWithoutFindings();
    void cardOffersWhatCanBeDone();
    void cardLeavesTheLockToItsOwn();
    void cardSaysWhyNot();
};

void TestFixWidgets::tableShowsWhatIsGiven()
{
    FixTable table({{u"“A\u202e”"_s, u"name"_s, u"<b>x</b>"_s, u"y"_s, {}},
        {u"“B”"_s, {}, {}, u"the record is removed"_s, u"why"_s}});
    QAbstractItemModelTester tester(&table);
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.columnCount(), int(FixTable::ColumnCount));
    QCOMPARE(table.index(0, FixTable::Key).data().toString(), u"“A\\u202e”"_s);
    QCOMPARE(table.index(0, FixTable::Before).data().toString(), u"<b>x</b>"_s);
    QVERIFY(
        table.index(0, FixTable::Before).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
    QCOMPARE(table.index(1, FixTable::After).data().toString(), u"the record is removed"_s);
    for (int column = 0; column < table.columnCount(); ++column)
        QVERIFY(!table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TestFixWidgets::dialogAsksOfKeys()
{
    FixDialog dialog({u"Make 1 change in 1 key?"_s, u"Usage is never lost."_s, u"&Make it"_s},
        {{u"“A”"_s, u"name"_s, u"x"_s, u"y"_s, {}}});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    dialog.open();
    auto *table = dialog.findChild<QTableView *>();
    QVERIFY(!table->isColumnHidden(FixTable::Key));
    QVERIFY(!table->accessibleName().isEmpty());
    QVERIFY(dialog.focusWidget() != dialog.findChild<QPushButton *>(u"makeFixes"_s));
    QTest::mouseClick(dialog.findChild<QPushButton *>(u"makeFixes"_s), Qt::LeftButton);
    QCOMPARE(accepted.count(), 1);
    QVERIFY(!dialog.grab().isNull());
}

void TestFixWidgets::dialogAsksOfTheStore()
{
    FixDialog dialog({u"Repair?"_s, u"No record is lost."_s, u"&Repair"_s},
        {{{}, {}, u"A long sentence of what is wrong"_s, u"The mark is removed."_s, {}}});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    auto *table = dialog.findChild<QTableView *>();
    QVERIFY(table->isColumnHidden(FixTable::Key) && table->isColumnHidden(FixTable::Field));
    QVERIFY(!table->isColumnHidden(FixTable::Before));
}

void TestFixWidgets::manyRowsAreNoBurden()
{
    const std::vector<FixRow> rows(200'000, {u"“A”"_s, u"name"_s, u"x"_s, u"y"_s, {}});
    QElapsedTimer timer;
    timer.start();
    FixDialog dialog({u"?"_s, u"."_s, u"Yes"_s}, rows);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    QVERIFY(!dialog.grab().isNull());
    QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed())));
}

void TestFixWidgets::cardIsHiddenWithoutFindings()
{
    QWidget parent;
    StoreFindingsCard card(&parent);
    parent.show();
    QVERIFY(!card.isVisible());
    card.showFindings({finding(u"symlink"_s, StoreFix::None)});
    QVERIFY(card.isVisible());
    QVERIFY(!card.findChild<QPushButton *>());
    card.showFindings({});
    QVERIFY(!card.isVisible());
}

void TestFixWidgets::cardOffersWhatCanBeDone()
{
    QWidget parent;
    StoreFindingsCard card(&parent);
    parent.show();
    QSignalSpy spy(&card, &StoreFindingsCard::fixRequested);
    card.showFindings({finding(u"byte-order-mark"_s, StoreFix::Repair),
        finding(u"null-entries"_s, StoreFix::Repair), finding(u"temp-left"_s, StoreFix::SetAside)});
    QCOMPARE(card.findChildren<QPushButton *>().size(), 2); // one repair mends both
    bool isPlain = false;
    for (const QLabel *label : card.findChildren<QLabel *>())
        isPlain = isPlain
            || (label->text().contains(u"<b>fail</b>"_s) && label->textFormat() == Qt::PlainText);
    QVERIFY(isPlain);
    auto *move = card.findChild<QPushButton *>(u"fix-temp-left"_s);
    QTest::mouseClick(move, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].value<StoreFinding>(), finding(u"temp-left"_s, StoreFix::SetAside));
    // The same findings again are no reason to lose the focus.
    card.showFindings({finding(u"byte-order-mark"_s, StoreFix::Repair),
        finding(u"null-entries"_s, StoreFix::Repair), finding(u"temp-left"_s, StoreFix::SetAside)});
    QCOMPARE(card.findChild<QPushButton *>(u"fix-temp-left"_s), move);
}

void TestFixWidgets::cardLeavesTheLockToItsOwn()
{
    QWidget parent;
    StoreFindingsCard card(&parent);
    parent.show();
    card.showFindings(
        {finding(u"lock-not-empty"_s, StoreFix::None), finding(u"unusable"_s, StoreFix::None)});
    QVERIFY(!card.isVisible());
}

void TestFixWidgets::cardSaysWhyNot()
{
    QWidget parent;
    StoreFindingsCard card(&parent);
    parent.show();
    card.setBlock(u"It was opened read-only."_s);
    card.showFindings({finding(u"temp-left"_s, StoreFix::SetAside)});
    auto *move = card.findChild<QPushButton *>();
    QVERIFY(!move->isEnabled());
    QCOMPARE(move->accessibleDescription(), u"It was opened read-only."_s);
    card.setBlock({});
    QVERIFY(move->isEnabled());
    QVERIFY(!move->toolTip().isEmpty());
}

QTEST_MAIN(TestFixWidgets)
#include "tst_fixwidgets.moc"
