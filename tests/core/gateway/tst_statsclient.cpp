// Real sockets: a gateway, and everything else that may listen at its address.
#include "core/base/fingerprint.h"
#include "core/base/whendone.h"
#include "core/gateway/statsclient.h"
#include "tests/support/manualclock.h"
#include "tests/support/rawserver.h"
#include "tests/support/statsbench.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestStatsClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void asksForStats();
    void asksForHealthWithoutAKey();
    void asksForTheCacheWithAKey_data();
    void asksForTheCacheWithAKey();
    void asksBelowAPrefix_data();
    void asksBelowAPrefix();
    void keepsTheGatewaysAnswers_data();
    void keepsTheGatewaysAnswers();
    void hidesTheKeyThatAnErrorEchoes_data();
    void hidesTheKeyThatAnErrorEchoes();
    void refusesBadAnswers_data();
    void refusesBadAnswers();
    void endsAtItsDeadline_data();
    void endsAtItsDeadline();
    void endsAtItsCap_data();
    void endsAtItsCap();
    void keepsItsDeadlineWithinReason_data();
    void keepsItsDeadlineWithinReason();
    void keepsNoConnection();
    void destructionCancels();
    void mayBeDeletedByItsOwnAnswer();

private:
    ManualClock m_clock;
};

void TestStatsClient::asksForStats()
{
    RawServer server(saying(httpAnswer("200 OK"_ba, statsBody())));
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto answer = waitFor(client.stats(Key));

    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->httpStatus, 200);
    QVERIFY(answer->sample);
    QCOMPARE(answer->sample->name, u"Alice"_s);
    QCOMPARE(answer->sample->keyFingerprint, fingerprint(Key));
    QCOMPARE(answer->receivedMs, SomeNowMs);
    QVERIFY(answer->latencyMs >= 0 && answer->latencyMs < ShortDeadlineMs);

    QCOMPARE(server.requests().size(), 1);
    const QByteArray request = server.requests().constFirst();
    QVERIFY(request.startsWith("GET /stats HTTP/1.1\r\n"));
    QVERIFY(request.contains("Authorization: Bearer " + Key.toLatin1() + "\r\n"));
    QCOMPARE(request.count(Key.toLatin1()), 1);
    QVERIFY(request.contains("Accept-Encoding: identity\r\n"));
}

void TestStatsClient::asksForHealthWithoutAKey()
{
    RawServer server(saying(httpAnswer("200 OK"_ba, HealthBody)));
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto answer = waitFor(client.health());

    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->sample.gatewayTimeMs.value_or(0), SomeNowMs);
    QVERIFY(server.requests().constFirst().startsWith("GET /health HTTP/1.1\r\n"));
    QVERIFY(!server.requests().constFirst().toLower().contains("authorization"));
}

void TestStatsClient::asksForTheCacheWithAKey_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("isSample");
    QTest::newRow("a build that caches")
        << "200 OK"_ba
        << R"({"hits":1,"misses":2,"size":1,"maxSize":9,"enabled":true})"_ba << true;
    QTest::newRow("one that does not") << "404 Not Found"_ba
                                       << R"({"error":"Not found"})"_ba << false;
    QTest::newRow("another program's page") << "200 OK"_ba
                                            << "<html>Welcome</html>"_ba << false;
    QTest::newRow("a refusal") << "401 Unauthorized"_ba
                               << R"({"error":"Invalid API key"})"_ba << false;
}

void TestStatsClient::asksForTheCacheWithAKey()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, isSample);
    RawServer server(saying(httpAnswer(status, body)));
    StatsClient client(settingsFor(server.url()), SystemClock::instance());

    const auto answer = waitFor(client.cacheStats(Key));
    QVERIFY2(answer, qPrintable(errorOf(answer).message));
    QCOMPARE(answer->httpStatus, status.left(3).toInt());
    QCOMPARE(answer->sample.has_value(), isSample);
    const QByteArray request = server.requests().constFirst();
    QVERIFY(request.startsWith("GET /cache-stats HTTP/1.1\r\n"));
    QVERIFY(request.contains("Authorization: Bearer " + Key.toLatin1() + "\r\n"));
}

