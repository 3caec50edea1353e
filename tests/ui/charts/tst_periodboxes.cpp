// Hours and days as boxes, and a lifetime total as lines, before any pixel.
#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "ui/charts/lifetimeline.h"
#include "ui/charts/periodboxes.h"
#include "ui/charts/verdict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

class TestPeriodBoxes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void anHourHasItsParts();
    void whatSpansPeriodsStandsAsHighAsItsAverage();
    void ofThoseInAPixelTheTallestCounts();
    void barsAreNamedByTheirBusiest_data();
    void barsAreNamedByTheirBusiest();
    void anHourOfTodayNamesItsDay();

    void aTotalStandsUntilTheNextSample();
    void theLineBeginsAtTheEdge();
    void unobservedGrowthIsALineOfItsOwn();
    void aFallGoesDown();
    void manySamplesKeepTheirExtremes();
    void nothingIsNoLine();
};

namespace {

using Kind = ChartBox::Kind;

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 FromMs = SomeNowMs - DayMs;
/// So coarse that no gap stands between two bars: times are then exact.
const ChartScale Day{FromMs, SomeNowMs, double(HourMs)};

PeriodUsage period(qint64 hours, qint64 length, double tokens, double unobserved = 0)
{
    return {FromMs + hours * HourMs, FromMs + (hours + length) * HourMs, tokens, unobserved,
        length > 1};
}

/// "0-60 from hour 3 to 4": kinds aside.
QString textOf(const ChartBox &box)
{
    return u"%1-%2 from hour %3 to %4"_s.arg(box.bottom)
        .arg(box.top)
        .arg((box.fromMs - double(FromMs)) / double(HourMs))
        .arg((box.toMs - double(FromMs)) / double(HourMs));
}

QPointF at(double hours, double tokens)
{
    return {double(FromMs) + hours * double(HourMs), tokens};
}

LifetimeSample sample(double hours, double tokens)
{
    return {FromMs + qint64(hours * double(HourMs)), tokens};
}

} // namespace

void TestPeriodBoxes::anHourHasItsParts()
{
    const QList<ChartBox> boxes
        = periodBoxes({period(3, 1, 60, 20), period(23, 1, 9)}, HourMs, SomeNowMs - 1, Day);
    QCOMPARE(boxes.size(), 3);
    QCOMPARE(boxes[0].kind, Kind::Unobserved);
    QCOMPARE(textOf(boxes[0]), u"0-20 from hour 3 to 4"_s);
    QCOMPARE(boxes[1].kind, Kind::Within);
    QCOMPARE(textOf(boxes[1]), u"20-80 from hour 3 to 4"_s);
    QCOMPARE(boxes[2].kind, Kind::Open); // the present hour
    QCOMPARE(textOf(boxes[2]), u"0-9 from hour 23 to 24"_s);
}

void TestPeriodBoxes::whatSpansPeriodsStandsAsHighAsItsAverage()
{
    const QList<ChartBox> boxes
        = periodBoxes({period(4, 5, 0, 100)}, HourMs, SomeNowMs + HourMs, Day);
    QCOMPARE(boxes.size(), 1);
    QCOMPARE(textOf(boxes[0]), u"0-20 from hour 4 to 9"_s);
    // A day of 25 hours is one day, not a little more than one.
    PeriodUsage autumn{FromMs - HourMs, SomeNowMs, 50, 0, false};
    QCOMPARE(periodBoxes({autumn}, DayMs, SomeNowMs + DayMs, Day).first().top, 50);
}

void TestPeriodBoxes::ofThoseInAPixelTheTallestCounts()
{
    const ChartScale coarse{FromMs, SomeNowMs, 6.0 * HourMs};
    const QList<ChartBox> boxes
        = periodBoxes({period(0, 1, 5), period(1, 1, 90), period(2, 1, 7), period(12, 1, 3)},
            HourMs, SomeNowMs + HourMs, coarse);
    QCOMPARE(boxes.size(), 2);
    QCOMPARE(boxes[0].top, 90);
    QCOMPARE(boxes[0].fromMs, double(FromMs));
    QCOMPARE(boxes[1].top, 3);
}

