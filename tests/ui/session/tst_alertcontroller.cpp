// What is told of at the moment, from whoever saw it.
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keyrows.h"
#include "ui/session/alertcontroller.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

/// A key that has used up its limit.
std::shared_ptr<const KeyRows> blockedKey()
{
    SampleKey key = sampleKey(0);
    key.usageWindows = {{u"2026-01-18T08:00:00.000Z"_s, 100'000}};
    return KeyRows::of(decodeStore(storeBytes({key})), SomeNowMs);
}

/// As many as are looked through on a worker, of which the given ones have used up their limit.
std::shared_ptr<const KeyRows> manyKeys(const QList<int> &blocked)
{
    std::vector<SampleKey> keys;
    for (int n = 0; n <= AtOnceKeys; ++n) {
        keys.push_back(sampleKey(n));
        if (blocked.contains(n))
            keys.back().usageWindows = {{u"2026-01-18T08:00:00.000Z"_s, 100'000}};
    }
    return KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs);
}

void see(AlertController &alerts, const std::shared_ptr<const KeyRows> &rows)
{
    alerts.seeKeys(rows, {rows, &rows->states}, SomeNowMs);
}

/// Which of the series are told of, in groups(), or in what was raised.
QList<int> numbers(const QList<AlertGroup> &groups)
{
    QList<int> found;
    for (const AlertGroup &group : groups) {
        for (const Alert &alert : group.alerts)
            found.append(alert.key.right(5).toInt());
    }
    std::sort(found.begin(), found.end());
    return found;
}

QList<AlertKind> kinds(const AlertController &alerts)
{
    QList<AlertKind> found;
    for (const AlertGroup &group : alerts.groups())
        found.append(group.kind);
    return found;
}

} // namespace

class TestAlertController final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void anUnsettledKeyIsNoAlarmYet();
    void aWrongClockIsToldUntilItIsRight();
    void aBlindGatewayIsToldUntilItSees();
    void ofManyKeysEachIsRaisedOnce();
    void whatIsAcknowledgedDuringALookStaysSo();
    void theBookCountsThoughALookBeganBeforeIt();
    void aLookThatNobodyWantsAnyMoreChangesNothing();

private:
    static void begin(AlertController &alerts)
    {
        const QSignalSpy changed(&alerts, &AlertController::changed);
        alerts.start();
        QTRY_VERIFY(!changed.isEmpty());
    }
};

// The file has a limit that the gateway does not go by: it refuses nobody.
void TestAlertController::anUnsettledKeyIsNoAlarmYet()
{
    const ManualClock clock;
    AlertController alerts({}, clock);
    begin(alerts);
    const auto rows = blockedKey();
    alerts.seeKeys(rows, {rows, &rows->states}, SomeNowMs, {sampleKeyText(0)});
    QVERIFY(kinds(alerts).isEmpty());
    alerts.seeKeys(rows, {rows, &rows->states}, SomeNowMs, {sampleKeyText(1)});
    QCOMPARE(kinds(alerts), QList{AlertKind::LimitReached});
}

void TestAlertController::aWrongClockIsToldUntilItIsRight()
{
    const ManualClock clock;
    AlertController alerts({}, clock);
    begin(alerts);
    alerts.seeClock(-AlarmingSkewMs + 1);
    QVERIFY(kinds(alerts).isEmpty());
    alerts.seeClock(3 * AlarmingSkewMs);
    QCOMPARE(kinds(alerts), QList{AlertKind::GatewayClock});
    alerts.seeClock(0);
    QVERIFY(kinds(alerts).isEmpty());
}

void TestAlertController::aBlindGatewayIsToldUntilItSees()
{
    const ManualClock clock;
    AlertController alerts({}, clock);
    begin(alerts);
    alerts.seeSight(u"It may not read the file."_s);
    QCOMPARE(kinds(alerts), QList{AlertKind::GatewayBlind});
    QCOMPARE(alerts.groups().first().sentence(SomeNowMs), u"It may not read the file."_s);
    alerts.seeSight({});
    QVERIFY(kinds(alerts).isEmpty());
}

void TestAlertController::ofManyKeysEachIsRaisedOnce()
{
    const ManualClock clock;
    AlertController alerts({}, clock);
    begin(alerts);
    QSignalSpy raised(&alerts, &AlertController::raised);
    see(alerts, manyKeys({1}));
    QTRY_COMPARE(numbers(alerts.groups()), QList{1});
    QCOMPARE(raised.count(), 0); // it held already when the store was opened
    see(alerts, manyKeys({1, 2}));
    see(alerts, manyKeys({1, 2, 3})); // asked for before the second was told of
    QTRY_COMPARE(numbers(alerts.groups()), (QList{1, 2, 3}));
    see(alerts, manyKeys({3}));
    QTRY_COMPARE(numbers(alerts.groups()), QList{3});
    see(alerts, manyKeys({1, 3})); // was told of
    QTRY_COMPARE(numbers(alerts.groups()), (QList{1, 3}));
    QCOMPARE(raised.count(), 2);
    QCOMPARE(numbers(raised.at(0).at(0).value<QList<AlertGroup>>()), QList{2});
    QCOMPARE(numbers(raised.at(1).at(0).value<QList<AlertGroup>>()), QList{3});
}

void TestAlertController::whatIsAcknowledgedDuringALookStaysSo()
{
    const ManualClock clock;
    AlertController alerts({}, clock);
    begin(alerts);
    see(alerts, manyKeys({1}));
    QTRY_COMPARE(numbers(alerts.groups()), QList{1});
    const QSignalSpy changed(&alerts, &AlertController::changed);
    see(alerts, manyKeys({1, 2}));
    alerts.acknowledge(alerts.groups().first());
    QVERIFY(alerts.groups().isEmpty());
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(numbers(alerts.groups()), QList{2});
}

void TestAlertController::theBookCountsThoughALookBeganBeforeIt()
{
    const QTemporaryDir directory;
    const QString book = directory.filePath(u"alerts.json"_s);
    const ManualClock clock;
    {
        AlertController before(book, clock);
        begin(before);
        see(before, manyKeys({1}));
        QTRY_COMPARE(numbers(before.groups()), QList{1});
        before.acknowledge(before.groups().first());
    }
    AlertController alerts(book, clock);
    const QSignalSpy raised(&alerts, &AlertController::raised);
    see(alerts, manyKeys({1, 2}));
    QVERIFY(alerts.groups().isEmpty());
    alerts.start();
    QTRY_COMPARE(numbers(alerts.groups()), QList{2});
    QCOMPARE(raised.count(), 0);
}

void TestAlertController::aLookThatNobodyWantsAnyMoreChangesNothing()
{
    const ManualClock clock;
    AlertController alerts({}, clock);
    begin(alerts);
    QList<QList<int>> told;
    connect(&alerts, &AlertController::changed, &alerts,
        [&] { told.append(numbers(alerts.groups())); });
    see(alerts, manyKeys({1}));
    see(alerts, blockedKey()); // the store has but one key now
    QCOMPARE(numbers(alerts.groups()), QList{0});
    see(alerts, manyKeys({2}));
    QTRY_COMPARE(numbers(alerts.groups()), QList{2});
    QCOMPARE(told, (QList{QList{0}, QList{2}}));
}

QTEST_GUILESS_MAIN(TestAlertController)
#include "tst_alertcontroller.moc"
