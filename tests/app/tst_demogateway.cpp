// The demo gateway over a real store on a real socket.
#include "core/gateway/statsclient.h"
#include "core/rules/jsdate.h"
#include "tests/app/servedstore.h"
#include "tests/support/httpclient.h"
#include "tests/support/nodegateway.h"

#include <QDir>
#include <QElapsedTimer>
#include <QNetworkReply>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60 * 60 * 1000;

QString ago(qint64 ms)
{
    return toIsoString(SystemClock::instance().nowMs() - ms);
}

} // namespace

class TestDemoGateway final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void saysThatItIsHealthy();
    void statsOfAnUnusedKeyBeginNow();
    void booksWhatItAnswers();
    void blocksOnceTheLimitIsPassed();
    void estimatesWhatARequestCosts_data();
    void estimatesWhatARequestCosts();
    void losesNoConcurrentBooking();
    void failsWhileSomebodyHoldsTheLock();
    void readsADamagedStoreAsTheGateway_data();
    void readsADamagedStoreAsTheGateway();
    void countsTheCache();
    void saysThatTheCacheIsOff();
    void refusesOtherPathsAndMethods_data();
    void refusesOtherPathsAndMethods();
    void saysThatItsPortIsTaken();
    void answersTheStatsClient();

private:
    HttpClient m_http;
};

void TestDemoGateway::saysThatItIsHealthy()
{
    ServedStore served(storeBytes(1));
    const qint64 beforeMs = SystemClock::instance().nowMs();
    const HttpResult result = m_http.get(served.at(u"/health"_s));
    QCOMPARE(result.status, 200);
    QCOMPARE(result.contentType, "application/json"_ba);
    QCOMPARE(result.json().value(u"status"_s).toString(), u"ok"_s);
    const auto timestamp = parseJsDate(result.json().value(u"timestamp"_s).toString());
    QVERIFY(timestamp.value_or(0) >= beforeMs);
}

void TestDemoGateway::statsOfAnUnusedKeyBeginNow()
{
    SampleKey key = sampleKey(0);
    key.usageWindows = {{ago(6 * HourMs), 700}};
    ServedStore served(storeBytes(std::vector{key}));
    const qint64 beforeMs = SystemClock::instance().nowMs();
    const HttpResult result = m_http.get(served.at(u"/stats"_s), bearer(key.key));

    QCOMPARE(result.status, 200);
    const QJsonObject usage = result.json().value(u"current_usage"_s).toObject();
    QCOMPARE(usage.value(u"tokens_used_in_current_window"_s).toInt(-1), 0);
    QCOMPARE(usage.value(u"remaining_tokens"_s).toInt(-1), int(key.tokenLimitPer5h));
    const qint64 startMs = parseJsDate(usage.value(u"window_started_at"_s).toString()).value_or(0);
    QVERIFY(startMs >= beforeMs && startMs <= SystemClock::instance().nowMs());
    QCOMPARE(usage.value(u"window_ends_at"_s).toString(), toIsoString(startMs + 5 * HourMs));
}

void TestDemoGateway::booksWhatItAnswers()
{
    SampleKey key = sampleKey(0);
    key.model.clear();
    key.usageWindows.clear();
    ServedStore served(storeBytes(std::vector{key, sampleKey(1)}));
    const QJsonObject bystander = served.record(sampleKey(1).name);
    const HttpResult result = m_http.complete(served.url, key.key, 120);

    QCOMPARE(result.status, 200);
    QCOMPARE(result.json().value(u"object"_s).toString(), u"chat.completion"_s);
    QCOMPARE(result.json().value(u"model"_s).toString(), u"glm-4.7"_s);
    const QJsonValue choice = result.json().value(u"choices"_s).toArray().at(0);
    QCOMPARE(choice[u"message"_s][u"role"_s].toString(), u"assistant"_s);
    QVERIFY(!choice[u"message"_s][u"content"_s].toString().isEmpty());
    QCOMPARE(result.json().value(u"usage"_s)[u"total_tokens"_s].toInt(), 120);

    const QJsonObject booked = served.record(key.name);
    QCOMPARE(booked.value(u"total_lifetime_tokens"_s).toInteger(), key.totalLifetimeTokens + 120);
    QCOMPARE(booked.value(u"usage_windows"_s).toArray().size(), 1);
    QCOMPARE(booked.value(u"usage_windows"_s).toArray().at(0)[u"tokens_used"_s].toInt(), 120);
    QVERIFY(booked.value(u"last_used"_s).toString() > key.lastUsed);
    QCOMPARE(served.record(sampleKey(1).name), bystander);
    QVERIFY(served.fixture.isTidy());
}

