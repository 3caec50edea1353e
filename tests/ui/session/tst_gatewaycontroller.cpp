// What is known of a running gateway, from gateways that were written apart from us.
#include "core/rules/jsdate.h"
#include "tests/support/httpclient.h"
#include "tests/support/rawserver.h"
#include "tests/support/uitest.h"
#include "tests/support/watchedgateway.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestGatewayController final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void thePlainBuildIsFoundOut();
    void theCachingBuildsAreFoundOut_data();
    void theCachingBuildsAreFoundOut();
    void aBuildThatIsSetStands();
    void aKeyInUseIsLeftAloneByABatchingGateway();
    void aRefusedKeyIsNotKeptRefused();
    void aKeyIsAskedForOnlyOnceItIsInTheFile();
    void aGatewayOfAnotherFileIsAnAlarm();
    void nothingIsAskedWhilePaused();
    void theClockIsMeasured();
};

void TestGatewayController::thePlainBuildIsFoundOut()
{
    const StoreFixture store(storeWithLimit(100'000));
    const NodeGateway gateway(store.path(), u"plain"_s);
    WatchedGateway f(store.path(), urlOf(gateway));
    QCOMPARE(f.gateway().traits().build, GatewayBuild::Unknown);
    QTRY_COMPARE_WITH_TIMEOUT(f.gateway().traits().build, GatewayBuild::Plain, PatienceMs);
    QVERIFY(f.gateway().isDetected());
}

void TestGatewayController::theCachingBuildsAreFoundOut_data()
{
    QTest::addColumn<QString>("build");
    QTest::addColumn<GatewayBuild>("expected");
    QTest::newRow("cached") << u"cached"_s << GatewayBuild::Cached;
    QTest::newRow("batching") << u"batching"_s << GatewayBuild::Batching;
}

// From a client that uses the key now and then.
void TestGatewayController::theCachingBuildsAreFoundOut()
{
    QFETCH(QString, build);
    QFETCH(GatewayBuild, expected);
    const StoreFixture store(storeWithLimit(100'000'000));
    const NodeGateway gateway(store.path(), NodeGateway::Options{.build = build});
    WatchedGateway f(store.path(), urlOf(gateway), {GatewayBuild::Unknown, DefaultCacheTtlMs});
    HttpClient client;
    QTimer use;
    connect(&use, &QTimer::timeout, this,
        [&] { client.sendCompletion(urlOf(gateway), Alice, 10)->setParent(&use); });
    use.start(3000);
    QTRY_COMPARE_WITH_TIMEOUT(f.gateway().traits().build, expected, PatienceMs);
}

void TestGatewayController::aBuildThatIsSetStands()
{
    const StoreFixture store(storeWithLimit(100'000));
    const RawServer *at = nullptr;
    RawServer server([&at](QTcpSocket &socket) { // /cache-stats is not found there
        const bool isHealth = at->requests().constLast().startsWith("GET /health");
        saying(isHealth ? httpAnswer("200 OK"_ba, R"({"status":"ok"})"_ba)
                        : httpAnswer("404 Not Found"_ba, "{}"_ba))(socket);
    });
    at = &server;
    WatchedGateway f(store.path(), server.url(), {GatewayBuild::Cached, TtlMs});
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 3, PatienceMs);
    QVERIFY(!f.gateway().isDetected());
    QCOMPARE(f.gateway().traits().build, GatewayBuild::Cached);
}

// Asked every few seconds, its record would never be forgotten, and its limit never enforced.
void TestGatewayController::aKeyInUseIsLeftAloneByABatchingGateway()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[0].lastUsed = toIsoString(SystemClock::instance().nowMs());
    const StoreFixture store(storeBytes(keys));
    RawServer server(saying(httpAnswer("200 OK"_ba, R"({"status":"ok"})"_ba)));
    WatchedGateway f(store.path(), server.url(), {GatewayBuild::Batching, 600'000});
    const auto askedForAlice = [&] {
        return std::count_if(server.requests().begin(), server.requests().end(),
            [](const QByteArray &request) { return request.contains(Alice.toLatin1()); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 4, PatienceMs);
    QCOMPARE(askedForAlice(), 0);
    QVERIFY(f.gateway().quietUntilMs(Alice) > SystemClock::instance().nowMs() + 500'000);
    f.gateway().askOnce(Alice);
    QTRY_COMPARE_WITH_TIMEOUT(askedForAlice(), 1, PatienceMs);
}

// That it is refused may be remembered, and would be for as long as we asked.
void TestGatewayController::aRefusedKeyIsNotKeptRefused()
{
    const StoreFixture store(storeWithLimit(100'000));
    const RawServer *at = nullptr;
    RawServer server([&at](QTcpSocket &socket) {
        const QByteArray asked = at->requests().constLast();
        const bool isRefused = asked.startsWith("GET /stats") && asked.contains(Alice.toLatin1());
        saying(isRefused ? httpAnswer("401 Unauthorized"_ba, R"({"error":"Invalid API key"})"_ba)
                         : httpAnswer("200 OK"_ba,
                             R"({"status":"ok","enabled":true,"hits":1,"misses":1,"size":1,
                                 "maxSize":9})"_ba))(socket);
    });
    at = &server;
    WatchedGateway f(store.path(), server.url(), {GatewayBuild::Unknown, 600'000});
    const auto count = [&](const QByteArray &what) {
        return std::count_if(
            server.requests().begin(), server.requests().end(), [&](const QByteArray &request) {
                return request.startsWith(what)
                    && (what != "GET /stats" || request.contains(Alice.toLatin1()));
            });
    };
    QTRY_COMPARE_WITH_TIMEOUT(count("GET /stats"_ba), 1, PatienceMs);
    const auto before = count("GET /health"_ba);
    QTRY_VERIFY_WITH_TIMEOUT(count("GET /health"_ba) >= before + 2, PatienceMs);
    QCOMPARE(count("GET /stats"_ba), 1);
}

// "Unknown" would be remembered, too.
void TestGatewayController::aKeyIsAskedForOnlyOnceItIsInTheFile()
{
    const StoreFixture store(storeWithLimit(100'000));
    RawServer server(
        saying(httpAnswer("401 Unauthorized"_ba, R"({"error":"Invalid API key"})"_ba)));
    WatchedGateway f(store.path(), server.url(), {GatewayBuild::Cached, TtlMs});
    const QString fresh = sampleKeyText(77);
    f.session.followKey(fresh);
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 3, PatienceMs);
    QVERIFY(std::none_of(server.requests().begin(), server.requests().end(),
        [&](const QByteArray &request) { return request.contains(fresh.toLatin1()); }));
}

void TestGatewayController::aGatewayOfAnotherFileIsAnAlarm()
{
    const StoreFixture store(storeWithLimit(100'000, 1));
    const StoreFixture other(storeBytes(0));
    const NodeGateway gateway(other.path(), u"plain"_s);
    WatchedGateway f(store.path(), urlOf(gateway), {GatewayBuild::Plain, TtlMs});
    QVERIFY(f.gateway().state().blindness.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!f.gateway().state().blindness.isEmpty(), PatienceMs);
    QVERIFY2(f.gateway().state().blindness.contains(store.path()),
        qPrintable(f.gateway().state().blindness));
    f.session.store().glance();
    QTRY_VERIFY(!f.session.alerts().groups().isEmpty());
    QCOMPARE(f.session.alerts().groups().first().kind, AlertKind::GatewayBlind);
    // It is given the right one.
    other.replace(store.bytes());
    QTRY_VERIFY_WITH_TIMEOUT(f.gateway().state().blindness.isEmpty(), PatienceMs);
}

void TestGatewayController::nothingIsAskedWhilePaused()
{
    const StoreFixture store(storeWithLimit(100'000));
    RawServer server(saying(httpAnswer("200 OK"_ba, R"({"status":"ok"})"_ba)));
    WatchedGateway f(store.path(), server.url(), {GatewayBuild::Plain, TtlMs});
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= 1, PatienceMs);
    using enum GatewayController::Pause;
    f.gateway().setPaused(Hidden, true);
    f.gateway().setPaused(Asleep, true);
    QVERIFY(f.gateway().state().isPaused);
    const auto before = server.requests().size();
    const QSignalSpy answers(&f.gateway(), &GatewayController::statsAnswered);
    f.gateway().setPaused(Hidden, false); // it still sleeps
    QTest::qWait(2 * PollSettings().minimumGapMs + 500);
    QVERIFY(server.requests().size() <= before + 1); // the one that was under way
    QCOMPARE(answers.size(), 0);
    f.gateway().setPaused(Asleep, false);
    QVERIFY(!f.gateway().state().isPaused);
    QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() >= before + 2, PatienceMs);
    QVERIFY(server.requests().last().contains("GET /health")
        || server.requests().at(before).contains("GET /health"));
}

void TestGatewayController::theClockIsMeasured()
{
    const StoreFixture store(storeWithLimit(100'000));
    const auto at = QDateTime::currentDateTimeUtc().addSecs(600).toString(Qt::ISODateWithMs);
    RawServer server(saying(
        httpAnswer("200 OK"_ba, R"({"status":"ok","timestamp":")" + at.toLatin1() + R"("})")));
    WatchedGateway f(store.path(), server.url());
    QTRY_VERIFY(f.gateway().state().clockSkewMs != 0);
    QVERIFY(std::abs(f.gateway().state().clockSkewMs - 600'000) < 10'000);
}

QTEST_MAIN(TestGatewayController)
#include "tst_gatewaycontroller.moc"
