// When the gateway is asked what: time and chance held still.
#include "core/gateway/pollschedule.h"

#include <QTest>

#include <algorithm>

using namespace keydeck;

namespace {

constexpr PollSettings Settings{.minimumGapMs = 1000,
    .statsEveryMs = 5000,
    .statsInAdvance = 3,
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
    void theBudgetIsKeptInAnyMinute_data();
    void theBudgetIsKeptInAnyMinute();
    void withoutABudgetNoKeyIsAskedFor();
    void aTurnThatNobodyTakesCostsNothing();
    void healthComesFirstAfterAPause();
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
        QCOMPARE(delayMs, std::min(5000 + ceilingMs - 1, qint64(60'000)));
        QCOMPARE(schedule.next(nowMs, true, Least).delayMs, delayMs);
        nowMs += delayMs;
    }
    for (int i = 0; i < 100; ++i)
        QCOMPARE(fail(schedule, PollTarget::Health, nowMs, Most), 60'000);
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

void TestPollSchedule::theBudgetIsKeptInAnyMinute_data()
{
    QTest::addColumn<int>("budget");
    QTest::addColumn<bool>("isHasty");
    for (const int budget : {1, 2, 6, 12, DefaultPollsPerMinute, MaximumPollsPerMinute}) {
        QTest::addRow("%d a minute", budget) << budget << false;
        QTest::addRow("%d, walking through the keys", budget) << budget << true;
    }
}

// An hour of answers that take no time, with no jitter to help.
void TestPollSchedule::theBudgetIsKeptInAnyMinute()
{
    QFETCH(int, budget);
    QFETCH(bool, isHasty);
    PollSchedule schedule(PollSettings::withBudget(budget), Start);
    QList<qint64> statsMs;
    for (qint64 nowMs = Start; nowMs < Start + 3'600'000;) {
        if (isHasty)
            schedule.wantStats(nowMs);
        const PollSchedule::Next next = schedule.next(nowMs, true, Least);
        nowMs += next.delayMs;
        if (next.target == PollTarget::Stats)
            statsMs.append(nowMs);
        succeed(schedule, next.target, nowMs);
    }
    qsizetype most = 0;
    for (qsizetype from = 0, to = 0; to < statsMs.size(); ++to) {
        while (statsMs[to] - statsMs[from] >= 60'000)
            ++from;
        most = std::max(most, to - from + 1);
    }
    QVERIFY2(most <= budget, qPrintable(QString::number(most)));
    // And it is made use of.
    const qsizetype usual = qsizetype(60) * (budget - std::min(3, budget / 4));
    QVERIFY2(statsMs.size() >= usual * 9 / 10, qPrintable(QString::number(statsMs.size())));
}

void TestPollSchedule::withoutABudgetNoKeyIsAskedFor()
{
    PollSchedule schedule(PollSettings::withBudget(0), Start);
    for (qint64 nowMs = Start; nowMs < Start + 60'000;) {
        schedule.wantStats(nowMs);
        const PollSchedule::Next next = schedule.next(nowMs, true, Least);
        QCOMPARE(next.target, PollTarget::Health);
        nowMs += next.delayMs;
        succeed(schedule, next.target, nowMs);
    }
}

void TestPollSchedule::aTurnThatNobodyTakesCostsNothing()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    schedule.skipped(Start + 1000);
    const PollSchedule::Next next = schedule.next(Start + 1000, true, Least);
    QCOMPARE(next.target, PollTarget::Health);
    for (int i = 0; i < 4; ++i) { // all that there are in advance
        schedule.wantStats(Start + 2000);
        QCOMPARE(schedule.next(Start + 2000, true, Least).target, PollTarget::Stats);
        schedule.succeeded(PollTarget::Stats, Start + 2000);
    }
    schedule.wantStats(Start + 2000);
    QCOMPARE(schedule.next(Start + 2000, true, Least).target, PollTarget::Health);
}

void TestPollSchedule::healthComesFirstAfterAPause()
{
    PollSchedule schedule(Settings, Start);
    succeed(schedule, PollTarget::Health, Start);
    succeed(schedule, PollTarget::Stats, Start + 1000);
    schedule.resumed(Start + 3000);
    const PollSchedule::Next next = schedule.next(Start + 3000, true, Least);
    QCOMPARE(next.target, PollTarget::Health);
    QCOMPARE(next.delayMs, 0);
}

QTEST_GUILESS_MAIN(TestPollSchedule)
#include "tst_pollschedule.moc"
