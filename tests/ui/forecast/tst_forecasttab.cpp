#include "ui/forecast/forecasttab.h"

#include "core/forecast/forecasttext.h"
#include "tests/support/manualclock.h"
#include "tests/support/picture.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/charts/chartfigures.h"
#include "ui/forecast/forecastmodel.h"
#include "ui/forecast/forecastview.h"
#include "ui/forecast/scoremodel.h"
#include "ui/forecast/whatifpanel.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QChart>
#include <QLineSeries>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 StartMs = SomeNowMs - 2 * HourMs; // 08:30

/// A window every morning with a booking each six minutes, for ten days, and today's until now.
KeyHistory mornings(double booking)
{
    KeyHistory history;
    double total = 0;
    history.lifetime.append({StartMs - 11 * DayMs, 0});
    for (int day = 10; day >= 0; --day) {
        const qint64 startMs = StartMs - day * DayMs;
        history.windows.append({startMs, 0, 100'000});
        for (qint64 atMs = startMs; atMs <= std::min(SomeNowMs, startMs + 4 * HourMs);
             atMs += 6 * MinuteMs) {
            if (history.windows.last().tokens > 100'000)
                break;
            history.windows.last().tokens += booking;
            history.lifetime.append({atMs, total += booking});
        }
    }
    return history;
}

KeyState stateOf(const QByteArray &used)
{
    return keyState(keyOf(R"({"key": "pk_test", "token_limit_per_5h": 100000,
        "expiry_date": "2027-12-31T23:59:59Z", "usage_windows":
        [{"window_start": "2026-01-18T08:30:00.000Z", "tokens_used": )"
                        + used + "}]}"),
        SomeNowMs);
}

KeyOutlookPointer outlookOf(const KeyHistory &history)
{
    OutlookMaker maker;
    KeyOutlookPointer outlook;
    QObject::connect(&maker, &OutlookMaker::made, &maker,
        [&](const KeyOutlookPointer &made) { outlook = made; });
    maker.make(u"Payments"_s, history, SomeNowMs);
    [&] { QTRY_VERIFY(outlook); }();
    return outlook;
}

struct Fixture
{
    ForecastTab tab;

    explicit Fixture(bool shown = true)
    {
        tab.resize(1000, 420);
        tab.startKey(u"Payments"_s);
        if (shown)
            tab.show();
    }
    void show(double booking, const QByteArray &used)
    {
        const KeyOutlookPointer outlook = outlookOf(mornings(booking));
        tab.showForecast(outlook, forecastOf(stateOf(used), outlook->past, SomeNowMs));
    }
    [[nodiscard]] QString text(const QString &name) const
    {
        return tab.findChild<TextLabel *>(name)->text();
    }
    [[nodiscard]] QString verdict() const
    {
        return tab.findChild<QWidget *>(u"forecastCard"_s)
            ->findChild<TextLabel *>(u"chartVerdict"_s)
            ->text();
    }
    [[nodiscard]] bool showsChart() const { return tab.findChild<ForecastView *>()->isVisible(); }
};

} // namespace

class TestForecastTab final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setPalette(theme::lightPalette()); }
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void cleanup() { QApplication::setPalette(theme::lightPalette()); }

    void modelHasPastAndFuture();
    void scoreModel();
    void saysWhenItRunsOut();
    void chartAndSentenceTellOneStory();
    void nothingIsKnownYet();
    void withoutAWindowThereIsNoChart();
    void anotherKeyTakesTheScoreAway();
    void whileHiddenItOnlyKeeps();
    void makerScoresAgainOnlyForAClosedWindow();
    void makerForgetsAnotherKey();
    void pictures_data();
    void pictures();
};

void TestForecastTab::modelHasPastAndFuture()
{
    ForecastModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const UsagePast past(mornings(3000));
    const Forecast forecast = forecastOf(stateOf("63000"), past, SomeNowMs);
    const WindowCourse soFar
        = WindowCourse::of({StartMs, 63'000, 100'000}, past.curve(), SomeNowMs);
    model.setForecast(forecast, soFar);
    QCOMPARE(model.rowCount(), 21 + 1 + 36); // bookings, now, steps to the reset
    const auto figure
        = [&](int row, int column) { return model.index(row, column).data(FigureRole); };
    QCOMPARE(figure(0, ForecastModel::TimeColumn), u"2026-01-18T08:30:00.000Z"_s);
    QCOMPARE(figure(0, ForecastModel::UsedColumn), 3000.0);
    QVERIFY(!figure(0, ForecastModel::LikelyColumn).isValid());
    QCOMPARE(figure(57, ForecastModel::TimeColumn), u"2026-01-18T13:30:00.000Z"_s);
    QVERIFY(!figure(57, ForecastModel::UsedColumn).isValid());
    QVERIFY(figure(57, ForecastModel::LikelyColumn).toDouble() > 100'000);
    QCOMPARE(model.headerData(3, Qt::Horizontal, FigureRole), u"tokens_likely"_s);
    model.setForecast({}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestForecastTab::scoreModel()
{
    ScoreModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    MomentScore some{0.5, 31, 20, 27, 1, 3, 2.0, 17, 14, 9 * MinuteMs, 31 * MinuteMs};
    model.setScore({31, {some, MomentScore{0.75}}});
    const auto row = [&](int n) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells += model.index(n, column).data().toString();
        return cells.join(u'|');
    };
    QCOMPARE(row(0), u"50 % of the window|31|87 %|1|3|9 min|31 min|82 %"_s);
    QCOMPARE(row(1), u"75 % of the window|0|–|0|0|–|–|–"_s);
}

void TestForecastTab::saysWhenItRunsOut()
{
    Fixture f;
    f.show(3000, "63000");
    QVERIFY(f.showsChart());
    QVERIFY2(f.verdict().startsWith(u"Runs out about 11:35 (11:3"), qPrintable(f.verdict()));
    QVERIFY(f.verdict().endsWith(u"blocked until 13:30."));
    QCOMPARE(f.text(u"pace"_s),
        u"Ahead of an even pace: 63 % of the limit is used after 40 % of the window."_s);
    QVERIFY2(
        f.text(u"score"_s).startsWith(u"Of 10 earlier windows, "), qPrintable(f.text(u"score"_s)));
    auto *table = f.tab.findChild<QTableView *>();
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 4);
    QCOMPARE(f.tab.whatIf().limit(), 100'000.0);
}

void TestForecastTab::chartAndSentenceTellOneStory()
{
    Fixture f;
    f.show(3000, "63000");
    auto &view = *f.tab.findChild<ForecastView *>();
    const auto likely = [&view] {
        QList<QPointF> points;
        for (const QAbstractSeries *series : view.chart()->series()) {
            const auto *line = qobject_cast<const QLineSeries *>(series);
            if (line && line->pen().style() == Qt::DotLine)
                points = line->points();
        }
        return points;
    };
    QVERIFY(likely().size() > 2);
    const QPointF end = likely().last(); // on the limit, at the time that is said
    QCOMPARE(end.y(), 100'000.0);
    QVERIFY(likely().at(likely().size() - 2).y() < 100'000.0);
    const Forecast forecast
        = forecastOf(stateOf("63000"), outlookOf(mornings(3000))->past, SomeNowMs);
    QCOMPARE(qint64(end.x()), forecast.likelyMs);
    QVERIFY(f.verdict().contains(runOutClock(forecast)));

    const auto labels = [&view] {
        QStringList texts;
        for (const LegendEntry &entry : view.legend())
            texts << entry.label;
        return texts.join(u'|');
    };
    QCOMPARE(
        labels(), u"Likely|Expected, 8 in 10|When it runs out, 8 in 10|Then blocked|Even pace"_s);
    view.setShown(u"likely"_s, false);
    QVERIFY(likely().isEmpty());

    Fixture lasting;
    lasting.show(1000, "21000");
    const auto &other = *lasting.tab.findChild<ForecastView *>();
    QCOMPARE(other.legend().size(), 3); // nothing runs out
}

void TestForecastTab::nothingIsKnownYet()
{
    Fixture f;
    QVERIFY(!f.showsChart());
    QCOMPARE(f.verdict(), QString());
    QVERIFY(!f.tab.findChild<QTableView *>()->isVisible());
    f.tab.showForecast(outlookOf({}), forecastOf(stateOf("63000"), {}, SomeNowMs));
    QVERIFY(f.showsChart()); // the window itself is known
    QCOMPARE(f.verdict(), u"Too little to go by: none of this window's use was seen."_s);
    QVERIFY(f.text(u"score"_s).startsWith(u"Too few earlier windows"));
}

void TestForecastTab::withoutAWindowThereIsNoChart()
{
    Fixture f;
    const KeyOutlookPointer outlook = outlookOf(mornings(1000));
    const KeyState state = keyState(
        keyOf(R"({"key": "pk_test", "token_limit_per_5h": 100000, "usage_windows": []})"),
        SomeNowMs);
    f.tab.showForecast(outlook, forecastOf(state, outlook->past, SomeNowMs));
    QVERIFY(!f.showsChart());
    QVERIFY(f.text(u"score"_s).startsWith(u"Of 10 earlier windows"));
}

void TestForecastTab::anotherKeyTakesTheScoreAway()
{
    Fixture f;
    f.show(3000, "63000");
    f.tab.whatIf().setLimit(12'345);
    f.tab.startKey(u"Other"_s);
    QVERIFY(!f.showsChart());
    QCOMPARE(f.text(u"score"_s), QString());
    f.show(1000, "21000");
    QCOMPARE(f.tab.whatIf().limit(), 100'000.0);
}

void TestForecastTab::whileHiddenItOnlyKeeps()
{
    Fixture f(false);
    f.show(3000, "63000");
    QCOMPARE(f.verdict(), QString());
    f.tab.show();
    QVERIFY(f.verdict().startsWith(u"Runs out"));
}

void TestForecastTab::makerScoresAgainOnlyForAClosedWindow()
{
    OutlookMaker maker;
    QSignalSpy made(&maker, &OutlookMaker::made);
    KeyHistory history = mornings(3000);
    maker.make({}, history, SomeNowMs);
    maker.make({}, history, SomeNowMs); // waits
    maker.make({}, history, SomeNowMs); // takes its place
    QTRY_COMPARE(made.count(), 2);
    const auto scoreOf
        = [&](int n) { return made.at(n).first().value<KeyOutlookPointer>()->score; };
    QCOMPARE(scoreOf(0).windows, 10);
    QCOMPARE(scoreOf(1).windows, 10);
    maker.make({}, history, StartMs + 5 * HourMs);
    QTRY_COMPARE(made.count(), 3);
    QCOMPARE(scoreOf(2).windows, 11);
}

void TestForecastTab::makerForgetsAnotherKey()
{
    OutlookMaker maker;
    QSignalSpy made(&maker, &OutlookMaker::made);
    maker.make(u"one"_s, mornings(3000), SomeNowMs);
    maker.startKey();
    maker.make(u"two"_s, {}, SomeNowMs);
    QTRY_COMPARE(made.count(), 1);
    QCOMPARE(made.first().first().value<KeyOutlookPointer>()->score.windows, 0);
}

void TestForecastTab::pictures_data()
{
    QTest::addColumn<double>("booking");
    QTest::addColumn<QByteArray>("used");
    QTest::addColumn<bool>("isDark");
    QTest::newRow("forecast-runs-out") << 3000.0 << QByteArray("63000") << false;
    QTest::newRow("forecast-runs-out-dark") << 3000.0 << QByteArray("63000") << true;
    QTest::newRow("forecast-lasts") << 1500.0 << QByteArray("31500") << false;
}

void TestForecastTab::pictures()
{
    QFETCH(double, booking);
    QFETCH(QByteArray, used);
    QFETCH(bool, isDark);
    QApplication::setPalette(isDark ? theme::darkPalette() : theme::lightPalette());
    Fixture f;
    f.show(booking, used);
    const QString name = QLatin1StringView(QTest::currentDataTag());
    QCOMPARE(pictureDifference(pictureOf(f.tab, {1000, 420}), name), QString());
}

QTEST_MAIN(TestForecastTab)
#include "tst_forecasttab.moc"