void TestStatsClient::asksBelowAPrefix_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("none") << QString() << "GET /stats HTTP"_ba;
    QTest::newRow("slash") << u"/"_s << "GET /stats HTTP"_ba;
    QTest::newRow("prefix") << u"/llm/gateway"_s << "GET /llm/gateway/stats HTTP"_ba;
    QTest::newRow("prefix and slash") << u"/llm/"_s << "GET /llm/stats HTTP"_ba;
    QTest::newRow("encoded") << u"/a%2Fb%20c"_s << "GET /a%2Fb%20c/stats HTTP"_ba;
    QTest::newRow("query") << u"/llm?x=1#y"_s << "GET /llm/stats HTTP"_ba;
}

void TestStatsClient::asksBelowAPrefix()
{
    QFETCH(QString, base);
    QFETCH(QByteArray, expected);
    RawServer server(saying(httpAnswer("200 OK"_ba, statsBody())));
    StatsClient client(settingsFor(server.url(base)), m_clock);
    QVERIFY(waitFor(client.stats(Key)));
    QVERIFY2(server.requests().constFirst().startsWith(expected),
        server.requests().constFirst().constData());
}

void TestStatsClient::keepsTheGatewaysAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<int>("retryAfterS");

    QTest::newRow("401") << httpAnswer("401 Unauthorized"_ba, R"({"error":"Invalid API key"})"_ba)
                         << 401 << u"Invalid API key"_s << 0;
    QTest::newRow("401 with a challenge") << httpAnswer("401 Unauthorized"_ba,
        R"({"error":"Invalid API key"})"_ba, "WWW-Authenticate: Basic realm=\"x\"\r\n"_ba)
                                          << 401 << u"Invalid API key"_s << 0;
    QTest::newRow("403") << httpAnswer(
        "403 Forbidden"_ba, R"({"error":"API key expired on 2025-01-01T00:00:00Z"})"_ba)
                         << 403 << u"API key expired on 2025-01-01T00:00:00Z"_s << 0;
    QTest::newRow("429") << httpAnswer("429 Too Many Requests"_ba,
        R"({"error":{"message":"Token limit exceeded for 5-hour window","tokens_used":5}})"_ba,
        "Retry-After: 120\r\n"_ba)
                         << 429 << u"Token limit exceeded for 5-hour window"_s << 120;
    QTest::newRow("Retry-After as a date")
        << httpAnswer("503 Unavailable"_ba, {}, "Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n"_ba)
        << 503 << QString() << 0;
    QTest::newRow("Retry-After absurd")
        << httpAnswer("503 Unavailable"_ba, {}, "Retry-After: 99999999999\r\n"_ba) << 503
        << QString() << std::numeric_limits<int>::max();
    QTest::newRow("Retry-After beyond numbers")
        << httpAnswer("503 Unavailable"_ba, {}, "Retry-After: 99999999999999999999\r\n"_ba) << 503
        << QString() << std::numeric_limits<int>::max();
    QTest::newRow("Retry-After negative")
        << httpAnswer("503 Unavailable"_ba, {}, "Retry-After: -5\r\n"_ba) << 503 << QString() << 0;
    QTest::newRow("500 as text") << httpAnswer(
        "500 Internal Server Error"_ba, "Internal Server Error"_ba)
                                 << 500 << u"Internal Server Error"_s << 0;
    QTest::newRow("500 as JSON") << httpAnswer(
        "500 Internal Server Error"_ba, R"({"error":"EEXIST"})"_ba)
                                 << 500 << u"EEXIST"_s << 0;
    QTest::newRow("400") << httpAnswer("400 Bad Request"_ba, "what?"_ba) << 400 << u"what?"_s << 0;
    QTest::newRow("404 of something else")
        << httpAnswer("404 Not Found"_ba, "<html><title>No such page</title></html>"_ba) << 404
        << u"No such page"_s << 0;
    QTest::newRow("204") << httpAnswer("204 No Content"_ba, {}) << 204 << QString() << 0;
    QTest::newRow("304") << httpAnswer("304 Not Modified"_ba, {}) << 304 << QString() << 0;
}

void TestStatsClient::keepsTheGatewaysAnswers()
{
    QFETCH(QByteArray, answer);
    RawServer server(saying(answer));
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto stats = waitFor(client.stats(Key));

    QVERIFY2(stats, stats ? "" : qPrintable(stats.error().message));
    QVERIFY(!stats->sample);
    QTEST(stats->httpStatus, "status");
    QTEST(stats->message, "message");
    QTEST(stats->retryAfterS, "retryAfterS");

    const auto health = waitFor(client.health());
    QVERIFY(!health);
    QVERIFY(health.error().message.contains(QString::number(stats->httpStatus)));
}

