// The layers of a stack, slot by slot, and the rhythm of the week.
#include "core/rules/jsdate.h"
#include "core/usage/usagerhythm.h"
#include "core/usage/usagestack.h"
#include "tests/support/localzone.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestUsageStack final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void layersAndOthers();
    void unobservedIsSpreadOverItsTime();
    void whatEndsLaterIsNotThePeriods();
    void slotsAreNoFinerThanWhatIsKnown();
    void nothingIsAnEmptyStack();

    void averagesAreOverWatchedTime();
    void hoursToComeCountForNothing();
    void theRunningHourIsNotExtrapolated();
    void whatWasHardlyWatchedIsNotExtrapolated();
    void theHourThatComesTwiceHasTwoHours();
    void halfHourZonesGoWhereMostOfThemIs();
    void whatHasNoHourIsLeftOut();
};

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

qint64 at(const QString &iso)
{
    return parseJsDate(iso).value_or(0);
}

UsageBucket hour(const QString &iso, double tokens)
{
    return {at(iso), HourMs, tokens};
}

/// Four hours from ten o'clock on.
StoreUsage fourHours()
{
    StoreUsage usage{{at(u"2026-01-17T10:00Z"_s), at(u"2026-01-17T14:00Z"_s)}};
    usage.keys
        = {{u"a"_s, 30, 0, {hour(u"2026-01-17T10:00Z"_s, 10), hour(u"2026-01-17T12:00Z"_s, 20)}},
            {QString(), 7, 0, {hour(u"2026-01-17T10:00Z"_s, 7)}}, {u"c"_s, 5, 0}};
    usage.all = {hour(u"2026-01-17T10:00Z"_s, 17), hour(u"2026-01-17T12:00Z"_s, 25)};
    return usage;
}

