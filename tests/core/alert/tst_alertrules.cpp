#include "core/alert/alertbook.h"
#include "core/alert/alertgroup.h"
#include "core/alert/alertrules.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

QByteArray record(const QByteArray &key, const QByteArray &used, const QByteArray &expiry)
{
    return "{\"key\":\"" + key + "\",\"name\":\"" + key
        + " name\",\"token_limit_per_5h\":100,\"expiry_date\":\"" + expiry
        + "\",\"usage_windows\":[{\"window_start\":\"2026-01-18T06:42:00.000Z\",\"tokens_used\":"
        + used + "}]}";
}

QList<Alert> alertsOf(const QByteArray &records)
{
    const KeySet keys = decodeStore("{\"keys\":[" + records + "]}");
    std::vector<KeyState> states;
    for (qsizetype i = 0; i < keys.size(); ++i)
        states.push_back(keyState(keys.at(i), SomeNowMs));
    return keyAlerts(keys, keys.refs(), states, SomeNowMs);
}

QStringList kinds(const QList<Alert> &alerts)
{
    QStringList ids;
    for (const Alert &alert : alerts)
        ids << alertKindId(alert.kind);
    return ids;
}

const QByteArray Far = "2027-12-31T23:59:59Z";

} // namespace

class TestAlertRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void keys_data();
    void keys();
    void ofDuplicatesTheFirstCounts();
    void anAlertIsNamedByItsPeriod();
    void anAlertThatReadsOtherwiseIsNotEqual();
    void theGatewayMayRestart();
    void aBlindGatewayIsOneAlert();
    void aWrongClockIsAnAlert();
    void aShrunkStoreIsOneAlert();
    void kindsGoThereAndBack();
    void groups();
    void sentences_data();
    void sentences();
};

void TestAlertRules::keys_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("expected");

    QTest::newRow("79 %") << record("pk_a", "79", Far) << QStringList();
    QTest::newRow("80 %") << record("pk_a", "80", Far) << QStringList{u"near-limit"_s};
    QTest::newRow("99 %") << record("pk_a", "99", Far) << QStringList{u"near-limit"_s};
    QTest::newRow("100 %, and nothing else")
        << record("pk_a", "100", Far) << QStringList{u"limit-reached"_s};
    QTest::newRow("over") << record("pk_a", "250", Far) << QStringList{u"limit-reached"_s};
    QTest::newRow("8 days") << record("pk_a", "1", "2026-01-26T10:30:00Z") << QStringList();
    QTest::newRow("6 days") << record("pk_a", "1", "2026-01-24T10:30:00Z")
                            << QStringList{u"expiring"_s};
    QTest::newRow("limit and expiry") << record("pk_a", "90", "2026-01-24T10:30:00Z")
                                      << QStringList{u"near-limit"_s, u"expiring"_s};
    QTest::newRow("expired, whatever was used")
        << record("pk_a", "120", "2026-01-18T10:00:00Z") << QStringList{u"expired"_s};
    QTest::newRow("expired long ago")
        << record("pk_a", "120", "2026-01-10T10:00:00Z") << QStringList();
    QTest::newRow("no key") << record("", "120", Far) << QStringList();
    QTest::newRow("a limit of 0") << QByteArray(
        R"({"key":"pk_a","token_limit_per_5h":0,"usage_windows":[]})")
                                  << QStringList();
    QTest::newRow("a closed window")
        << QByteArray(R"({"key":"pk_a","token_limit_per_5h":10,"usage_windows":[)"
                      R"({"window_start":"2026-01-18T05:00:00.000Z","tokens_used":99}]})")
        << QStringList();
}

void TestAlertRules::keys()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QStringList, expected);
    QCOMPARE(kinds(alertsOf(json)), expected);
}

void TestAlertRules::ofDuplicatesTheFirstCounts()
{
    const QByteArray idle = record("pk_a", "1", Far), blocked = record("pk_a", "100", Far);
    QCOMPARE(kinds(alertsOf(idle + "," + blocked)), QStringList());
    QCOMPARE(kinds(alertsOf(blocked + "," + idle)), QStringList{u"limit-reached"_s});
}

void TestAlertRules::anAlertIsNamedByItsPeriod()
{
    const Alert first = alertsOf(record("pk_a", "80", Far)).first();
    const Alert moreUsed = alertsOf(record("pk_a", "95", Far)).first();
    QVERIFY(first.isSameAs(moreUsed));
    QCOMPARE(first.momentMs - first.periodMs, UsageWindowMs);
    QVERIFY(!first.isSameAs(alertsOf(record("pk_b", "80", Far)).first()));
    Alert nextWindow = first;
    nextWindow.periodMs += UsageWindowMs;
    QVERIFY(!first.isSameAs(nextWindow));
}

void TestAlertRules::anAlertThatReadsOtherwiseIsNotEqual()
{
    const Alert alert = alertsOf(record("pk_a", "80", Far)).first();
    QCOMPARE(alertsOf(record("pk_a", "95", Far)), QList<Alert>{alert});
    QCOMPARE(AlertBook::entered({alert}), QList<Alert>{alert});
    const QByteArray renamed = record("pk_a", "80", Far).replace("pk_a name", "Team A");
    QVERIFY(alert.isSameAs(alertsOf(renamed).first()));
    QVERIFY(alertsOf(renamed) != QList<Alert>{alert});
    Alert later = alert;
    later.momentMs += 1;
    QVERIFY(alert.isSameAs(later) && !(later == alert));
    Alert told = alert;
    told.text = u"Timed out."_s;
    QVERIFY(alert.isSameAs(told) && !(told == alert));
}

