// The Dashboard while gateways write the store: the lines move, and who has chosen one keeps it.
#include "tests/support/busywindow.h"
#include "tests/support/uitest.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/dashboard/keylines.h"
#include "ui/dashboard/statuscard.h"

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestDashboardBesideWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theChosenLineIsStillOfItsKey();
    void scrollingAndFocusStay();
};

namespace {

struct Fixture : BusyWindow
{
    Fixture()
    {
        showPage(Actions::DashboardPageNumber);
        QTRY_VERIFY(page().isVisible());
        QTRY_VERIFY(!lines().lines().isEmpty());
    }
    [[nodiscard]] DashboardPage &page() { return *window.findChild<DashboardPage *>(); }
    [[nodiscard]] KeyLines &lines()
    {
        for (KeyLines *each : page().findChildren<KeyLines *>()) {
            if (each->accessibleName() == u"Most used in this window")
                return *each;
        }
        qFatal("there is no such list");
    }
    [[nodiscard]] int lineOf(int key)
    {
        const QList<KeyLine> &all = lines().lines();
        for (int row = 0; row < all.size(); ++row) {
            if (all[row].ref.key == sampleKeyText(key))
                return row;
        }
        return -1;
    }
    [[nodiscard]] QString figures()
    {
        QStringList values;
        for (const KeyLine &line : lines().lines())
            values += line.value;
        return values.join(u' ');
    }
    [[nodiscard]] QString chosen() { return lines().currentIndex().data().toString(); }
};

} // namespace

void TestDashboardBesideWriter::theChosenLineIsStillOfItsKey()
{
    Fixture f;
    const int from = f.lineOf(BusyWindow::Behind);
    QVERIFY(from > 0);
    f.lines().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.lines(), Qt::Key_Home);
    for (int row = 0; row < from; ++row)
        QTest::keyClick(&f.lines(), Qt::Key_Down);
    QCOMPARE(f.chosen(), u"Example 4"_s);
    f.letItRun([&] { return f.figures(); });
    QTRY_VERIFY_WITH_TIMEOUT(f.lineOf(BusyWindow::Behind) < from, 30'000); // it has moved up
    QCOMPARE(f.chosen(), u"Example 4"_s);
    QVERIFY(f.lines().hasFocus());
    QTest::keyClick(&f.lines(), Qt::Key_Return);
    QTRY_VERIFY(f.window.workArea().keysPage().isVisible());
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(BusyWindow::Behind));
    f.finish();
}

void TestDashboardBesideWriter::scrollingAndFocusStay()
{
    Fixture f;
    QScrollBar &bar = *f.page().verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 50);
    auto *card = f.page().findChild<StatusCard *>();
    card->setFocus(Qt::TabFocusReason);
    f.page().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&f.page(), Qt::Key_PageDown);
    const int scrolled = bar.value();
    QVERIFY(scrolled > 0);
    card->setFocus(Qt::OtherFocusReason);
    f.letItRun([&] { return f.figures(); });
    QCOMPARE(bar.value(), scrolled);
    QVERIFY(card->hasFocus());
    f.finish();
}

QTEST_MAIN(TestDashboardBesideWriter)
#include "tst_dashboardbesidewriter.moc"
