#include "ui/charts/decimate.h"

#include <QTest>

#include <algorithm>

using namespace keydeck;

class TestDecimate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thinningKeepsEveryPeak();
    void fewPointsStayAsTheyAre();
};

void TestDecimate::thinningKeepsEveryPeak()
{
    QList<QPointF> points;
    for (int i = 0; i < 100'000; ++i) {
        points << QPointF(i, i % 100);
    }
    points[12'345].setY(5000);
    points[67'890].setY(-5000);
    const QList<QPointF> thin = decimated(points, 400);
    QVERIFY(thin.size() <= 1600);
    QVERIFY(thin.contains(points.at(12'345)));
    QVERIFY(thin.contains(points.at(67'890)));
    QCOMPARE(thin.first(), points.first());
    QCOMPARE(thin.last(), points.last());
    QVERIFY(std::is_sorted(thin.begin(), thin.end(),
        [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
}

void TestDecimate::fewPointsStayAsTheyAre()
{
    QList<QPointF> points;
    for (int i = 0; i < DecimateAbove; ++i) {
        points << QPointF(i, 1);
    }
    QCOMPARE(decimated(points, 10), points);
    QCOMPARE(decimated({}, 10), QList<QPointF>());
    points << QPointF(DecimateAbove, 1); // all of one height
    QVERIFY(decimated(points, 10).size() <= 40);
}

QTEST_GUILESS_MAIN(TestDecimate)
#include "tst_decimate.moc"
