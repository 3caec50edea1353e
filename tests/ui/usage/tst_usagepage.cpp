// The Usage page on figures that it is shown: what it says, asks for and leads to.
#include "tests/support/uitest.h"
#include "tests/support/weekofusage.h"
#include "ui/charts/timechartview.h"
#include "ui/usage/periodbar.h"
#include "ui/usage/usagecards.h"
#include "ui/usage/usagepage.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/textlabel.h"

#include <QDateEdit>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <qtestspontaneevent.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

using Kind = PeriodChoice::Kind;

class TestUsagePage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void everythingUnderAVerdict();
    void emptyStatesSayWhatToDo();
    void aDayHasNoRhythmOfTheWeek();
    void periodsByKeyboard();
    void datesAreDays();
    void enterLeadsToTheKey();
    void aLookIsKeptWhileFiguresComeIn();
    void noFigureOfTheRankingIsCut_data();
    void noFigureOfTheRankingIsCut();
    void theWheelScrollsThePagePastTheRanking();
    void fitsASmallWindow();
};

namespace {

struct Page
{
    UsagePage page;

    Page()
    {
        page.resize(1100, 900);
        page.show();
        page.activateWindow();
        page.setNow(SomeNowMs);
    }
    template <typename Card>
    [[nodiscard]] Card &card()
    {
        return *page.findChild<Card *>();
    }
    /// Every sentence that is seen.
    [[nodiscard]] QString said()
    {
        QStringList texts;
        for (const TextLabel *label : page.findChildren<TextLabel *>()) {
            if (label->isVisible())
                texts << label->text();
        }
        return texts.join(u'\n');
    }
    [[nodiscard]] QTableView &ranking() { return *card<RankingCard>().findChild<QTableView *>(); }
};

} // namespace

void TestUsagePage::everythingUnderAVerdict()
{
    Page p;
    QVERIFY(!p.page.isSettled());
    QVERIFY(p.said().contains(u"Adding up"_s));
    QVERIFY(!p.page.findChild<ChartCard *>()); // a window starts without them
    const StoreUsageView week = weekView();
    p.page.showUsage(week);
    QVERIFY(p.page.isSettled());
    const QString said = p.said();
    for (const QString &part :
        {QLocale().toString(qint64(week.ranking.tokens)) + u" tokens in 7 days"_s,
            u"13 of 13 keys were used in 7 days."_s, u"“glm-4.6” has "_s, u"“Active” has "_s,
            u"Busiest on "_s, u"2026-01-12 00:00:00 UTC to 2026-01-18 10:30:00 UTC"_s})
        QVERIFY2(said.contains(part), qPrintable(part + u" is not in:\n"_s + said));
    QCOMPARE(p.page.findChildren<ChartCard *>().size(), 5);
    for (const ChartCard *card : p.page.findChildren<ChartCard *>()) // no time that is to come
        QVERIFY2(card->pictureTexts().note.endsWith(u" to 2026-01-18 10:30:00 UTC"_s),
            qPrintable(card->pictureTexts().note));
    QCOMPARE(p.ranking().model()->rowCount(), WeekKeys);
}

void TestUsagePage::emptyStatesSayWhatToDo()
{
    Page p;
    StoreUsageView nothing;
    nothing.period = lastDays(7, SomeNowMs);
    p.page.showUsage(nothing);
    QVERIFY(p.said().contains(u"keydeckctl record"_s));
    nothing.beganMs = 1; // recorded, but no key was used
    p.page.showUsage(nothing);
    QVERIFY(p.said().contains(u"No key used any tokens in this time."_s));
    p.page.showNotRecorded();
    QVERIFY(p.said().contains(u"No history is kept"_s));
    p.page.showFailure(u"The history is damaged."_s);
    QVERIFY(p.said().contains(u"The history is damaged."_s));
    p.page.showUsage(weekView());
    QVERIFY(!p.said().contains(u"damaged"_s));
}

void TestUsagePage::aDayHasNoRhythmOfTheWeek()
{
    Page p;
    p.page.setChoice({Kind::Hours});
    p.page.showUsage(weekView({Kind::Hours}));
    QVERIFY(p.said().contains(u"shows from 7 days on"_s));
    QVERIFY(p.said().contains(u"tokens in 24 hours"_s));
}

