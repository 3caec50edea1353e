#include "ui/charts/windowboxes.h"

#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

namespace {

using Kind = ChartBox::Kind;

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;
/// So coarse that no gap stands between two bars: times are then exact.
const ChartScale Day{SomeNowMs - DayMs, SomeNowMs, double(HourMs)};

UsageBar barAt(qint64 startMs, double tokens, double limit)
{
    UsageBar bar;
    bar.startMs = startMs;
    bar.tokens = tokens;
    bar.limit = limit;
    return bar;
}

QString text(const ChartBox &box)
{
    return u"%1: %2-%3 h, %4-%5"_s.arg(int(box.kind))
        .arg((box.fromMs - double(SomeNowMs)) / double(HourMs))
        .arg((box.toMs - double(SomeNowMs)) / double(HourMs))
        .arg(box.bottom)
        .arg(box.top);
}

QStringList texts(const QList<ChartBox> &boxes)
{
    QStringList lines;
    std::transform(boxes.begin(), boxes.end(), std::back_inserter(lines), text);
    return lines;
}

} // namespace

class TestWindowBoxes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void aBarHasItsParts();
    void aBarEndsWhereTheNextBegins();
    void ofThoseInAPixelTheTallestCounts();
    void growthStandsBetweenItsSamples();
    void limitLineFollowsTheLimitsOfItsTime();
    void keyWithoutLimitHasNoLine();
};

void TestWindowBoxes::aBarHasItsParts()
{
    UsageBar bar = barAt(SomeNowMs - 10 * HourMs, 160, 100);
    bar.unobserved = 30;
    bar.beforeReset = 40;
    QCOMPARE(texts(windowBoxes({bar}, Day)),
        (QStringList{u"%1: -10--5 h, 0-30"_s.arg(int(Kind::Unobserved)),
            u"%1: -10--5 h, 30-100"_s.arg(int(Kind::Within)),
            u"%1: -10--5 h, 100-160"_s.arg(int(Kind::Over)),
            u"%1: -10--5 h, 160-200"_s.arg(int(Kind::BeforeReset))}));
    UsageBar open = barAt(SomeNowMs - HourMs, 50, qQNaN());
    open.open = true;
    QCOMPARE(texts(windowBoxes({open}, Day)),
        QStringList{u"%1: -1-0 h, 0-50"_s.arg(int(Kind::Open))}); // cut to what is seen
}

void TestWindowBoxes::aBarEndsWhereTheNextBegins()
{
    const QList<ChartBox> boxes = windowBoxes(
        {barAt(SomeNowMs - 10 * HourMs, 10, 100), barAt(SomeNowMs - 7 * HourMs, 20, 100)}, Day);
    QCOMPARE(boxes.size(), 2);
    QCOMPARE(boxes[0].toMs, boxes[1].fromMs);
}

void TestWindowBoxes::ofThoseInAPixelTheTallestCounts()
{
    const qint64 start = SomeNowMs - 10 * HourMs;
    const QList<UsageBar> bars = barsIn({barAt(start - 30 * HourMs, 99, 100), barAt(start, 10, 100),
                                            barAt(start + 1, 70, 100), barAt(start + 2, 20, 100)},
        Day);
    QCOMPARE(bars.size(), 1);
    QCOMPARE(bars.first().tokens, 70.0);
    QCOMPARE(bars.first().startMs, start);
}

void TestWindowBoxes::growthStandsBetweenItsSamples()
{
    // Ten hours: as high as it was on average in the time of a window.
    const QList<ChartBox> boxes
        = unexplainedBoxes({{SomeNowMs - 15 * HourMs, SomeNowMs - 5 * HourMs, 800, false}}, Day);
    QCOMPARE(texts(boxes), QStringList{u"%1: -15--5 h, 0-400"_s.arg(int(Kind::Unobserved))});
}

void TestWindowBoxes::limitLineFollowsTheLimitsOfItsTime()
{
    const QList<UsageBar> bars{
        barAt(SomeNowMs - 20 * HourMs, 10, 80), barAt(SomeNowMs - 10 * HourMs, 10, 80)};
    const QList<QPointF> line = limitLine(bars, 100, SomeNowMs, Day);
    QCOMPARE(line.first(), QPointF(double(SomeNowMs - DayMs), 80));
    QCOMPARE(line.last(), QPointF(double(SomeNowMs), 100));
}

void TestWindowBoxes::keyWithoutLimitHasNoLine()
{
    QVERIFY(limitLine({barAt(SomeNowMs - 10 * HourMs, 10, qQNaN())}, qQNaN(), SomeNowMs, Day)
                .isEmpty());
}

QTEST_MAIN(TestWindowBoxes)
#include "tst_windowboxes.moc"