void TestPeriodBoxes::barsAreNamedByTheirBusiest_data()
{
    QTest::addColumn<bool>("isHour");
    QTest::addColumn<double>("tokens");
    QTest::addColumn<double>("unobserved");
    QTest::addColumn<double>("busiest");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("none") << true << 0.0 << 0.0 << 0.0 << u"No tokens in 7 days."_s;
    QTest::newRow("an hour") << true << 184'000.0 << 0.0 << 31'000.0
                             << u"184,000 tokens in 7 days; the busiest hour began 2026-01-17 "
                                "at 10:30, with 31,000."_s;
    QTest::newRow("a day") << false << 184'000.0 << 0.0 << 31'000.0
                           << u"184,000 tokens in 7 days; the busiest day was 2026-01-17, with "
                              "31,000."_s;
    QTest::newRow("nobody saw when")
        << true << 500.0 << 500.0 << 0.0
        << u"500 tokens in 7 days. 500 of 500 tokens were not observed."_s;
}

void TestPeriodBoxes::barsAreNamedByTheirBusiest()
{
    QFETCH(bool, isHour);
    QFETCH(double, tokens);
    QFETCH(double, unobserved);
    QFETCH(double, busiest);
    UsageBarsModel::Summary summary{tokens, unobserved, {FromMs, FromMs + HourMs, busiest}};
    QTEST(barsVerdict(summary, isHour ? UsageBarsModel::Period::Hour : UsageBarsModel::Period::Day,
              u"in 7 days"_s, SomeNowMs),
        "sentence");
}

void TestPeriodBoxes::anHourOfTodayNamesItsDay()
{
    const UsageBarsModel::Summary summary{100, 0, {SomeNowMs - HourMs, SomeNowMs, 60}};
    QCOMPARE(barsVerdict(summary, UsageBarsModel::Period::Hour, u"in 7 days"_s, SomeNowMs),
        u"100 tokens in 7 days; the busiest hour began today at 09:30, with 60."_s);
}

void TestPeriodBoxes::aTotalStandsUntilTheNextSample()
{
    const LifetimeLine line = lifetimeLine({sample(2, 100), sample(5, 160)}, {}, Day);
    QCOMPARE(line.observed.size(), 1);
    QCOMPARE(line.observed[0], (QList<QPointF>{at(2, 100), at(5, 100), at(5, 160), at(24, 160)}));
    QVERIFY(line.unobserved.isEmpty() && line.falls.isEmpty());
    QCOMPARE(line.range(), qMakePair(100.0, 160.0));
}

void TestPeriodBoxes::theLineBeginsAtTheEdge()
{
    const LifetimeLine line
        = lifetimeLine({sample(-9, 10), sample(-3, 70), sample(6, 80)}, {}, Day);
    QCOMPARE(line.observed[0].first(), at(0, 70));
    QCOMPARE(line.observed[0].last(), at(24, 80));
}

void TestPeriodBoxes::unobservedGrowthIsALineOfItsOwn()
{
    const LifetimeLine line = lifetimeLine({sample(1, 10), sample(4, 20), sample(9, 100)},
        {{FromMs + 4 * HourMs, FromMs + 9 * HourMs, 80, false}}, Day);
    QCOMPARE(line.observed.size(), 2);
    QCOMPARE(line.observed[0].last(), at(4, 20));
    QCOMPARE(line.unobserved, (QList<QLineF>{QLineF(at(4, 20), at(9, 100))}));
    QCOMPARE(line.observed[1].first(), at(9, 100));
}

void TestPeriodBoxes::aFallGoesDown()
{
    const LifetimeLine line = lifetimeLine({sample(1, 100), sample(4, 30), sample(8, 40)}, {}, Day);
    QCOMPARE(line.falls, (QList<QLineF>{QLineF(at(4, 100), at(4, 30))}));
    QCOMPARE(line.range(), qMakePair(30.0, 100.0));
}

void TestPeriodBoxes::manySamplesKeepTheirExtremes()
{
    QList<LifetimeSample> samples;
    for (int n = 0; n < 50'000; ++n)
        samples.append({FromMs + n * 1'700LL, n == 30'000 ? 5.0 : 100.0 + n});
    const LifetimeLine line = lifetimeLine(samples, {}, {FromMs, SomeNowMs, double(DayMs) / 800});
    QVERIFY(line.observed[0].size() < 10 * 800);
    QCOMPARE(line.range(), qMakePair(5.0, 100.0 + 49'999));
    QCOMPARE(line.falls.size(), 1);
}

void TestPeriodBoxes::nothingIsNoLine()
{
    QVERIFY(lifetimeLine({}, {}, Day).isEmpty());
    QVERIFY(lifetimeLine({sample(30, 5)}, {}, Day).isEmpty()); // later than what is seen
    QCOMPARE(lifetimeLine({}, {}, Day).range(), qMakePair(0.0, 0.0));
    QVERIFY(periodBoxes({}, HourMs, SomeNowMs, Day).isEmpty());
}

QTEST_MAIN(TestPeriodBoxes)
#include "tst_periodboxes.moc"