void TestUsagePage::periodsByKeyboard()
{
    Page p;
    p.page.showUsage(weekView());
    QTRY_VERIFY(p.page.isActiveWindow());
    QList<PeriodChoice> asked;
    connect(&p.page, &UsagePage::choiceChanged, &p.page,
        [&](const PeriodChoice &choice) { asked << choice; });
    for (const auto &[key, kind] : {std::pair(Qt::Key_1, Kind::Hours), {Qt::Key_3, Kind::Month},
             {Qt::Key_4, Kind::Dates}, {Qt::Key_2, Kind::Week}}) {
        const qsizetype before = asked.size();
        QTest::keyClick(&p.page, key, Qt::AltModifier);
        QTRY_COMPARE(asked.size(), before + 1);
        QCOMPARE(asked.last().kind, kind);
        QCOMPARE(p.page.choice().kind, kind);
        QVERIFY(!p.page.isSettled());
    }
    QCOMPARE(asked.size(), 4);
    p.page.setChoice({Kind::Week}); // it is that one already
    QCOMPARE(asked.size(), 4);
}

void TestUsagePage::datesAreDays()
{
    Page p;
    QTRY_VERIFY(p.page.isActiveWindow());
    QTest::keyClick(&p.page, Qt::Key_4, Qt::AltModifier);
    QTRY_COMPARE(p.page.choice().kind, Kind::Dates);
    const QList<QDateEdit *> dates = p.page.findChildren<QDateEdit *>();
    QCOMPARE(dates.size(), 2);
    QVERIFY(dates[0]->isVisible() && dates[1]->isVisible());
    QCOMPARE(dates[0]->date(), QDate(2026, 1, 5)); // two weeks up to today
    QCOMPARE(dates[1]->date(), QDate(2026, 1, 18));
    QCOMPARE(dates[1]->maximumDate(), QDate(2026, 1, 18));

    QSignalSpy changed(&p.page, &UsagePage::choiceChanged);
    dates[1]->setFocus();
    dates[1]->selectAll();
    QTest::keyClicks(dates[1], u"2026-01-10"_s);
    QCOMPARE(changed.count(), 0); // half a date is none
    QTest::keyClick(dates[1], Qt::Key_Return);
    QCOMPARE(changed.count(), 1);
    const PeriodChoice choice = p.page.choice();
    QCOMPARE(choice, (PeriodChoice{Kind::Dates, QDate(2026, 1, 5), QDate(2026, 1, 10)}));

    // The wrong way round they are taken as they are meant.
    dates[0]->setDate(QDate(2026, 1, 14));
    QCOMPARE(p.page.choice(), (PeriodChoice{Kind::Dates, QDate(2026, 1, 10), QDate(2026, 1, 14)}));
    p.page.showUsage(weekView(p.page.choice()));
    QVERIFY(p.said().contains(u"from 2026-01-10 to 2026-01-14"_s));
}

