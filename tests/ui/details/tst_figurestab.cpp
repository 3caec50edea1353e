// A chart beside its figures: what is listed, and that no figure is cut.
#include "ui/details/figurestab.h"

#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "ui/charts/keycards.h"
#include "ui/charts/usagebarsview.h"
#include "ui/charts/usagewindowsmodel.h"
#include "ui/details/keycharts.h"

#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

/// A tab of the tokens per hour, of a month.
struct Fixture
{
    UsageBarsModel model{UsageBarsModel::Period::Hour};
    UsageBarsCard *card = new UsageBarsCard(model);
    FiguresTab tab{card, &model, {UsageBarsModel::SortRole, UsageBarsModel::ToColumn}, u"None."_s};

    Fixture()
    {
        QList<UsageBucket> buckets;
        for (qint64 atMs = SomeNowMs - SomeNowMs % HourMs - 30 * DayMs; atMs < SomeNowMs;
             atMs += HourMs)
            buckets.append({atMs, HourMs, 740'419'000});
        model.setRecorded(buckets, {});
        card->showRange({SomeNowMs - 7 * DayMs, SomeNowMs, u"in 7 days"_s});
    }
    [[nodiscard]] QTableView &table() { return *tab.findChild<QTableView *>(); }
    [[nodiscard]] int rightOf(int column)
    {
        return table().columnViewportPosition(column) + table().columnWidth(column);
    }
};

} // namespace

class TestFiguresTab final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theFigureIsSeenWhole_data();
    void theFigureIsSeenWhole();
    void whatSomebodyMovedStays();
    void listsWhatTheChartShows();
};

void TestFiguresTab::theFigureIsSeenWhole_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1280x800") << QSize(1134, 270);
    QTest::newRow("900x600") << QSize(754, 160);
}

void TestFiguresTab::theFigureIsSeenWhole()
{
    QFETCH(QSize, size);
    Fixture f;
    f.tab.resize(size);
    f.tab.show();
    QVERIFY(QTest::qWaitForWindowExposed(&f.tab));
    QTRY_VERIFY2(f.rightOf(UsageBarsModel::TokensColumn) <= f.table().viewport()->width(),
        qPrintable(u"%1 of %2"_s.arg(f.rightOf(UsageBarsModel::TokensColumn))
                       .arg(f.table().viewport()->width())));
    for (int column = 0; column <= UsageBarsModel::TokensColumn; ++column) {
        const QString text = f.table().model()->index(0, column).data().toString();
        QVERIFY2(
            f.table().fontMetrics().horizontalAdvance(text) <= f.table().columnWidth(column) - 6,
            qPrintable(text));
    }
    QVERIFY(f.tab.findChild<UsageBarsView *>()->width() >= 220);
}

void TestFiguresTab::whatSomebodyMovedStays()
{
    Fixture f;
    f.tab.resize(1134, 270);
    f.tab.show();
    QVERIFY(QTest::qWaitForWindowExposed(&f.tab));
    auto &both = *f.tab.findChild<QSplitter *>();
    Q_EMIT both.splitterMoved(800, 1); // as a drag does
    both.setSizes({800, both.width() - 800 - both.handleWidth()});
    const int width = f.table().width();
    f.tab.resize(1134, 280);
    QCOMPARE(f.table().width(), width);
}

void TestFiguresTab::listsWhatTheChartShows()
{
    Fixture f;
    f.tab.show();
    QCOMPARE(f.table().model()->rowCount(), 30 * 24 + 1);
    f.tab.showSince(SomeNowMs - DayMs);
    QCOMPARE(f.table().model()->rowCount(), 24 + 1); // with the hour that reaches into it
    QCOMPARE(f.table().model()->index(0, 0).data().toString(), u"2026-01-18 10:00:00 UTC"_s);
    f.tab.showSince(0);
    QCOMPARE(f.table().model()->rowCount(), 30 * 24 + 1);
}

QTEST_MAIN(TestFiguresTab)
#include "tst_figurestab.moc"
