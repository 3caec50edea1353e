// When the gateway is asked what: time and chance held still.
#include "core/gateway/pollschedule.h"

#include <QTest>

using namespace keydeck;

namespace {

constexpr PollSettings Settings{.minimumGapMs = 1000,
    .statsEveryMs = 5000,
    .healthEveryMs = 5000,
    .firstBackOffMs = 2000,
    .maximumBackOffMs = 60'000};
constexpr qint64 Start = 1'000'000;
constexpr double Least = 0;
constexpr double Most = 0.999999;

/// A request that ends at once.
void succeed(PollSchedule &schedule, PollTarget target, qint64 atMs)
{
    schedule.ended(atMs);
    schedule.succeeded(target, atMs);
}

qint64 fail(PollSchedule &schedule, PollTarget target, qint64 atMs, double chance = Least,
    qint64 retryAfterMs = 0)
{
    schedule.ended(atMs);
    return schedule.failed(target, atMs, retryAfterMs, chance);
}

} // namespace

class TestPollSchedule final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithHealthAtOnce();
    void alternatesAtTheGap();
    void asksOnlyForHealthWithoutAKey();
    void delaysAreJitteredUpwardsByAFifth();
    void aNewKeyIsAskedForAfterTheGap();
    void backOffDoublesUpToItsMaximum();
    void backOffIsJitteredOverItsWholeRange();
    void successEndsTheBackOff();
    void retryAfterIsHonouredUpToTheMaximum_data();
    void retryAfterIsHonouredUpToTheMaximum();
    void aDeadGatewayIsAskedOnlyForItsHealth();
    void failingStatsLeaveHealthAtItsPace();
    void aNewKeyDoesNotCutABackOffShort();
};

// No key goes anywhere before something has answered like a gateway.
void TestPollSchedule::beginsWithHealthAtOnce()
{
    const PollSchedule schedule(Settings, Start);
    const PollSchedule::Next next = schedule.next(Start, true, Most);
    QCOMPARE(next.target, PollTarget::Health);
    QCOMPARE(next.delayMs, 0);
}

void TestPollSchedule::alternatesAtTheGap()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    PollSchedule::Next next = schedule.next(Start, true, Least);
    QCOMPARE(next.target, PollTarget::Stats);
    QCOMPARE(next.delayMs, 1000);

    succeed(schedule, PollTarget::Stats, Start + 1000);
    next = schedule.next(Start + 1000, true, Least);
    QCOMPARE(next.target, PollTarget::Health);
    QCOMPARE(next.delayMs, 4000);

    succeed(schedule, PollTarget::Health, Start + 5000);
    next = schedule.next(Start + 5000, true, Least);
    QCOMPARE(next.target, PollTarget::Stats);
    QCOMPARE(next.delayMs, 1000);
}

void TestPollSchedule::asksOnlyForHealthWithoutAKey()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    const PollSchedule::Next next = schedule.next(Start, false, Least);
    QCOMPARE(next.target, PollTarget::Health);
    QCOMPARE(next.delayMs, 5000);
}

void TestPollSchedule::delaysAreJitteredUpwardsByAFifth()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    QCOMPARE(schedule.next(Start, true, 0.5).delayMs, 1100);
    QCOMPARE(schedule.next(Start, true, Most).delayMs, 1199);
    QCOMPARE(schedule.next(Start, false, 0.5).delayMs, 5500);
}

void TestPollSchedule::aNewKeyIsAskedForAfterTheGap()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    succeed(schedule, PollTarget::Stats, Start + 1000);
    schedule.wantStats(Start + 1200);
    PollSchedule::Next next = schedule.next(Start + 1200, true, Least);
    QCOMPARE(next.target, PollTarget::Stats);
    QCOMPARE(next.delayMs, 800);

    next = schedule.next(Start + 9000, true, Least);
    QCOMPARE(next.target, PollTarget::Stats);
    QCOMPARE(next.delayMs, 0);
}

