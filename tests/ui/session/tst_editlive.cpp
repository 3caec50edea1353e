// Whether the gateway goes by an edit, as gateways that were written apart from us answer.
#include "tests/support/httpclient.h"
#include "tests/support/rawserver.h"
#include "tests/support/uitest.h"
#include "tests/support/watchedgateway.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

using Stage = KeySpread::Stage;

} // namespace

class TestEditLive final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void anEditIsConfirmed_data();
    void anEditIsConfirmed();
    void aRestartMakesAnEditLive();
    void aProxyThatRestartsIsNoRestart();
};

void TestEditLive::anEditIsConfirmed_data()
{
    QTest::addColumn<QString>("build");
    QTest::addColumn<GatewayBuild>("set");
    QTest::addColumn<qint64>("leastMs");
    QTest::newRow("plain") << u"plain"_s << GatewayBuild::Plain << qint64(0);
    QTest::newRow("cached") << u"cached"_s << GatewayBuild::Cached << qint64(0);
    QTest::newRow("batching") << u"batching"_s << GatewayBuild::Batching
                              << TtlMs + EditSpread::SilenceMs;
    QTest::newRow("batching, not known to be")
        << u"batching"_s << GatewayBuild::Unknown << TtlMs + EditSpread::SilenceMs;
}

void TestEditLive::anEditIsConfirmed()
{
    QFETCH(QString, build);
    QFETCH(GatewayBuild, set);
    QFETCH(qint64, leastMs);
    const StoreFixture store(storeWithLimit(100'000));
    const NodeGateway gateway(store.path(), NodeGateway::Options{.build = build, .ttlMs = TtlMs});
    WatchedGateway f(store.path(), urlOf(gateway), {set, TtlMs});
    QTRY_COMPARE_WITH_TIMEOUT(f.answeredLimit(), 100'000.0, PatienceMs);
    QVERIFY(!f.stage());

    store.replace(storeWithLimit(250'000));
    QTRY_VERIFY(f.stage());
    const KeySpread begun = f.gateway().spreadOf(Alice).value();
    QCOMPARE(begun.kind, ChangeKind::Edited);
    QVERIFY(begun.liveByMs <= begun.savedMs + TtlMs);
    QTRY_COMPARE_WITH_TIMEOUT(f.stage(), std::optional(Stage::Confirmed), PatienceMs);
    QCOMPARE(f.answeredLimit(), 250'000.0);
    const KeySpread confirmed = f.gateway().spreadOf(Alice).value();
    QVERIFY(*confirmed.answeredMs - confirmed.savedMs >= leastMs);
}

void TestEditLive::aRestartMakesAnEditLive()
{
    const StoreFixture store(storeWithLimit(100'000));
    const GatewayTraits patient{GatewayBuild::Batching, 600'000};
    auto gateway = std::make_unique<NodeGateway>(
        store.path(), NodeGateway::Options{.build = u"batching"_s, .ttlMs = 600'000});
    const int port = gateway->port();
    HttpClient client;
    for (int i = 0; i < 20; ++i) // its cache has counted before we came
        QCOMPARE(
            client.get(QUrl(gateway->url() + u"/stats"_s), bearer(sampleKeyText(1))).status, 200);
    WatchedGateway f(store.path(), urlOf(*gateway), patient);
    QTRY_COMPARE_WITH_TIMEOUT(f.answeredLimit(), 100'000.0, PatienceMs);
    store.replace(storeWithLimit(250'000));
    QTRY_COMPARE(f.stage(), std::optional(Stage::Spreading));

    gateway.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!f.gateway().state().failure.isEmpty(), PatienceMs);
    gateway = std::make_unique<NodeGateway>(
        store.path(), NodeGateway::Options{.build = u"batching"_s, .ttlMs = 600'000, .port = port});
    QTRY_COMPARE_WITH_TIMEOUT(f.stage(), std::optional(Stage::Confirmed), PatienceMs);
}

// Nobody listened for a while, and its cache has counted on.
void TestEditLive::aProxyThatRestartsIsNoRestart()
{
    const StoreFixture store(storeWithLimit(100'000));
    int lookUps = 1000;
    const auto answer = [&](QTcpSocket &socket) {
        ++lookUps;
        saying(httpAnswer("200 OK"_ba,
            R"({"status":"ok","enabled":true,"hits":)" + QByteArray::number(lookUps)
                + R"(,"misses":0,"size":1,"maxSize":9})"))(socket);
    };
    auto server = std::make_unique<RawServer>(answer);
    const quint16 port = server->port();
    WatchedGateway f(store.path(), server->url(), {GatewayBuild::Batching, 600'000});
    // One question is under way at a time: what is asked after it comes once it was answered.
    const auto cacheWasAnswered = [&] {
        const QByteArrayList requests = server->requests();
        const auto asked = std::find_if(requests.begin(), requests.end(),
            [](const QByteArray &request) { return request.contains("GET /cache-stats"); });
        return asked != requests.end() && asked + 1 != requests.end();
    };
    QTRY_VERIFY_WITH_TIMEOUT(cacheWasAnswered(), PatienceMs);
    store.replace(storeWithLimit(250'000));
    QTRY_COMPARE(f.stage(), std::optional(Stage::Spreading));
    server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!f.gateway().state().failure.isEmpty(), PatienceMs);
    server = std::make_unique<RawServer>(answer, port);
    QTRY_VERIFY_WITH_TIMEOUT(cacheWasAnswered(), PatienceMs);
    QCOMPARE(f.stage(), std::optional(Stage::Spreading));
    QVERIFY(f.gateway().spreadOf(Alice)->quietUntilMs > 0);
}

QTEST_MAIN(TestEditLive)
#include "tst_editlive.moc"
