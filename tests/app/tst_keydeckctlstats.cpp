// keydeckctl stats against a gateway that shares no line with ours, and against what is none.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/nodegateway.h"
#include "tests/support/rawserver.h"
#include "tests/support/storefixture.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QString Nowhere = u"http://127.0.0.1:1"_s;

CtlOutcome stats(const StoreFixture &store, const QString &url, const QStringList &words,
    const QByteArray &input = {})
{
    return runCtl(
        QStringList{u"stats"_s, u"--gateway"_s, url, u"--store"_s, store.path()} + words, input);
}

} // namespace

class KeydeckCtlStatsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void saysWhatTheGatewaySays();
    void differencesAreNamed();
    void jsonIsAnArray();
    void refusalsAreAnswers();
    void everyKeyIsAskedGently();
    void keysComeFromStandardInput();
    void aSilentAddressIsAFailure();
    void aFailingGatewayIsAskedNoMore();
    void strangersAreRecognised_data();
    void strangersAreRecognised();
};

void KeydeckCtlStatsTest::saysWhatTheGatewaySays()
{
    const StoreFixture store(3);
    const NodeGateway gateway(store.path());
    const CtlOutcome outcome = stats(store, gateway.url(), {u"Example 1"_s});
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    QCOMPARE(outcome.out.count('\n'), 1);
    QVERIFY2(outcome.out.contains("Example 1: 200 in "), outcome.out.constData());
    QVERIFY2(outcome.out.contains("0 of 100,000 used, 100,000 left"), outcome.out.constData());
    QVERIFY(!outcome.out.contains(sampleKeyText(1).toUtf8()));
    QVERIFY(store.isTidy());
}

// The gateway reads another file than we do.
void KeydeckCtlStatsTest::differencesAreNamed()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    const StoreFixture theirs(storeBytes({keys[0]}));
    keys[0].tokenLimitPer5h = 60'000;
    const StoreFixture store(storeBytes(keys));
    const NodeGateway gateway(theirs.path());

    const CtlOutcome lines = stats(store, gateway.url(), {u"Example 0"_s});
    QVERIFY2(lines.exitCode == 0, lines.all().constData());
    QVERIFY2(lines.out.contains("differs: limit is 60,000 in the file, 100,000 at the gateway"),
        lines.out.constData());

    const CtlOutcome outcome
        = stats(store, gateway.url(), {u"Example 0"_s, u"Example 1"_s, u"--json"_s});
    const QJsonArray answers = outcome.json().array();
    QCOMPARE(answers.size(), 2);
    const QJsonArray differs = answers[0][u"differences"_s].toArray();
    QCOMPARE(differs.size(), 1);
    QCOMPARE(differs[0].toObject(),
        (QJsonObject{{u"figure"_s, u"limit"_s}, {u"file"_s, u"60,000"_s},
            {u"gateway"_s, u"100,000"_s}, {u"cause"_s, u"remembered"_s}}));
    // It was made so long ago that no cache explains it.
    const QJsonObject unknown = answers[1][u"differences"_s].toArray().at(0).toObject();
    QCOMPARE(unknown[u"figure"_s].toString(), u"access"_s);
    QCOMPARE(unknown[u"cause"_s].toString(), u"other_file"_s);

    const CtlOutcome same = stats(theirs, gateway.url(), {u"Example 0"_s, u"--json"_s});
    QVERIFY(same.json().array().at(0)[u"differences"_s].toArray().isEmpty());
}