void TestPollSchedule::backOffDoublesUpToItsMaximum()
{
    PollSchedule schedule(Settings, Start);
    qint64 nowMs = Start;
    for (const qint64 ceilingMs : {2000, 4000, 8000, 16'000, 32'000, 60'000, 60'000}) {
        const qint64 delayMs = fail(schedule, PollTarget::Health, nowMs, Most);
        QCOMPARE(delayMs, 5000 + ceilingMs - 1);
        QCOMPARE(schedule.next(nowMs, true, Least).delayMs, delayMs);
        nowMs += delayMs;
    }
    for (int i = 0; i < 100; ++i)
        QCOMPARE(fail(schedule, PollTarget::Health, nowMs, Most), 64'999);
}

void TestPollSchedule::backOffIsJitteredOverItsWholeRange()
{
    PollSchedule schedule(Settings, Start);
    QCOMPARE(fail(schedule, PollTarget::Health, Start, Least), 5000);
    QCOMPARE(fail(schedule, PollTarget::Health, Start, 0.25), 6000);
    QCOMPARE(fail(schedule, PollTarget::Health, Start, 0.5), 9000);
}

void TestPollSchedule::successEndsTheBackOff()
{
    PollSchedule schedule(Settings, Start);
    for (int i = 0; i < 5; ++i)
        fail(schedule, PollTarget::Health, Start);
    succeed(schedule, PollTarget::Health, Start);
    QCOMPARE(schedule.next(Start, false, Least).delayMs, 5000);
    QCOMPARE(fail(schedule, PollTarget::Health, Start, Most), 6999);
}

void TestPollSchedule::retryAfterIsHonouredUpToTheMaximum_data()
{
    QTest::addColumn<qint64>("retryAfterMs");
    QTest::addColumn<qint64>("expectedMs");
    QTest::newRow("shorter than the pace") << qint64(1000) << qint64(5000);
    QTest::newRow("longer") << qint64(30'000) << qint64(30'000);
    QTest::newRow("beyond the maximum") << qint64(7'200'000) << qint64(60'000);
}

void TestPollSchedule::retryAfterIsHonouredUpToTheMaximum()
{
    QFETCH(qint64, retryAfterMs);
    QFETCH(qint64, expectedMs);
    PollSchedule schedule(Settings, Start);
    QCOMPARE(fail(schedule, PollTarget::Stats, Start, Least, retryAfterMs), expectedMs);
}

void TestPollSchedule::aDeadGatewayIsAskedOnlyForItsHealth()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    fail(schedule, PollTarget::Health, Start + 5000);
    schedule.wantStats(Start + 5000);
    QCOMPARE(schedule.next(Start + 5000, true, Least).target, PollTarget::Health);
    succeed(schedule, PollTarget::Health, Start + 12'000);
    QCOMPARE(schedule.next(Start + 12'000, true, Least).target, PollTarget::Stats);
}

void TestPollSchedule::failingStatsLeaveHealthAtItsPace()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    for (int i = 0; i < 5; ++i)
        fail(schedule, PollTarget::Stats, Start + 1000, Most);
    PollSchedule::Next next = schedule.next(Start + 1000, true, Least);
    QCOMPARE(next.target, PollTarget::Health);
    QCOMPARE(next.delayMs, 4000);
    succeed(schedule, PollTarget::Health, Start + 5000);
    next = schedule.next(Start + 5000, true, Least);
    QCOMPARE(next.target, PollTarget::Health);
    QCOMPARE(next.delayMs, 5000);
}

void TestPollSchedule::aNewKeyDoesNotCutABackOffShort()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    fail(schedule, PollTarget::Stats, Start + 1000, Most);
    schedule.wantStats(Start + 1000);
    QCOMPARE(schedule.next(Start + 1000, true, Least).target, PollTarget::Health);
}

QTEST_GUILESS_MAIN(TestPollSchedule)
#include "tst_pollschedule.moc"