void TestDemoGateway::blocksOnceTheLimitIsPassed()
{
    SampleKey key = sampleKey(0);
    key.tokenLimitPer5h = 100;
    key.usageWindows = {{ago(HourMs), 60}};
    ServedStore served(storeBytes(std::vector{key}));
    QCOMPARE(m_http.complete(served.url, key.key, 40).status, 200); // to exactly the limit
    QCOMPARE(m_http.complete(served.url, key.key, 40).status, 200);
    const HttpResult blocked = m_http.complete(served.url, key.key, 40);
    QCOMPARE(blocked.status, 429);
    QVERIFY(qAbs(blocked.retryAfter.toLongLong() - 4 * 3600) <= 2);
    QCOMPARE(blocked.json().value(u"error"_s)[u"tokens_used"_s].toInt(), 140);
    QCOMPARE(served.lifetimeTokens(key.name), key.totalLifetimeTokens + 80);
}

void TestDemoGateway::estimatesWhatARequestCosts_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("prompt"); // -1: refused
    QTest::addColumn<int>("completion");

    QTest::newRow("empty object") << "{}"_ba << 0 << 256;
    QTest::newRow("text") << R"({"messages":[{"role":"user","content":"123456789"}]})"_ba << 3
                          << 256;
    QTest::newRow("parts")
        << R"({"messages":[{"content":[{"type":"text","text":"1234"},{"type":"image"}]}]})"_ba << 1
        << 256;
    QTest::newRow("max_tokens") << R"({"max_tokens":7})"_ba << 0 << 7;
    QTest::newRow("none") << R"({"max_tokens":0})"_ba << 0 << 1;
    QTest::newRow("negative") << R"({"max_tokens":-50})"_ba << 0 << 1;
    QTest::newRow("absurd") << R"({"max_tokens":1e300})"_ba << 0 << 4096;
    QTest::newRow("no number") << R"({"max_tokens":"many","messages":5})"_ba << 0 << 256;
    QTest::newRow("no JSON") << "hello"_ba << -1 << 0;
    QTest::newRow("empty body") << QByteArray() << -1 << 0;
    QTest::newRow("a list") << "[]"_ba << -1 << 0;
}

void TestDemoGateway::estimatesWhatARequestCosts()
{
    QFETCH(QByteArray, body);
    QFETCH(int, prompt);
    QFETCH(int, completion);
    ServedStore served(storeBytes(1));
    const QByteArray before = served.fixture.bytes();
    const HttpResult result = m_http.take(m_http.send(
        "POST"_ba, served.at(u"/v1/chat/completions"_s), bearer(sampleKey(0).key), body));
    if (prompt < 0) {
        QCOMPARE(result.status, 400);
        QCOMPARE(served.fixture.bytes(), before);
        return;
    }
    QCOMPARE(result.status, 200);
    const QJsonObject usage = result.json().value(u"usage"_s).toObject();
    QCOMPARE(usage.value(u"prompt_tokens"_s).toInt(), prompt);
    QCOMPARE(usage.value(u"completion_tokens"_s).toInt(), completion);
    QCOMPARE(usage.value(u"total_tokens"_s).toInt(), prompt + completion);
}

// The other gateway serves the same file at the same time.
void TestDemoGateway::losesNoConcurrentBooking()
{
    constexpr int Requests = 40;
    SampleKey key = sampleKey(0);
    key.tokenLimitPer5h = 1'000'000;
    key.usageWindows.clear();
    ServedStore served(storeBytes(std::vector{key, sampleKey(1)}));
    const NodeGateway other(served.fixture.path());

    QList<QNetworkReply *> replies;
    for (int i = 0; i < Requests; ++i) {
        replies += m_http.sendCompletion(served.url, key.key, 10);
        replies += m_http.sendCompletion(QUrl(other.url()), key.key, 1000);
    }
    int booked = 0;
    for (QNetworkReply *reply : replies) {
        const HttpResult result = m_http.take(reply);
        QVERIFY(result.status == 200 || result.status == 500);
        booked += result.json().value(u"usage"_s)[u"total_tokens"_s].toInt();
    }
    QVERIFY(booked > 10 * Requests);
    QCOMPARE(served.lifetimeTokens(key.name), key.totalLifetimeTokens + booked);
    QVERIFY(served.fixture.isTidy());
}