void TestStatsClient::hidesTheKeyThatAnErrorEchoes_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("as it is") << u"correct horse"_s << "No key correct horse here"_ba;
    QTest::newRow("escaped") << u"correct"_s << R"({"error":"\u0063orrect is unknown"})"_ba;
    QTest::newRow("where the text is cut") << u"correcthorsebattery"_s
                                           << QByteArray(95, '-').replace("-"_ba, "- "_ba)
            + " correcthorsebattery "_ba + QByteArray(100, '-');
}

void TestStatsClient::hidesTheKeyThatAnErrorEchoes()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, body);
    RawServer server(saying(httpAnswer("401 Unauthorized"_ba, body)));
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto answer = waitFor(client.stats(key));
    QVERIFY(answer);
    QVERIFY2(!answer->message.contains(u"correct"_s), qPrintable(answer->message));
}

void TestStatsClient::refusesBadAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("said");

    const auto row = [](const char *name, const QByteArray &answer, const QString &said) {
        QTest::newRow(name) << answer << said;
    };
    row("HTML", httpAnswer("200 OK"_ba, "<html>pk_secret_0a1b2c3d4e5f</html>"_ba), u"HTML"_s);
    row("empty", httpAnswer("200 OK"_ba, {}), u"empty"_s);
    row("wrong shape", httpAnswer("200 OK"_ba, R"({"status":5})"_ba), u"not"_s);
    row("a redirect to nowhere", httpAnswer("302 Found"_ba, {}), u"without saying where to"_s);
    row("not HTTP", "SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n"_ba, u"not HTTP"_s);
    row("binary", QByteArray(64, '\xfe') + "\r\n\r\n"_ba, u"not HTTP"_s);
    row("hangs up", {}, u"closed the connection"_s);
    row("hangs up within the headers", "HTTP/1.1 200 OK\r\nContent-Le"_ba,
        u"closed the connection"_s);
    row("shorter than its length",
        "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"_ba + statsBody(),
        u"closed the connection"_s);
    row("longer than its length", "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n"_ba + statsBody(),
        u"not valid JSON"_s);
    row("an error cut short", "HTTP/1.1 403 Forbidden\r\nContent-Length: 999\r\n\r\n{\"err"_ba,
        u"closed the connection"_s);
    row("chunks cut short",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"key\r\n"_ba,
        u"closed the connection"_s);
}

void TestStatsClient::refusesBadAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, said);
    RawServer server(saying(answer));
    StatsClient client(settingsFor(server.url()), m_clock);

    for (const Error &error :
        {errorOf(waitFor(client.stats(Key))), errorOf(waitFor(client.health()))}) {
        QCOMPARE(error.code, ErrorCode::Failed);
        QVERIFY2(
            error.message.startsWith(u"The gateway at http://127.0.0.1:%1 "_s.arg(server.port())),
            qPrintable(error.message));
        QVERIFY2(error.message.contains(said), qPrintable(error.message));
        QVERIFY(error.message.endsWith(u"?"_s));
        QVERIFY(!error.message.contains(u"secret"_s));
    }
}

void TestStatsClient::endsAtItsDeadline_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("repeated");
    const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n"_ba;
    QTest::newRow("never answers") << QByteArray() << QByteArray();
    QTest::newRow("headers trickle") << head << "X-Again: 1\r\n"_ba;
    QTest::newRow("body trickles") << head + "\r\n"_ba
                                   << " "_ba;
    QTest::newRow("chunks trickle") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba
                                    << "1\r\n \r\n"_ba;
    QTest::newRow("interim answers") << QByteArray() << "HTTP/1.1 100 Continue\r\n\r\n"_ba;
}

void TestStatsClient::endsAtItsDeadline()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, repeated);
    RawServer server(trickling(first, repeated, 20));
    StatsClient client(settingsFor(server.url()), m_clock);

    QElapsedTimer elapsed;
    elapsed.start();
    const auto answer = waitFor(client.stats(Key));
    QVERIFY(!answer);
    QVERIFY2(answer.error().message.contains(u"did not finish answering within 1 s"_s),
        qPrintable(answer.error().message));
    QVERIFY(elapsed.elapsed() >= ShortDeadlineMs * 9 / 10);
    QVERIFY(elapsed.elapsed() < 10 * ShortDeadlineMs);
}

