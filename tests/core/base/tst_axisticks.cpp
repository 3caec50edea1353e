#include "core/base/axisticks.h"

#include "tests/support/manualclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

class TestAxisTicks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void times_data();
    void times();
};

namespace {

QString labels(const QList<AxisTick> &ticks)
{
    QStringList texts;
    for (const AxisTick &tick : ticks) {
        texts << tick.label;
    }
    return texts.join(u' ');
}

} // namespace

void TestAxisTicks::counts_data()
{
    QTest::addColumn<double>("bottom");
    QTest::addColumn<double>("top");
    QTest::addColumn<QString>("labels");

    QTest::newRow("nothing") << 0.0 << 0.0 << u"0 1"_s;
    QTest::newRow("few") << 0.0 << 3.0 << u"0 1 2 3"_s;
    QTest::newRow("hundred thousand") << 0.0 << 106'000.0 << u"0 50k 100k 150k"_s;
    QTest::newRow("millions") << 0.0 << 3'900'000.0 << u"0 1M 2M 3M 4M"_s;
    QTest::newRow("far from 0") << 1'352'000.0 << 1'498'000.0 << u"1.35M 1.4M 1.45M 1.5M"_s;
    QTest::newRow("long figures stay apart")
        << 9'800'001.0 << 9'800'003.0 << u"9.800001M 9.800002M 9.800003M"_s;
}

void TestAxisTicks::counts()
{
    QFETCH(double, bottom);
    QFETCH(double, top);
    QTEST(labels(countTicks(bottom, top, 4)), "labels");
}

void TestAxisTicks::times_data()
{
    QTest::addColumn<int>("hours");
    QTest::addColumn<int>("maximum");
    QTest::addColumn<QString>("labels");

    QTest::newRow("day") << 24 << 7 << u"12:00 16:00 20:00 Sun 18 04:00 08:00"_s;
    QTest::newRow("day, narrow") << 24 << 3 << u"12:00 Sun 18"_s;
    QTest::newRow("week") << 7 * 24 << 8 << u"Mon 12 Tue 13 Wed 14 Thu 15 Fri 16 Sat 17 Sun 18"_s;
    QTest::newRow("month") << 30 * 24 << 4 << u"25 Dec 2 Jan 10 Jan 18 Jan"_s;
}

void TestAxisTicks::times()
{
    QFETCH(int, hours);
    QFETCH(int, maximum);
    const QList<AxisTick> ticks
        = timeTicks(SomeNowMs - qint64(hours) * 3'600'000, SomeNowMs, maximum);
    QTEST(labels(ticks), "labels");
    for (const AxisTick &tick : ticks) {
        QVERIFY(tick.value >= double(SomeNowMs - qint64(hours) * 3'600'000));
        QVERIFY(tick.value <= double(SomeNowMs));
    }
}

QTEST_GUILESS_MAIN(TestAxisTicks)
#include "tst_axisticks.moc"