void KeydeckCtlStatsTest::jsonIsAnArray()
{
    const StoreFixture store(1);
    const NodeGateway gateway(store.path());
    const CtlOutcome outcome = stats(store, gateway.url(), {u"Example 0"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.json().array().size(), 1);
    const QJsonObject answer = outcome.json().array()[0].toObject();
    QCOMPARE(answer[u"id"_s].toString(), fingerprint(sampleKeyText(0)));
    QCOMPARE(answer[u"name"_s].toString(), u"Example 0"_s);
    QCOMPARE(answer[u"http_status"_s].toInt(), 200);
    QVERIFY(answer[u"latency_ms"_s].toInt(-1) >= 0);
    QCOMPARE(answer[u"token_limit_per_5h"_s].toInt(), 100'000);
    QCOMPARE(answer[u"remaining_tokens"_s].toInt(), 100'000);
    QCOMPARE(answer[u"total_lifetime_tokens"_s].toInt(), 1'500'000);
    QCOMPARE(answer[u"is_expired"_s].toBool(true), false);
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlStatsTest::refusalsAreAnswers()
{
    SampleKey expired = sampleKey(0);
    expired.expiryDate = u"2020-01-01T00:00:00.000Z"_s;
    const StoreFixture gatewayStore(storeBytes({expired}));
    const StoreFixture ours(2);
    const NodeGateway gateway(gatewayStore.path());
    const CtlOutcome outcome
        = stats(ours, gateway.url(), {u"Example 0"_s, u"Example 1"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QJsonArray answers = outcome.json().array();
    QCOMPARE(answers[0][u"http_status"_s].toInt(), 403);
    QCOMPARE(answers[0][u"message"_s].toString(), u"API key expired on 2020-01-01T00:00:00.000Z"_s);
    QCOMPARE(answers[1][u"http_status"_s].toInt(), 401);
    QCOMPARE(answers[1][u"message"_s].toString(), u"Invalid API key"_s);
}

void KeydeckCtlStatsTest::everyKeyIsAskedGently()
{
    const StoreFixture store(2);
    const NodeGateway gateway(store.path());
    const CtlOutcome outcome = stats(store, gateway.url(), {});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QByteArrayList lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith("The gateway is up"));
    QVERIFY(lines[2].contains("Example 1"));
    QVERIFY2(outcome.tookMs >= 2000, "a second between two questions");
}

void KeydeckCtlStatsTest::keysComeFromStandardInput()
{
    const StoreFixture store(3);
    const NodeGateway gateway(store.path());
    const CtlOutcome outcome = stats(
        store, gateway.url(), {u"--key-stdin"_s, u"--json"_s}, sampleKeyText(2).toUtf8() + '\n');
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.json().array().size(), 1);
    QCOMPARE(outcome.json().array()[0][u"name"_s].toString(), u"Example 2"_s);
}

void KeydeckCtlStatsTest::aSilentAddressIsAFailure()
{
    const StoreFixture store(1);
    for (const QStringList &words : {QStringList{u"Example 0"_s}, QStringList{}}) {
        const CtlOutcome outcome = stats(store, Nowhere, words);
        QVERIFY2(outcome.exitCode == 1, outcome.all().constData());
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY2(outcome.errorText().contains(Nowhere), outcome.err.constData());
    }
}

void KeydeckCtlStatsTest::aFailingGatewayIsAskedNoMore()
{
    const StoreFixture store(3);
    const RawServer server(
        saying(httpAnswer("500 Internal Server Error", "{\"error\":\"Internal Server Error\"}")));
    const CtlOutcome outcome
        = stats(store, server.url().toString(), {u"Example 0"_s, u"Example 1"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 1, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine() && outcome.errorText().contains(u"500"_s),
        outcome.err.constData());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(outcome.json().array()[0][u"http_status"_s].toInt(), 500);
}

void KeydeckCtlStatsTest::strangersAreRecognised_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray page = "<!DOCTYPE html><html><body><h1>It works!</h1></body></html>";
    QTest::newRow("HTML") << httpAnswer("200 OK", page, "Content-Type: text/html\r\n");
    QTest::newRow("HTML, not found") << httpAnswer("404 Not Found", page);
    QTest::newRow("nothing") << httpAnswer("200 OK", "");
    QTest::newRow("another JSON") << httpAnswer("200 OK", "[1, 2, 3]");
    QTest::newRow("elsewhere") << httpAnswer(
        "302 Found", "", "Location: http://127.0.0.1:1/stats\r\n");
    QTest::newRow("no HTTP") << "SSH-2.0-OpenSSH_9.2p1 Debian\r\n"_ba;
}

void KeydeckCtlStatsTest::strangersAreRecognised()
{
    QFETCH(QByteArray, answer);
    const StoreFixture store(1);
    const RawServer server(saying(answer));
    const CtlOutcome outcome = stats(store, server.url().toString(), {u"Example 0"_s});
    QVERIFY2(outcome.exitCode == 1, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QVERIFY2(outcome.errorText().contains(server.url().authority()), outcome.err.constData());
    QVERIFY(!outcome.err.contains("<html"));
    QVERIFY(!outcome.err.contains(sampleKeyText(0).toUtf8()));
}

QTEST_GUILESS_MAIN(KeydeckCtlStatsTest)
#include "tst_keydeckctlstats.moc"