void TestDemoGateway::failsWhileSomebodyHoldsTheLock()
{
    ServedStore served(storeBytes(1), {.enabled = false});
    const QByteArray before = served.fixture.bytes();
    QVERIFY(QDir().mkdir(served.fixture.lockPath()));
    QElapsedTimer elapsed;
    elapsed.start();
    const HttpResult stats = m_http.get(served.at(u"/stats"_s), bearer(sampleKey(0).key));
    QCOMPARE(stats.status, 500);
    QVERIFY(!stats.json().value(u"error"_s).toString().isEmpty());
    QVERIFY2(elapsed.elapsed() >= 400 && elapsed.elapsed() < 2000,
        qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(m_http.get(served.at(u"/health"_s)).status, 200);
    QCOMPARE(m_http.complete(served.url, sampleKey(0).key, 10).status, 500);
    QVERIFY(QDir(served.fixture.lockPath()).exists());
    QCOMPARE(served.fixture.bytes(), before);

    QVERIFY(QDir().rmdir(served.fixture.lockPath()));
    QCOMPARE(m_http.complete(served.url, sampleKey(0).key, 10).status, 200);
}

void TestDemoGateway::readsADamagedStoreAsTheGateway_data()
{
    QTest::addColumn<QByteArray>("store");
    QTest::addColumn<int>("status");
    QTest::newRow("cut short") << storeBytes(1).chopped(5) << 401;
    QTest::newRow("BOM") << "\xef\xbb\xbf"_ba + storeBytes(1) << 401;
    QTest::newRow("empty file") << QByteArray() << 401;
    QTest::newRow("{}") << "{}"_ba << 500;
    QTest::newRow("null") << "null"_ba << 500;
    QTest::newRow("no key") << R"({"keys":[]})"_ba << 401;
}

void TestDemoGateway::readsADamagedStoreAsTheGateway()
{
    QFETCH(QByteArray, store);
    ServedStore served(store);
    const HttpResult result = m_http.get(served.at(u"/stats"_s), bearer(sampleKey(0).key));
    QTEST(result.status, "status");
    QCOMPARE(served.fixture.bytes(), store);
}

void TestDemoGateway::countsTheCache()
{
    ServedStore served(storeBytes(2), {.maxSize = 50});
    const HttpClient::Headers key = bearer(sampleKey(0).key);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(m_http.get(served.at(u"/stats"_s), key).status, 200);
    QCOMPARE(m_http.get(served.at(u"/stats"_s), bearer(u"pk_nobody"_s)).status, 401);
    const HttpResult result = m_http.get(served.at(u"/cache-stats"_s), key);
    QCOMPARE(result.status, 200);
    QCOMPARE(result.body,
        R"({"hits":2,"misses":2,"hitRate":50,"size":2,"maxSize":50,"enabled":true})"_ba);
    QCOMPARE(m_http.get(served.at(u"/cache-stats"_s)).status, 401);
}

void TestDemoGateway::saysThatTheCacheIsOff()
{
    ServedStore served(storeBytes(1), {.enabled = false});
    const HttpResult result = m_http.get(served.at(u"/cache-stats"_s), bearer(sampleKey(0).key));
    QCOMPARE(result.status, 200);
    QCOMPARE(result.json().value(u"enabled"_s).toBool(true), false);
    QCOMPARE(result.json().value(u"hits"_s).toInt(-1), 0);
}

void TestDemoGateway::refusesOtherPathsAndMethods_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("root") << "GET"_ba << u"/"_s << 404;
    QTest::newRow("unknown") << "GET"_ba << u"/admin"_s << 404;
    QTest::newRow("below") << "GET"_ba << u"/stats/x"_s << 404;
    QTest::newRow("post stats") << "POST"_ba << u"/stats"_s << 405;
    QTest::newRow("get chat") << "GET"_ba << u"/v1/chat/completions"_s << 405;
    QTest::newRow("delete health") << "DELETE"_ba << u"/health"_s << 405;
    QTest::newRow("head") << "HEAD"_ba << u"/stats"_s << 405;
}

void TestDemoGateway::refusesOtherPathsAndMethods()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    ServedStore served(storeBytes(1));
    const HttpResult result
        = m_http.take(m_http.send(verb, served.at(path), bearer(sampleKey(0).key)));
    QTEST(result.status, "status");
    QCOMPARE(m_http.get(served.at(u"/health"_s)).status, 200);
}

void TestDemoGateway::saysThatItsPortIsTaken()
{
    ServedStore served(storeBytes(1));
    DemoGateway second(served.store, SystemClock::instance(),
        DemoGateway::Settings{.port = quint16(served.url.port())});
    const Result<quint16> started = second.start();
    QVERIFY(!started);
    QVERIFY(started.error().message.contains(QString::number(served.url.port())));
}

void TestDemoGateway::answersTheStatsClient()
{
    SampleKey key = sampleKey(0);
    key.usageWindows = {{ago(HourMs), 700}};
    ServedStore served(storeBytes(std::vector{key}));
    StatsClient client({.baseUrl = served.url}, SystemClock::instance());
    const auto health = client.health();
    QTRY_VERIFY(health.isFinished());
    QVERIFY(health.result());
    const auto stats = client.stats(key.key);
    QTRY_VERIFY(stats.isFinished());
    QVERIFY(stats.result() && stats.result()->sample);
    QCOMPARE(stats.result()->sample->tokensUsedInCurrentWindow, 700.0);
    QCOMPARE(stats.result()->sample->windowStartedAt, key.usageWindows.front().windowStart);
}

QTEST_GUILESS_MAIN(TestDemoGateway)
#include "tst_demogateway.moc"
