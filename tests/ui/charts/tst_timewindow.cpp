#include "ui/charts/timewindow.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qint64 Minute = 60 * 1000;
constexpr TimeSpan Whole{1000 * Minute, 2000 * Minute};

/// "1000-2000" in minutes.
QString text(const TimeSpan &span)
{
    return QStringLiteral("%1-%2")
        .arg(double(span.fromMs) / Minute)
        .arg(double(span.toMs) / Minute);
}

} // namespace

class TestTimeWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void zooms_data();
    void zooms();
    void pansWithinTheRange();
    void movesOnWithTheTime();
    void keepsACloserLook();
    void shortRangesAreNoFault();
};

void TestTimeWindow::zooms_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<int>("around");
    QTest::addColumn<QString>("shown");
    QTest::newRow("the middle") << 2.0 << 1500 << u"1250-1750"_s;
    QTest::newRow("what is under the pointer stays") << 4.0 << 1200 << u"1150-1400"_s;
    QTest::newRow("the left edge") << 10.0 << 1000 << u"1000-1100"_s;
    QTest::newRow("the right edge") << 10.0 << 2000 << u"1900-2000"_s;
    QTest::newRow("never below a minute") << 1e9 << 1500 << u"1499.5-1500.5"_s;
    QTest::newRow("never beyond the range") << 0.1 << 1500 << u"1000-2000"_s;
}

void TestTimeWindow::zooms()
{
    QFETCH(double, factor);
    QFETCH(int, around);
    TimeWindow window;
    window.setWhole(Whole);
    QCOMPARE(window.zoom(factor, around * Minute), factor > 1);
    QTEST(text(window.shown()), "shown");
    QCOMPARE(window.isZoomed(), factor > 1);
    QCOMPARE(window.reset(), factor > 1);
    QCOMPARE(text(window.shown()), text(Whole));
    QVERIFY(!window.isZoomed());
}

void TestTimeWindow::pansWithinTheRange()
{
    TimeWindow window;
    window.setWhole(Whole);
    QVERIFY(!window.pan(5 * Minute)); // there is nothing to pan to
    window.zoom(10, 1500 * Minute);
    QVERIFY(window.pan(20 * Minute));
    QCOMPARE(text(window.shown()), u"1470-1570"_s);
    QVERIFY(window.pan(-9999 * Minute));
    QCOMPARE(text(window.shown()), u"1000-1100"_s);
    QVERIFY(!window.pan(-1));
    QVERIFY(window.reveal(1300 * Minute));
    QCOMPARE(text(window.shown()), u"1200-1300"_s);
    QVERIFY(!window.reveal(1250 * Minute));
    QVERIFY(window.reveal(1150 * Minute));
    QCOMPARE(text(window.shown()), u"1150-1250"_s);
}

void TestTimeWindow::movesOnWithTheTime()
{
    TimeWindow window;
    window.setWhole(Whole);
    window.setWhole({1001 * Minute, 2001 * Minute});
    QCOMPARE(text(window.shown()), u"1001-2001"_s);
}

void TestTimeWindow::keepsACloserLook()
{
    TimeWindow window;
    window.setWhole(Whole);
    window.zoom(10, 1500 * Minute);
    window.setWhole({1001 * Minute, 2001 * Minute});
    QCOMPARE(text(window.shown()), u"1450-1550"_s);
    window.setWhole({1480 * Minute, 2480 * Minute}); // it falls off the edge
    QCOMPARE(text(window.shown()), u"1480-1580"_s);
    window.setWhole({1490 * Minute, 1550 * Minute}); // all there is now is shorter
    QCOMPARE(text(window.shown()), u"1490-1550"_s);
    QVERIFY(!window.isZoomed());
}

void TestTimeWindow::shortRangesAreNoFault()
{
    TimeWindow window;
    QVERIFY(!window.zoom(2, 0)); // nothing has been set
    QVERIFY(!window.pan(5));
    window.setWhole({0, 1000});
    QVERIFY(!window.zoom(2, 500));
    QCOMPARE(window.shown().toMs, 1000);
}

QTEST_MAIN(TestTimeWindow)
#include "tst_timewindow.moc"