void TestAlertRules::theGatewayMayRestart()
{
    QVERIFY(!gatewayAlert({}, 0, SomeNowMs));
    QVERIFY(!gatewayAlert(u"Refused."_s, SomeNowMs - GatewaySilenceMs + 1, SomeNowMs));
    const auto alert = gatewayAlert(u"Refused."_s, SomeNowMs - GatewaySilenceMs, SomeNowMs);
    QVERIFY(alert);
    // The same silence is the same alert.
    QVERIFY(gatewayAlert(u"Timed out."_s, SomeNowMs - GatewaySilenceMs, SomeNowMs + 5000)
                ->isSameAs(*alert));
}

void TestAlertRules::aBlindGatewayIsOneAlert()
{
    QVERIFY(!sightAlert({}, SomeNowMs));
    const auto alert = sightAlert(u"It sees none."_s, SomeNowMs);
    QVERIFY(alert);
    QCOMPARE(alert->kind, AlertKind::GatewayBlind);
    QVERIFY(sightAlert(u"It may not read it."_s, SomeNowMs)->isSameAs(*alert));
    const QList<AlertGroup> groups = alertGroups({*alert});
    QCOMPARE(groups.first().sentence(SomeNowMs), u"It sees none."_s);
    QCOMPARE(groups.first().title(), u"The gateway sees no keys"_s);
}

void TestAlertRules::aWrongClockIsAnAlert()
{
    QVERIFY(!clockAlert(0, SomeNowMs));
    QVERIFY(!clockAlert(-AlarmingSkewMs + 1, SomeNowMs));
    const auto alert = clockAlert(-3 * 3'600'000LL, SomeNowMs);
    QVERIFY(alert);
    QVERIFY2(alert->text.contains(u"3 h 0 min behind"_s) || alert->text.contains(u"3 h behind"_s),
        qPrintable(alert->text));
}

void TestAlertRules::aShrunkStoreIsOneAlert()
{
    QVERIFY(!shrinkageAlert({124, 120}));
    QVERIFY(shrinkageAlert({124, 0}));
    QVERIFY(shrinkageAlert({124, 0})->text.contains(u"124"_s));
}

void TestAlertRules::kindsGoThereAndBack()
{
    for (const AlertKind kind : AllAlertKinds)
        QCOMPARE(alertKindFromId(alertKindId(kind)), std::optional(kind));
    QVERIFY(!alertKindFromId(u"nothing"));
}

void TestAlertRules::groups()
{
    const QList<AlertGroup> groups = alertGroups(alertsOf(record("pk_a", "80", Far) + ","
        + record("pk_b", "100", Far) + "," + record("pk_c", "90", "2026-01-24T10:30:00Z")));
    QCOMPARE(groups.size(), 3);
    QCOMPARE(groups[0].kind, AlertKind::LimitReached);
    QCOMPARE(groups[1].kind, AlertKind::NearLimit);
    QCOMPARE(groups[1].alerts.size(), 2);
    QCOMPARE(groups[2].kind, AlertKind::Expiring);
}

void TestAlertRules::sentences_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("reached") << record("pk_a", "100",
        Far) << u"“pk_a name” has used up its limit: the gateway refuses it until 11:42."_s;
    QTest::newRow("near") << record("pk_a", "80",
        Far) << u"“pk_a name” has used over 80 % of its limit, which resets at 11:42."_s;
    QTest::newRow("expired") << record("pk_a", "1", "2026-01-18T10:00:00Z")
                             << u"“pk_a name” expired at 10:00: the gateway refuses it."_s;
    QTest::newRow("expiring") << record("pk_a", "1", "2026-01-24T10:30:00Z")
                              << u"“pk_a name” expires at 2026-01-24 10:30."_s;
    QTest::newRow("two") << record("pk_a", "80", Far) + "," + record("pk_b", "80", Far)
                         << u"2 keys have used over 80 % of their limit: “pk_a name” and “pk_b "
                            "name”."_s;
    QTest::newRow("many") << record("pk_a", "100", Far) + "," + record("pk_b", "100", Far) + ","
            + record("pk_c", "100", Far) + "," + record("pk_d", "100", Far) + ","
            + record("pk_e", "100", Far)
                          << u"5 keys have used up their limit: “pk_a name”, “pk_b name”, “pk_c "
                             "name” and 2 more."_s;
    QTest::newRow("a name that would turn the text around")
        << record("pk_a", "100", Far).replace("pk_a name", "\\u202eevil")
        << u"“\\u202eevil” has used up its limit: the gateway refuses it until 11:42."_s;
}

void TestAlertRules::sentences()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, sentence);
    const QList<AlertGroup> groups = alertGroups(alertsOf(json));
    QCOMPARE(groups.size(), 1);
    QCOMPARE(groups.first().sentence(SomeNowMs), sentence);
}

QTEST_GUILESS_MAIN(TestAlertRules)
#include "tst_alertrules.moc"
