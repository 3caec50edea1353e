// Which build answers, told from what it answers.
#include "core/gateway/builddetector.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

const QString Key = u"pk_a"_s;
constexpr qint64 Start = 1'800'000'000'000;
constexpr int Ok = 200;
constexpr CacheSample Caching{
    .hits = 1, .misses = 1, .size = 1, .maximumSize = 1000, .enabled = true};
constexpr CacheSample Switched{.enabled = false};

BuildDetector caching()
{
    BuildDetector detector;
    detector.noteCacheStats(Ok, Caching);
    return detector;
}

/// The key is asked for, the file grows by 100, and it is asked for again afterMs.
BuildDetector askedTwice(double gatewaysTotal, qint64 afterMs = 10'000, qint64 fileAgeMs = 3'000)
{
    BuildDetector detector = caching();
    detector.noteTotals(Key, 1000, 1000, Start - 60'000, Start);
    detector.noteTotals(Key, 1100, gatewaysTotal, Start + afterMs - fileAgeMs, Start + afterMs);
    return detector;
}

} // namespace

class TestBuildDetector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMissingEndpointIsThePlainBuild();
    void answersThatSayNothing_data();
    void answersThatSayNothing();
    void aCacheThatIsOffIsPlain();
    void tellsTheCachingBuildsApart();
    void needsUsageInBetween();
    void needsAnEntryThatIsStillThere();
    void needsAFileThatHasSettled();
    void runningAheadOfTheFileIsBatching();
    void beingAheadForAMomentSaysNothing();
    void beingAheadForEverSaysNothing();
    void aRestartedGatewayIsLookedAtAnew();
    void wantsAnswersThatTell();
};

void TestBuildDetector::aMissingEndpointIsThePlainBuild()
{
    BuildDetector detector;
    QVERIFY(detector.wantsCacheStats());
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
    detector.noteCacheStats(404, {});
    QVERIFY(!detector.wantsCacheStats());
    QCOMPARE(detector.build(), GatewayBuild::Plain);
    // Whatever its totals look like.
    detector.noteTotals(Key, 1000, 1000, Start - 60'000, Start);
    detector.noteTotals(Key, 1100, 1000, Start + 1000, Start + 10'000);
    QCOMPARE(detector.build(), GatewayBuild::Plain);
}

void TestBuildDetector::answersThatSayNothing_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("401") << 401;
    QTest::newRow("403") << 403;
    QTest::newRow("429") << 429;
    QTest::newRow("500") << 500;
    QTest::newRow("another program's page") << Ok;
}

void TestBuildDetector::answersThatSayNothing()
{
    QFETCH(int, status);
    BuildDetector detector;
    detector.noteCacheStats(status, {});
    QVERIFY(detector.wantsCacheStats());
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
}

void TestBuildDetector::aCacheThatIsOffIsPlain()
{
    BuildDetector detector;
    detector.noteCacheStats(Ok, Switched);
    QCOMPARE(detector.build(), GatewayBuild::Plain);
}

void TestBuildDetector::tellsTheCachingBuildsApart()
{
    QCOMPARE(caching().build(), GatewayBuild::Unknown);
    QCOMPARE(askedTwice(1100).build(), GatewayBuild::Cached);
    QCOMPARE(askedTwice(1000).build(), GatewayBuild::Batching);
}

void TestBuildDetector::needsUsageInBetween()
{
    BuildDetector detector = caching();
    for (int i = 0; i < 5; ++i)
        detector.noteTotals(Key, 1000, 1000, Start - 60'000, Start + i * 5000);
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
    // Of another key: it was not asked for before.
    detector.noteTotals(u"pk_b"_s, 1100, 1000, Start, Start + 30'000);
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
}

void TestBuildDetector::needsAnEntryThatIsStillThere()
{
    QCOMPARE(askedTwice(1100, DefaultCacheTtlMs).build(), GatewayBuild::Unknown);
    QCOMPARE(askedTwice(1000, DefaultCacheTtlMs).build(), GatewayBuild::Unknown);
}

// The cached build has renamed the file, and is about to put the record in its cache.
void TestBuildDetector::needsAFileThatHasSettled()
{
    QCOMPARE(askedTwice(1000, 10'000, 500).build(), GatewayBuild::Unknown);
    QCOMPARE(askedTwice(1100, 10'000, 500).build(), GatewayBuild::Cached);
}

void TestBuildDetector::runningAheadOfTheFileIsBatching()
{
    BuildDetector detector = caching();
    detector.noteTotals(Key, 1000, 1100, Start - 60'000, Start);
    detector.noteLater(Key, 1000, Start + 2500);
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
    detector.noteLater(Key, 1100, Start + 4500);
    QCOMPARE(detector.build(), GatewayBuild::Batching);
}

// We read the file a little after the gateway has written it.
void TestBuildDetector::beingAheadForAMomentSaysNothing()
{
    BuildDetector detector = caching();
    detector.noteTotals(Key, 1000, 1100, Start - 60'000, Start);
    detector.noteLater(Key, 1000, Start + 100);
    detector.noteLater(Key, 1100, Start + 300);
    detector.noteLater(Key, 1100, Start + 2500);
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
}

void TestBuildDetector::beingAheadForEverSaysNothing()
{
    BuildDetector detector = caching();
    detector.noteTotals(Key, 1000, 5000, Start - 60'000, Start);
    for (int i = 1; i < 100; ++i)
        detector.noteLater(Key, 1000 + i, Start + i * 2500);
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
}

void TestBuildDetector::aRestartedGatewayIsLookedAtAnew()
{
    BuildDetector detector = askedTwice(1000);
    detector.noteRestart();
    QVERIFY(detector.wantsCacheStats());
    QCOMPARE(detector.build(), GatewayBuild::Batching);
    detector.noteCacheStats(404, {});
    QCOMPARE(detector.build(), GatewayBuild::Plain);
    detector.noteRestart();
    detector.noteCacheStats(Ok, Caching);
    QCOMPARE(detector.build(), GatewayBuild::Unknown);
}

void TestBuildDetector::wantsAnswersThatTell()
{
    BuildDetector detector = caching();
    QVERIFY(!detector.wants(Key, 1000, Start, Start)); // one answer says nothing
    detector.noteTotals(Key, 1000, 1000, Start - 60'000, Start);
    QVERIFY(!detector.wants(Key, 1000, Start - 60'000, Start + 5000)); // nothing was used
    QVERIFY(!detector.wants(Key, 1100, Start + 5000, Start + 5500)); // it may be about to write
    QVERIFY(detector.wants(Key, 1100, Start + 5000, Start + 8000));
    QVERIFY(!detector.wants(Key, 1100, Start + 5000, Start + DefaultCacheTtlMs)); // forgotten
    detector.noteTotals(Key, 1100, 1000, Start + 5000, Start + 8000);
    QVERIFY(!detector.wants(u"pk_b"_s, 1, Start, Start + 9000)); // it is known
}

QTEST_GUILESS_MAIN(TestBuildDetector)
#include "tst_builddetector.moc"
