// People of the demo who use their keys.
#include "app/demo/demotraffic.h"
#include "tests/app/servedstore.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestDemoTraffic final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void usesTheKeysByWeight();
};

void TestDemoTraffic::usesTheKeysByWeight()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2)};
    for (SampleKey &key : keys)
        key.tokenLimitPer5h = 1'000'000'000;
    ServedStore served(storeBytes(keys));
    const QList<DemoTraffic::User> byRank
        = DemoTraffic::byRank({keys[0].key, keys[1].key, keys[2].key});
    QCOMPARE(byRank.at(2).weight, 1.0 / 3);

    DemoTraffic traffic(served.url, {{keys[0].key, 9}, {keys[1].key, 1}, {keys[2].key, 0}},
        {.minimumPauseMs = 1, .maximumPauseMs = 2, .seed = 7});
    QSignalSpy answered(&traffic, &DemoTraffic::answered);
    traffic.start();
    QTRY_VERIFY_WITH_TIMEOUT(answered.size() >= 60, 60'000);
    int first = 0;
    for (const QList<QVariant> &answer : answered.mid(0, 60)) {
        QCOMPARE(answer.at(1).toInt(), 200);
        first += answer.at(0).toString() == keys[0].key ? 1 : 0;
        QVERIFY(answer.at(0).toString() != keys[2].key);
    }
    QVERIFY2(first > 40 && first < 60, qPrintable(QString::number(first)));
    QVERIFY(served.lifetimeTokens(keys[0].name) > keys[0].totalLifetimeTokens + 40 * 40);
}

QTEST_GUILESS_MAIN(TestDemoTraffic)
#include "tst_demotraffic.moc"
