// What is told of at the moment, from whoever saw it.
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keyrows.h"
#include "ui/session/alertcontroller.h"

#include <QSignalSpy>
#include <QTest>

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

QTEST_GUILESS_MAIN(TestAlertController)
#include "tst_alertcontroller.moc"