void TestUsagePage::enterLeadsToTheKey()
{
    Page p;
    StoreUsageView week = weekView();
    week.ranking.ranks.last().key.clear(); // one that the store no longer has
    p.page.showUsage(week);
    QList<KeyRef> activated;
    connect(
        &p.page, &UsagePage::keyActivated, &p.page, [&](const KeyRef &ref) { activated << ref; });
    p.ranking().setFocus();
    p.ranking().selectRow(2);
    QTest::keyClick(&p.ranking(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.last().key, week.ranking.ranks[2].key);

    // As the table is sorted, not as the model is.
    p.ranking().sortByColumn(RankingModel::TokensColumn, Qt::AscendingOrder);
    p.ranking().selectRow(0);
    QTest::keyClick(&p.ranking(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1); // it is gone: there is nowhere to go
    p.ranking().selectRow(1);
    QTest::keyClick(&p.ranking(), Qt::Key_Return);
    QCOMPARE(activated.last().key, week.ranking.ranks[WeekKeys - 2].key);
}

void TestUsagePage::aLookIsKeptWhileFiguresComeIn()
{
    Page p;
    StoreUsageView week = weekView();
    p.page.showUsage(week);
    auto &chart = *p.card<StackCard>().findChild<TimeChartView *>();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Plus);
    QVERIFY(chart.isZoomed());
    const qint64 fromMs = chart.fromMs();
    p.ranking().selectRow(3);
    week.stack.others.last() += 5'000;
    week.ranking.ranks[5].tokens += 5'000;
    week.ranking.tokens += 5'000;
    p.page.showUsage(week);
    QVERIFY(chart.isZoomed());
    QCOMPARE(chart.fromMs(), fromMs);
    QCOMPARE(p.ranking().currentIndex().row(), 3);
}

void TestUsagePage::noFigureOfTheRankingIsCut_data()
{
    QTest::addColumn<QSize>("size"); // of the page in a window of that size
    QTest::newRow("1280x800") << QSize(1148, 742);
    QTest::newRow("900x600") << QSize(768, 542);
    QTest::newRow("all of it") << QSize(1700, 900);
}

void TestUsagePage::noFigureOfTheRankingIsCut()
{
    QFETCH(QSize, size);
    Page p;
    p.page.resize(size);
    p.page.showUsage(weekView());
    QTRY_VERIFY(p.page.widget()->width() <= p.page.viewport()->width());
    QTableView &table = p.ranking();
    const auto cut = [&table] {
        QStringList columns;
        for (int column = 0; column < RankingModel::ColumnCount; ++column) {
            const int left = table.columnViewportPosition(column);
            const int right = left + table.columnWidth(column);
            if (left < table.viewport()->width() && right > table.viewport()->width())
                columns << table.model()->headerData(column, Qt::Horizontal).toString();
            if (table.horizontalHeader()->sectionSizeHint(column) > table.columnWidth(column))
                columns << u"heading %1"_s.arg(column);
            for (int row = 0; row < table.model()->rowCount(); ++row) {
                const QString text = table.model()->index(row, column).data().toString();
                if (column != RankingModel::NameColumn
                    && table.fontMetrics().horizontalAdvance(text) > table.columnWidth(column) - 6)
                    columns << text;
            }
        }
        return columns.join(u", "_s);
    };
    QTRY_COMPARE(cut(), QString());
    QVERIFY(table.columnViewportPosition(RankingModel::UnobservedColumn)
            + table.columnWidth(RankingModel::UnobservedColumn)
        <= table.viewport()->width());
}

void TestUsagePage::theWheelScrollsThePagePastTheRanking()
{
    Page p;
    p.page.resize(768, 542);
    p.page.showUsage(weekView());
    const QScrollBar &bar = *p.page.verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 200);
    const QScrollBar &own = *p.ranking().verticalScrollBar();
    QTRY_VERIFY(own.maximum() > 0);
    const auto wheel = [&p](int delta) {
        const QPointF at(20, 20);
        QWheelEvent event(at, p.ranking().viewport()->mapToGlobal(at), {}, QPoint(0, delta),
            Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&event); // made-up ones reach no parent
        QCoreApplication::instance()->notify(p.ranking().viewport(), &event);
    };
    wheel(-120);
    QVERIFY(bar.value() > 0);
    QVERIFY(!p.ranking().hasFocus());
    QCOMPARE(own.value(), 0);
    QTRY_VERIFY(p.page.isActiveWindow());
    p.ranking().setFocus();
    QVERIFY(p.ranking().hasFocus());
    int before = bar.value();
    wheel(-120);
    QVERIFY(own.value() > 0);
    QCOMPARE(bar.value(), before);
    p.ranking().verticalScrollBar()->setValue(own.maximum()); // at its end the page goes on
    before = bar.value();
    wheel(-120);
    QVERIFY(bar.value() > before);
}

void TestUsagePage::fitsASmallWindow()
{
    Page p;
    p.page.showUsage(weekView());
    p.page.resize(640, 420);
    QVERIFY2(p.page.widget()->minimumSizeHint().width() <= 640,
        qPrintable(QString::number(p.page.widget()->minimumSizeHint().width())));
    QTRY_VERIFY(p.page.widget()->width() <= p.page.viewport()->width());
    // Below one another: the shares are under the ranking.
    const auto bottomOf = [&](const QWidget &card) {
        return card.mapTo(p.page.widget(), QPoint(0, card.height())).y();
    };
    QTRY_VERIFY(p.card<ShareCard>().mapTo(p.page.widget(), QPoint()).y()
        >= bottomOf(p.card<RankingCard>()));
    p.page.resize(1100, 900);
    QTRY_VERIFY(
        p.card<ShareCard>().mapTo(p.page.widget(), QPoint()).y() < bottomOf(p.card<RankingCard>()));
}

QTEST_MAIN(TestUsagePage)
#include "tst_usagepage.moc"
