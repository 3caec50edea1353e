// What our polling costs the gateway's other clients: a gateway that locks as the real one does,
// 20 requests a second, without us and with us.
//
// KEYDECK_POLL_SECONDS: how long each; a few seconds where it is not set, which tell that we keep
// to our budget. What we cost others is told by a long run on a machine with nothing else to do:
// 600 for the figures of docs/gateway.md. KEYDECK_POLL_RATE: the others' requests a second, 20
// where not set.
#include "core/gateway/statspoller.h"
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int UsualRate = 20;
constexpr int ShortRunS = 5;
constexpr int LongRunS = 120;
constexpr double RetryMs = 50; // of the gateway's lock
constexpr int LoadedKeys = 50;

int runSeconds()
{
    const int seconds = qEnvironmentVariableIntValue("KEYDECK_POLL_SECONDS");
    return seconds > 0 ? seconds : ShortRunS;
}

QByteArray storeOf(int keyCount)
{
    std::vector<SampleKey> keys;
    for (int number = 0; number < keyCount; ++number) {
        keys.push_back(sampleKey(number));
        keys.back().expiryDate = u"2099-12-31T23:59:59Z"_s;
        keys.back().tokenLimitPer5h = 100'000'000;
    }
    return storeBytes(keys);
}

/// The others' requests.
int requestsPerSecond()
{
    const int rate = qEnvironmentVariableIntValue("KEYDECK_POLL_RATE");
    return rate > 0 ? rate : UsualRate;
}

struct Load
{
    int asked = 0;
    int failed = 0;
    double p50 = 0;
    double p99 = 0;
};

Load loadFor(const QString &url)
{
    QProcess clients;
    clients.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    clients.start(u"node"_s,
        {QStringLiteral(KEYDECK_SOURCE "/tests/support/gatewayrate.mjs"), url,
            QString::number(requestsPerSecond()), QString::number(runSeconds())});
    for (int number = 0; number < LoadedKeys; ++number)
        clients.write(sampleKeyText(number).toUtf8() + '\n');
    clients.closeWriteChannel();
    QSignalSpy(&clients, &QProcess::finished).wait((runSeconds() + 60) * 1000);
    const QJsonObject report = QJsonDocument::fromJson(clients.readAllStandardOutput()).object();
    Load load{
        report[u"asked"_s].toInt(), 0, report[u"p50"_s].toDouble(), report[u"p99"_s].toDouble()};
    for (const QJsonValue &count : report[u"failed"_s].toObject())
        load.failed += count.toInt();
    return load;
}

} // namespace

class TestPollBeside final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void doesNoHarm_data();
    void doesNoHarm();
};

void TestPollBeside::doesNoHarm_data()
{
    QTest::addColumn<int>("keyCount");
    QTest::newRow("1,000 keys") << 1'000;
    QTest::newRow("10,000 keys") << 10'000;
}

void TestPollBeside::doesNoHarm()
{
    QFETCH(int, keyCount);
    const StoreFixture store(storeOf(keyCount));
    const NodeGateway gateway(store.path(), u"plain"_s);
    const Load alone = loadFor(gateway.url());

    StatsClient client({.baseUrl = QUrl(gateway.url())}, SystemClock::instance());
    StatsPoller poller(client, SystemClock::instance());
    const QSignalSpy answers(&poller, &StatsPoller::statsAnswered);
    const QSignalSpy failures(&poller, &StatsPoller::failed);
    QStringList keys;
    for (int number = 0; number < keyCount; ++number)
        keys.append(sampleKeyText(number));
    poller.sweep(keys);
    poller.selectKey(keys.first());
    poller.start();
    const Load beside = loadFor(gateway.url());
    poller.stop();

    qInfo("%d keys, %d s each: alone %d asked, %d failed, p50 %.1f ms, p99 %.1f ms; beside us %d "
          "asked, %d failed, p50 %.1f ms, p99 %.1f ms; we asked %lld times, %lld of them failed",
        keyCount, runSeconds(), alone.asked, alone.failed, alone.p50, alone.p99, beside.asked,
        beside.failed, beside.p50, beside.p99, qint64(answers.size()), qint64(failures.size()));
    QVERIFY(alone.asked >= runSeconds() * requestsPerSecond() * 9 / 10);
    QVERIFY(answers.size() >= 1);
    QVERIFY(answers.size() <= DefaultPollsPerMinute * (runSeconds() / 60 + 1));
    QVERIFY(failures.size() <= DefaultPollsPerMinute * (runSeconds() / 60 + 1));
    if (runSeconds() < LongRunS)
        return;
    QVERIFY2(beside.failed <= alone.failed,
        qPrintable(u"%1 failed, %2 without us"_s.arg(beside.failed).arg(alone.failed)));
    QVERIFY(beside.p99 <= alone.p99 + RetryMs);
}

QTEST_GUILESS_MAIN(TestPollBeside)
#include "tst_pollbeside.moc"