void TestStatsClient::endsAtItsCap_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("repeated");
    const QByteArray blanks(64 * 1024, ' ');
    QTest::newRow("a length that says so")
        << "HTTP/1.1 200 OK\r\nContent-Length: 300000000\r\n\r\n"_ba << blanks;
    QTest::newRow("no length") << "HTTP/1.1 200 OK\r\n\r\n"_ba << blanks;
    QTest::newRow("chunks") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"_ba
                            << "10000\r\n"_ba + blanks + "\r\n"_ba;
    QTest::newRow("an error") << "HTTP/1.1 500 Oops\r\n\r\n"_ba << blanks;
}

void TestStatsClient::endsAtItsCap()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, repeated);
    RawServer server(pouring(first, repeated));
    GatewaySettings settings = settingsFor(server.url());
    settings.deadlineMs = 10'000;
    StatsClient client(settings, m_clock);

    const auto answer = waitFor(client.stats(Key));
    QVERIFY(!answer);
    QVERIFY2(answer.error().message.contains(u"answers with more than 256 KiB"_s),
        qPrintable(answer.error().message));
}

void TestStatsClient::keepsItsDeadlineWithinReason_data()
{
    QTest::addColumn<int>("deadlineMs");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("none") << 0 << false;
    QTest::newRow("too short") << 999 << false;
    QTest::newRow("shortest") << 1000 << true;
    QTest::newRow("longest") << 10'000 << true;
    QTest::newRow("too long") << 10'001 << false;
}

void TestStatsClient::keepsItsDeadlineWithinReason()
{
    QFETCH(int, deadlineMs);
    QFETCH(bool, isFine);
    RawServer server(saying(httpAnswer("200 OK"_ba, HealthBody)));
    GatewaySettings settings = settingsFor(server.url());
    settings.deadlineMs = deadlineMs;
    StatsClient client(settings, m_clock);
    QCOMPARE(client.checkSettings().has_value(), isFine);
    const auto health = waitFor(client.health());
    QVERIFY2(health.has_value() == isFine, qPrintable(errorOf(health).message));
    QCOMPARE(server.connections(), isFine ? 1 : 0);
}

/// Each question has a connection of its own, so that none is closed just as we ask again.
void TestStatsClient::keepsNoConnection()
{
    RawServer server([](QTcpSocket &socket) {
        const bool asked = socket.property("asked").toBool();
        socket.setProperty("asked", true);
        if (asked)
            socket.abort();
        else
            socket.write(httpAnswer("200 OK"_ba, HealthBody)
                             .replace("Connection: close"_ba, "Connection: keep-alive"_ba));
    });
    StatsClient client(settingsFor(server.url()), m_clock);
    for (int asked = 1; asked <= 3; ++asked) {
        const auto health = waitFor(client.health());
        QVERIFY2(health, qPrintable(errorOf(health).message));
        QCOMPARE(server.connections(), asked);
    }
    QVERIFY(server.requests().constFirst().contains("Connection: close\r\n"));
}

void TestStatsClient::destructionCancels()
{
    RawServer server(trickling({}, {}, 1000));
    auto client = std::make_unique<StatsClient>(settingsFor(server.url()), m_clock);
    bool continued = false;
    const auto future = client->stats(Key);
    whenDone(future, this, [&](const Result<StatsAnswer> &) { continued = true; });
    QTRY_COMPARE(server.requests().size(), 1);
    client.reset();
    QVERIFY(future.isFinished());
    QVERIFY(future.isCanceled());
    QCOMPARE(future.resultCount(), 0);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!continued);
}

void TestStatsClient::mayBeDeletedByItsOwnAnswer()
{
    RawServer server(saying(httpAnswer("200 OK"_ba, statsBody())));
    auto client = std::make_unique<StatsClient>(settingsFor(server.url()), m_clock);
    const auto other = client->health();
    client->stats(Key).then([&](const Result<StatsAnswer> &) { client.reset(); });
    QTRY_VERIFY(!client);
    QTRY_VERIFY(other.isFinished());
}

QTEST_GUILESS_MAIN(TestStatsClient)
#include "tst_statsclient.moc"
