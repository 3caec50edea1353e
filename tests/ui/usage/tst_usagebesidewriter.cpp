// The Usage page while gateways write the store: figures come in, and what somebody has chosen,
// scrolled to, hidden or half typed is left alone.
#include "tests/support/busywindow.h"
#include "tests/support/uitest.h"
#include "ui/charts/legendbutton.h"
#include "ui/usage/periodbar.h"
#include "ui/usage/usagecards.h"
#include "ui/usage/usagepage.h"

#include <QDateEdit>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestUsageBesideWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theChosenRowIsStillOfItsKey();
    void scrollingAndShareStay();
    void aHalfTypedDateStays();
    void whatTheLegendHidesStaysHidden();
};

namespace {

struct Fixture : BusyWindow
{
    Fixture() : BusyWindow({900, 700})
    {
        showPage(Actions::UsagePageNumber);
        QTRY_VERIFY(page().isVisible() && page().isSettled());
        QTRY_VERIFY(ranking().model()->rowCount() >= 2);
    }
    [[nodiscard]] UsagePage &page() { return window.workArea().usagePage(); }
    [[nodiscard]] QTableView &tableNamed(const QString &name)
    {
        for (QTableView *each : page().findChildren<QTableView *>()) {
            if (each->accessibleName() == name)
                return *each;
        }
        qFatal("there is no such table");
    }
    [[nodiscard]] QTableView &ranking() { return tableNamed(u"Keys by tokens"_s); }
    [[nodiscard]] QString cell(QTableView &table, int row, int column)
    {
        return table.model()->index(row, column).data().toString();
    }
    [[nodiscard]] QString figures()
    {
        return cell(ranking(), 0, RankingModel::TokensColumn)
            + cell(ranking(), 1, RankingModel::TokensColumn);
    }
    [[nodiscard]] int rowOf(const QString &name)
    {
        for (int row = 0; row < ranking().model()->rowCount(); ++row) {
            if (cell(ranking(), row, RankingModel::NameColumn) == name)
                return row;
        }
        return -1;
    }
    [[nodiscard]] QStringList chosen(QTableView &table, int column)
    {
        QStringList names;
        for (const QModelIndex &row : table.selectionModel()->selectedRows(column))
            names += row.data().toString();
        return names;
    }
};

} // namespace

void TestUsageBesideWriter::theChosenRowIsStillOfItsKey()
{
    Fixture f;
    // The order turns as a third key overtakes both: booked at once, as by a long request.
    const QRect cell = f.ranking().visualRect(f.ranking().model()->index(0, 1));
    QTest::mouseClick(f.ranking().viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
    const QString first = f.chosen(f.ranking(), RankingModel::NameColumn).value(0);
    QCOMPARE(f.rowOf(first), 0);
    GatewayWriter third;
    third.start({f.store.path(), sampleKeyText(BusyWindow::Idle), 0, 20'000, 50, 0});
    QTRY_VERIFY_WITH_TIMEOUT(f.rowOf(first) > 0, 30'000);
    f.letItRun([&] { return f.figures(); });
    QCOMPARE(f.chosen(f.ranking(), RankingModel::NameColumn), QStringList{first});
    QCOMPARE(f.ranking().currentIndex().row(), f.rowOf(first));
    QVERIFY(f.ranking().hasFocus());
    (void)third.finish();
    f.finish();
}

void TestUsageBesideWriter::scrollingAndShareStay()
{
    Fixture f;
    QTableView &models = f.tableNamed(u"Tokens by model"_s);
    QTRY_COMPARE(models.model()->rowCount(), 2);
    models.selectRow(1);
    const QStringList chosen = f.chosen(models, 0);
    QScrollBar &bar = *f.page().verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 100);
    f.page().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.page(), Qt::Key_PageDown);
    const int scrolled = bar.value();
    QVERIFY(scrolled > 0);
    f.letItRun([&] { return f.figures(); });
    QCOMPARE(bar.value(), scrolled);
    QCOMPARE(f.chosen(models, 0), chosen);
    f.finish();
}

void TestUsageBesideWriter::aHalfTypedDateStays()
{
    Fixture f;
    QTest::keyClick(&f.window, Qt::Key_4, Qt::AltModifier);
    auto *date = f.page().findChild<QDateEdit *>();
    QTRY_VERIFY(date->isVisible());
    auto *line = date->findChild<QLineEdit *>();
    date->setFocus();
    QTest::keyClick(date, Qt::Key_Home);
    QTest::keyClicks(date, u"20"_s); // of a year
    const QString typed = line->text();
    const int at = line->cursorPosition();
    const QDate before = date->date();
    f.letItRun([&] { return f.figures(); });
    QCOMPARE(line->text(), typed);
    QCOMPARE(line->cursorPosition(), at);
    QCOMPARE(date->date(), before);
    QVERIFY(date->hasFocus());
    f.finish();
}

void TestUsageBesideWriter::whatTheLegendHidesStaysHidden()
{
    Fixture f;
    LegendButton *entry = nullptr;
    const auto find = [&] {
        for (auto *each : f.page().findChild<StackCard *>()->findChildren<LegendButton *>()) {
            if (each->entry().label.endsWith(u"Example 4"))
                return each;
        }
        return static_cast<LegendButton *>(nullptr);
    };
    QTRY_VERIFY((entry = find()));
    entry->setFocus();
    QTest::keyClick(entry, Qt::Key_Space);
    QVERIFY(!entry->isChecked());
    f.letItRun([&] { return f.figures(); });
    QVERIFY(find() && !find()->isChecked());
    QVERIFY(find()->hasFocus());
    f.finish();
}

QTEST_MAIN(TestUsageBesideWriter)
#include "tst_usagebesidewriter.moc"