double sumOf(const QList<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace

void TestUsageStack::layersAndOthers()
{
    const StoreUsage usage = fourHours();
    const UsageStack stack = usageStack(usage, slotsFor(usage));
    QCOMPARE(stack.times.count(), 4);
    QCOMPARE(stack.layers.size(), 2); // of the third one the hours are not wanted
    QCOMPARE(stack.layers[0].key, u"a"_s);
    QCOMPARE(stack.layers[0].tokens, (QList<double>{10, 0, 20, 0}));
    QCOMPARE(stack.layers[1].key, QString());
    QCOMPARE(stack.layers[1].tokens, (QList<double>{7, 0, 0, 0}));
    QCOMPARE(stack.others, (QList<double>{0, 0, 5, 0}));
    QCOMPARE(stack.totalAt(2), 25);
}

void TestUsageStack::unobservedIsSpreadOverItsTime()
{
    StoreUsage usage = fourHours();
    // Half of it fell before the period, as far as anybody knows; all of it ended in it.
    usage.unobserved = {{at(u"2026-01-17T08:00Z"_s), at(u"2026-01-17T12:30Z"_s), 1'000, false},
        {at(u"2026-01-17T11:30Z"_s), at(u"2026-01-17T11:40Z"_s), 3, true},
        {at(u"2026-01-17T11:40Z"_s), at(u"2026-01-17T11:40Z"_s), 2, true}};
    const UsageStack stack = usageStack(usage, slotsFor(usage));
    QCOMPARE(stack.unobserved, (QList<double>{400, 405, 200, 0}));
    QCOMPARE(sumOf(stack.unobserved), 1'005);

    usage.unobserved = {{at(u"2026-01-17T10:10Z"_s), at(u"2026-01-17T13:10Z"_s), 1, false}};
    const QList<double> single = usageStack(usage, slotsFor(usage)).unobserved;
    QCOMPARE(sumOf(single), 1); // a token has no parts
    for (const double tokens : single)
        QCOMPARE(tokens, std::trunc(tokens));
}

void TestUsageStack::whatEndsLaterIsNotThePeriods()
{
    StoreUsage usage = fourHours();
    usage.unobserved = {{at(u"2026-01-17T11:00Z"_s), at(u"2026-01-17T14:00Z"_s), 9, false}};
    QCOMPARE(sumOf(usageStack(usage, slotsFor(usage)).unobserved), 0);
    QCOMPARE(usageRhythm(usage, SomeNowMs).leftOut, 0);
}

void TestUsageStack::slotsAreNoFinerThanWhatIsKnown()
{
    StoreUsage usage = fourHours();
    usage.span.toMs = usage.span.fromMs + DayMs;
    QCOMPARE(slotsFor(usage).length(), SlotLength::Hour);
    usage.all.append({at(u"2026-01-17T00:00Z"_s), DayMs, 40});
    QCOMPARE(slotsFor(usage).length(), SlotLength::Day);
    QCOMPARE(sumOf(usageStack(usage, slotsFor(usage)).others), 5 + 40);
}

void TestUsageStack::nothingIsAnEmptyStack()
{
    const UsageStack stack = usageStack({}, {});
    QCOMPARE(stack.times.count(), 0);
    QVERIFY(stack.layers.isEmpty());
    QVERIFY(std::isnan(usageRhythm({}, SomeNowMs).at(0, 0).average()));
}

void TestUsageStack::averagesAreOverWatchedTime()
{
    const LocalZone local("UTC");
    // Two Saturdays and what is between; of the second one's ten o'clock only half was watched.
    StoreUsage usage{{at(u"2026-01-10T00:00Z"_s), at(u"2026-01-18T00:00Z"_s)}};
    usage.watched = {{at(u"2026-01-09T00:00Z"_s), at(u"2026-01-17T10:30Z"_s)}};
    usage.all = {hour(u"2026-01-10T10:00Z"_s, 60), hour(u"2026-01-17T10:00Z"_s, 90)};
    const UsageRhythm rhythm = usageRhythm(usage, SomeNowMs);
    const RhythmCell &saturdayAtTen = rhythm.at(5, 10);
    QCOMPARE(saturdayAtTen.tokens, 150);
    QCOMPARE(saturdayAtTen.hours, 1.5);
    QCOMPARE(saturdayAtTen.average(), 100);
    QCOMPARE(rhythm.at(5, 11).hours, 1); // of the first one alone
    QCOMPARE(rhythm.at(5, 11).average(), 0);
    QCOMPARE(rhythm.at(0, 11).hours, 1);
}

void TestUsageStack::hoursToComeCountForNothing()
{
    const LocalZone local("UTC");
    StoreUsage usage{{at(u"2026-01-18T00:00Z"_s), at(u"2026-01-18T11:00Z"_s)}};
    usage.watched = {{at(u"2026-01-18T00:00Z"_s), at(u"2026-01-18T12:00Z"_s)}};
    const UsageRhythm rhythm = usageRhythm(usage, SomeNowMs); // half past ten
    QCOMPARE(rhythm.at(6, 9).hours, 1);
    QCOMPARE(rhythm.at(6, 10).hours, 0); // it is not over
    QVERIFY(rhythm.at(6, 10).isRunningAlone());
    QVERIFY(!rhythm.at(6, 11).isKnown());
    QVERIFY(!rhythm.at(0, 9).isKnown());
}

void TestUsageStack::theRunningHourIsNotExtrapolated()
{
    const LocalZone local("UTC");
    StoreUsage usage{{at(u"2026-01-10T00:00Z"_s), at(u"2026-01-18T11:00Z"_s)}};
    usage.watched = {usage.span};
    usage.all = {hour(u"2026-01-11T10:00Z"_s, 60), hour(u"2026-01-18T09:00Z"_s, 40),
        hour(u"2026-01-18T10:00Z"_s, 90)};
    for (const QString &now :
        {u"2026-01-18T10:01Z"_s, u"2026-01-18T10:16Z"_s, u"2026-01-18T10:59Z"_s}) {
        const UsageRhythm rhythm = usageRhythm(usage, at(now));
        QCOMPARE(rhythm.at(6, 10).average(), 60); // of the week before
        QCOMPARE(rhythm.at(6, 10).running, 90);
        QCOMPARE(rhythm.at(6, 9).average(), 20); // of two
        QCOMPARE(rhythm.highest(), 60);
        QCOMPARE(rhythm.running(), 90);
    }
    const UsageRhythm over = usageRhythm(usage, at(u"2026-01-18T11:00Z"_s));
    QCOMPARE(over.at(6, 10).average(), 75);
    QVERIFY(!over.running());
}

void TestUsageStack::whatWasHardlyWatchedIsNotExtrapolated()
{
    const LocalZone local("UTC");
    StoreUsage usage{{at(u"2026-01-17T00:00Z"_s), at(u"2026-01-18T00:00Z"_s)}};
    usage.watched = {{at(u"2026-01-17T09:00Z"_s), at(u"2026-01-17T11:15Z"_s)}};
    usage.all = {hour(u"2026-01-17T09:00Z"_s, 80), hour(u"2026-01-17T11:00Z"_s, 30)};
    const UsageRhythm rhythm = usageRhythm(usage, SomeNowMs);
    QCOMPARE(rhythm.at(5, 11).average(), 30); // rather than 120
    QCOMPARE(rhythm.highest(), 80);
    usage.watched = {{at(u"2026-01-17T09:00Z"_s), at(u"2026-01-17T11:05Z"_s)}};
    QCOMPARE(usageRhythm(usage, SomeNowMs).at(5, 11).average(), 30);
    usage.all.removeLast();
    QVERIFY(!usageRhythm(usage, SomeNowMs).at(5, 11).isKnown()); // too little to call it quiet
}

void TestUsageStack::theHourThatComesTwiceHasTwoHours()
{
    const LocalZone local("Europe/Berlin");
    // On Sunday, 25 October 2026, two o'clock comes twice; on 29 March it does not come.
    StoreUsage usage{{at(u"2026-10-24T22:00Z"_s), at(u"2026-10-25T23:00Z"_s)}};
    usage.watched = {usage.span};
    usage.all = {hour(u"2026-10-25T00:00Z"_s, 10), hour(u"2026-10-25T01:00Z"_s, 30)};
    UsageRhythm rhythm = usageRhythm(usage, at(u"2026-11-01T00:00Z"_s));
    QCOMPARE(rhythm.at(6, 2).hours, 2);
    QCOMPARE(rhythm.at(6, 2).average(), 20);

    usage = {{at(u"2026-03-28T23:00Z"_s), at(u"2026-03-29T22:00Z"_s)}};
    usage.watched = {usage.span};
    rhythm = usageRhythm(usage, at(u"2026-11-01T00:00Z"_s));
    QVERIFY(!rhythm.at(6, 2).isKnown());
    QCOMPARE(rhythm.at(6, 1).hours, 1);
    QCOMPARE(rhythm.at(6, 3).hours, 1);
}

void TestUsageStack::halfHourZonesGoWhereMostOfThemIs()
{
    const LocalZone local("Asia/Kolkata");
    StoreUsage usage{{at(u"2026-01-17T04:00Z"_s), at(u"2026-01-17T05:00Z"_s)}};
    usage.all = {hour(u"2026-01-17T04:00Z"_s, 8)}; // half past nine to half past ten
    QCOMPARE(usageRhythm(usage, SomeNowMs).at(5, 10).tokens, 8);
}

void TestUsageStack::whatHasNoHourIsLeftOut()
{
    StoreUsage usage = fourHours();
    usage.all.append({at(u"2026-01-16T00:00Z"_s), DayMs, 40});
    usage.unobserved = {{at(u"2026-01-17T11:00Z"_s), at(u"2026-01-17T12:00Z"_s), 9, true}};
    QCOMPARE(usageRhythm(usage, SomeNowMs).leftOut, 49);
}

QTEST_GUILESS_MAIN(TestUsageStack)
#include "tst_usagestack.moc"
