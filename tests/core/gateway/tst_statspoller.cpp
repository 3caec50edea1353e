// The poller against a gateway on a real socket that counts how it is treated.
#include "core/gateway/statspoller.h"
#include "tests/support/rawserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

const QString Alice = u"pk_alice_00000001"_s;
const QString Bob = u"pk_bob_000000002"_s;

constexpr PollSettings Quick{.minimumGapMs = 50,
    .statsEveryMs = 100,
    .statsInAdvance = 1000,
    .healthEveryMs = 100,
    .firstBackOffMs = 100,
    .maximumBackOffMs = 400};

QByteArray statsBody(const QByteArray &key)
{
    return R"({"key":")"_ba + key
        + R"(","is_expired":false,"current_usage":{"tokens_used_in_current_window":1,
        "window_started_at":"","window_ends_at":"","remaining_tokens":1}})"_ba;
}

/// Answers after a while; keeps when each request came and how many were under way at once.
class CountingGateway final
{
public:
    QByteArray statsStatus = "200 OK"_ba;
    QByteArray healthStatus = "200 OK"_ba;
    int answerAfterMs = 0;

    QList<qint64> startedMs;
    QList<qint64> endedMs;
    int mostAtOnce = 0;

    CountingGateway() : m_server([this](QTcpSocket &socket) { take(socket); })
    {
        m_elapsed.start();
    }

    [[nodiscard]] QUrl url() const { return m_server.url(); }
    [[nodiscard]] int asked(const QByteArray &what) const
    {
        return int(std::count_if(m_server.requests().cbegin(), m_server.requests().cend(),
            [&](const QByteArray &request) { return request.contains(what); }));
    }
    /// "hsh": health, stats, health.
    [[nodiscard]] QByteArray sequence() const
    {
        QByteArray letters;
        for (const QByteArray &request : m_server.requests())
            letters += request.startsWith("GET /health") ? 'h' : 's';
        return letters;
    }

private:
    void take(QTcpSocket &socket)
    {
        startedMs += m_elapsed.elapsed();
        mostAtOnce = std::max(mostAtOnce, ++m_underWay);
        const QByteArray request = m_server.requests().constLast();
        QTimer::singleShot(answerAfterMs, Qt::PreciseTimer, &socket, [this, &socket, request] {
            --m_underWay;
            endedMs += m_elapsed.elapsed();
            socket.write(answerTo(request));
            socket.disconnectFromHost();
        });
    }

    [[nodiscard]] QByteArray answerTo(const QByteArray &request) const
    {
        if (request.startsWith("GET /health"))
            return httpAnswer(healthStatus, R"({"status":"ok"})"_ba);
        const qsizetype key = request.indexOf("Bearer ") + 7;
        return httpAnswer(
            statsStatus, statsBody(request.mid(key, request.indexOf('\r', key) - key)));
    }

    QElapsedTimer m_elapsed;
    int m_underWay = 0;
    RawServer m_server;
};

/// A client and a poller with neither luck nor bad luck.
struct Fixture
{
    explicit Fixture(const QUrl &url, double chance = 0, const PollSettings &pace = Quick)
        : client({.baseUrl = url, .deadlineMs = 1000}, SystemClock::instance())
        , poller(client, SystemClock::instance(), pace, [chance] { return chance; })
        , health(&poller, &StatsPoller::healthAnswered)
        , stats(&poller, &StatsPoller::statsAnswered)
        , failures(&poller, &StatsPoller::failed)
    { }

    StatsClient client;
    StatsPoller poller;
    QSignalSpy health;
    QSignalSpy stats;
    QSignalSpy failures;
};

} // namespace

class TestStatsPoller final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void asksInTurn();
    void neverOverlapsAndKeepsTheGap();
    void askForNothingUntilStarted();
    void aChangedSelectionIsAskedForSoon();
    void anAnswerNamesTheKeyThatWasAsked();
    void noKeyNoStats();
    void answersThatAreNoFailures_data();
    void answersThatAreNoFailures();
    void backsOffAtFailures_data();
    void backsOffAtFailures();
    void recovers();
    void aKeyThatCannotBeSentHoldsUpNobody();
    void stopsInFlight();
    void restartedInFlightStillAsksOneAtATime();
    void mayBeDestroyedInFlight();
    void sweepsTheRest();
    void leavesSilentKeysAlone();
    void asksWhetherAnEditIsLive();
    void asksForTheCacheOnce();
    void healthComesFirstAfterAPause();
    void tellsWhenNobodyListens();
};

void TestStatsPoller::asksInTurn()
{
    CountingGateway gateway;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    f.poller.start();
    QVERIFY(f.poller.isRunning());
    QTRY_VERIFY(f.stats.size() >= 3);
    f.poller.stop();

    QVERIFY2(gateway.sequence().startsWith("hshsh"), gateway.sequence().constData());
    QVERIFY(f.health.size() >= 3);
    QCOMPARE(f.stats.constFirst().at(0).toString(), Alice);
    QCOMPARE(f.stats.constFirst().at(1).value<StatsAnswer>().httpStatus, 200);
    QCOMPARE(f.failures.size(), 0);
}

void TestStatsPoller::neverOverlapsAndKeepsTheGap()
{
    CountingGateway gateway;
    gateway.answerAfterMs = 60; // longer than the gap
    PollSettings greedy = Quick;
    greedy.statsEveryMs = 0;
    greedy.healthEveryMs = 0;
    Fixture f(gateway.url(), 0, greedy);
    f.poller.start();
    // Someone who walks through the keys with the arrow held down.
    QTimer hurry;
    connect(&hurry, &QTimer::timeout, this,
        [&, n = 0]() mutable { f.poller.selectKey(++n % 2 == 0 ? Alice : Bob); });
    hurry.start(5);
    QTRY_VERIFY(gateway.endedMs.size() >= 8);
    f.poller.stop();

    QCOMPARE(gateway.mostAtOnce, 1);
    constexpr qint64 ClockStepMs = 5; // of the coarse clock
    for (qsizetype i = 1; i < gateway.startedMs.size(); ++i) {
        const qint64 gapMs = gateway.startedMs.at(i) - gateway.endedMs.at(i - 1);
        QVERIFY2(gapMs >= greedy.minimumGapMs - ClockStepMs, qPrintable(QString::number(gapMs)));
    }
}

void TestStatsPoller::askForNothingUntilStarted()
{
    CountingGateway gateway;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    QVERIFY(!f.health.wait(100));
    QVERIFY(!f.poller.isRunning());
    QVERIFY(gateway.sequence().isEmpty());
}

void TestStatsPoller::aChangedSelectionIsAskedForSoon()
{
    CountingGateway gateway;
    PollSettings patient = Quick;
    patient.statsEveryMs = 60'000;
    patient.healthEveryMs = 60'000;
    Fixture f(gateway.url(), 0, patient);
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_COMPARE(f.stats.size(), 1);
    f.poller.selectKey(Bob);
    QTRY_COMPARE_WITH_TIMEOUT(f.stats.size(), 2, 2000);
    QCOMPARE(f.stats.constLast().at(0).toString(), Bob);
    QCOMPARE(gateway.asked("Bearer " + Bob.toLatin1()), 1);
    f.poller.selectKey(Bob);
    QVERIFY(!f.stats.wait(150));
}

void TestStatsPoller::anAnswerNamesTheKeyThatWasAsked()
{
    CountingGateway gateway;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_COMPARE(f.health.size(), 1);
    gateway.answerAfterMs = 80;
    QTRY_COMPARE(gateway.asked("/stats"), 1);
    f.poller.selectKey(Bob);
    QTRY_COMPARE(f.stats.size(), 1);
    QCOMPARE(f.stats.constFirst().at(0).toString(), Alice);
    QTRY_COMPARE(f.stats.size(), 2);
    QCOMPARE(f.stats.constLast().at(0).toString(), Bob);
}

void TestStatsPoller::noKeyNoStats()
{
    CountingGateway gateway;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_VERIFY(f.stats.size() >= 1);
    f.poller.selectKey({});
    const int before = gateway.asked("/stats");
    f.health.clear();
    QTRY_VERIFY(f.health.size() >= 3);
    QCOMPARE(gateway.asked("/stats"), before);
}

void TestStatsPoller::answersThatAreNoFailures_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("401") << "401 Unauthorized"_ba;
    QTest::newRow("403") << "403 Forbidden"_ba;
    QTest::newRow("404") << "404 Not Found"_ba;
    QTest::newRow("429") << "429 Too Many Requests"_ba;
}

void TestStatsPoller::answersThatAreNoFailures()
{
    QFETCH(QByteArray, status);
    CountingGateway gateway;
    gateway.statsStatus = status;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_VERIFY(f.stats.size() >= 3);
    QCOMPARE(f.stats.constFirst().at(1).value<StatsAnswer>().httpStatus, status.left(3).toInt());
    QCOMPARE(f.failures.size(), 0);
}

void TestStatsPoller::backsOffAtFailures_data()
{
    QTest::addColumn<QByteArray>("healthStatus");
    QTest::addColumn<QByteArray>("statsStatus");
    QTest::addColumn<int>("answerAfterMs");
    QTest::addColumn<QString>("said");
    QTest::newRow("stats 500") << "200 OK"_ba
                               << "500 Oops"_ba << 0 << u"answered /stats with status 500"_s;
    QTest::newRow("stats 503") << "200 OK"_ba
                               << "503 Later"_ba << 0 << u"answered /stats with status 503"_s;
    QTest::newRow("health 503") << "503 Later"_ba
                                << "200 OK"_ba << 0 << u"answered /health with status 503"_s;
    QTest::newRow("too slow") << "200 OK"_ba
                              << "200 OK"_ba << 2000 << u"did not finish answering"_s;
}

void TestStatsPoller::backsOffAtFailures()
{
    QFETCH(QString, said);
    CountingGateway gateway;
    QFETCH(QByteArray, healthStatus);
    gateway.healthStatus = healthStatus;
    QFETCH(QByteArray, statsStatus);
    gateway.statsStatus = statsStatus;
    QFETCH(int, answerAfterMs);
    gateway.answerAfterMs = answerAfterMs;
    Fixture f(gateway.url(), 0.5);
    f.poller.selectKey(Alice);
    f.poller.start();

    QList<qint64> delaysMs;
    QTRY_VERIFY(f.failures.size() >= 4);
    for (const QList<QVariant> &failure : f.failures.mid(0, 4)) {
        QVERIFY2(failure.at(0).toString().startsWith(u"The gateway at "_s),
            qPrintable(failure.at(0).toString()));
        QVERIFY2(failure.at(0).toString().contains(said), qPrintable(failure.at(0).toString()));
        QVERIFY(!failure.at(0).toString().contains(Alice));
        delaysMs += failure.at(1).toLongLong();
    }
    // The pace of 100 ms and half of a ceiling that doubles from 100 to 400.
    QCOMPARE(delaysMs, (QList<qint64>{150, 200, 300, 300}));
}

void TestStatsPoller::recovers()
{
    CountingGateway gateway;
    gateway.healthStatus = "500 Oops"_ba;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_VERIFY(f.failures.size() >= 2);
    QCOMPARE(gateway.asked("/stats"), 0);
    gateway.healthStatus = "200 OK"_ba;
    QTRY_VERIFY(f.stats.size() >= 2);
    f.failures.clear();
    QTRY_VERIFY(f.stats.size() >= 4);
    QCOMPARE(f.failures.size(), 0);
}

void TestStatsPoller::aKeyThatCannotBeSentHoldsUpNobody()
{
    CountingGateway gateway;
    PollSettings harsh = Quick;
    harsh.firstBackOffMs = 60'000;
    harsh.maximumBackOffMs = 60'000;
    Fixture f(gateway.url(), 0.9, harsh);
    f.poller.selectKey(u"pk_ключ"_s);
    f.poller.start();
    QTRY_VERIFY(f.failures.size() >= 1);
    QCOMPARE(f.failures.constFirst().at(1).toLongLong(), Quick.statsEveryMs);
    f.poller.selectKey(Alice);
    QTRY_COMPARE_WITH_TIMEOUT(f.stats.size(), 1, 2000);
}

void TestStatsPoller::stopsInFlight()
{
    CountingGateway gateway;
    gateway.answerAfterMs = 60;
    Fixture f(gateway.url());
    f.poller.start();
    QTRY_COMPARE(gateway.startedMs.size(), 1);
    f.poller.stop();
    QVERIFY(!f.poller.isRunning());
    QVERIFY(!f.health.wait(200));
    QCOMPARE(f.failures.size(), 0);
    QCOMPARE(gateway.startedMs.size(), 1);
}

void TestStatsPoller::restartedInFlightStillAsksOneAtATime()
{
    CountingGateway gateway;
    gateway.answerAfterMs = 60;
    Fixture f(gateway.url());
    f.poller.start();
    QTRY_COMPARE(gateway.startedMs.size(), 1);
    f.poller.stop();
    f.poller.start();
    QTRY_VERIFY(f.health.size() >= 2);
    QCOMPARE(gateway.mostAtOnce, 1);
    QVERIFY(gateway.startedMs.at(1) - gateway.endedMs.at(0) >= Quick.minimumGapMs - 5);
}

void TestStatsPoller::mayBeDestroyedInFlight()
{
    CountingGateway gateway;
    gateway.answerAfterMs = 60;
    {
        Fixture f(gateway.url());
        f.poller.start();
        QTRY_COMPARE(gateway.startedMs.size(), 1);
    }
    auto client = std::make_unique<StatsClient>(
        GatewaySettings{.baseUrl = gateway.url()}, SystemClock::instance());
    {
        StatsPoller poller(*client, SystemClock::instance(), Quick);
        poller.start();
        QTRY_COMPARE(gateway.startedMs.size(), 2);
    }
    QTRY_VERIFY(gateway.endedMs.size() >= 1);
}

void TestStatsPoller::sweepsTheRest()
{
    CountingGateway gateway;
    Fixture f(gateway.url());
    f.poller.selectKey(Alice);
    f.poller.sweep({Alice, Bob, u"pk_carol_000000003"_s});
    f.poller.start();
    QTRY_VERIFY(gateway.asked("pk_carol_000000003") == 1);
    f.poller.stop();
    QCOMPARE(gateway.asked("Bearer " + Bob.toLatin1()), 1);
    QVERIFY(gateway.asked("Bearer " + Alice.toLatin1()) >= 10);
    QCOMPARE(gateway.mostAtOnce, 1);
}

// A batching gateway would keep what it remembers of the key for as long as we ask.
void TestStatsPoller::leavesSilentKeysAlone()
{
    CountingGateway gateway;
    EditSpread spread({GatewayBuild::Batching, 60'000});
    spread.noteEdits({{Alice, std::nullopt, std::nullopt}}, SystemClock::instance().nowMs());
    Fixture f(gateway.url());
    f.poller.follow(&spread);
    f.poller.selectKey(Alice);
    f.poller.sweep({Alice, Bob});
    f.poller.start();
    QTRY_VERIFY(gateway.asked("Bearer " + Bob.toLatin1()) >= 1);
    QTRY_VERIFY(f.health.size() >= 3);
    QCOMPARE(gateway.asked("Bearer " + Alice.toLatin1()), 0);
}

void TestStatsPoller::asksWhetherAnEditIsLive()
{
    CountingGateway gateway;
    EditSpread spread({GatewayBuild::Cached, 60'000});
    Fixture f(gateway.url());
    f.poller.follow(&spread);
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_VERIFY(f.stats.size() >= 2);
    QCOMPARE(gateway.asked("Bearer " + Bob.toLatin1()), 0);
    spread.noteEdits({{Bob, std::nullopt, std::nullopt}}, SystemClock::instance().nowMs());
    QTRY_VERIFY(gateway.asked("Bearer " + Bob.toLatin1()) >= 1);
}

void TestStatsPoller::asksForTheCacheOnce()
{
    CountingGateway gateway;
    Fixture f(gateway.url());
    const QSignalSpy cache(&f.poller, &StatsPoller::cacheAnswered);
    f.poller.selectKey(Alice);
    f.poller.wantCacheStats();
    f.poller.start();
    QTRY_VERIFY(f.stats.size() >= 3);
    QCOMPARE(cache.size(), 1);
    QCOMPARE(gateway.asked("GET /cache-stats"), 1);
}

void TestStatsPoller::healthComesFirstAfterAPause()
{
    CountingGateway gateway;
    PollSettings patient = Quick;
    patient.healthEveryMs = 60'000;
    Fixture f(gateway.url(), 0, patient);
    f.poller.selectKey(Alice);
    f.poller.start();
    QTRY_VERIFY(f.stats.size() >= 2);
    f.poller.stop();
    const qsizetype before = gateway.sequence().size();
    f.poller.start();
    QTRY_VERIFY(gateway.sequence().size() >= before + 2);
    QCOMPARE(gateway.sequence().mid(before, 2), "hs"_ba);
}

// Not when it merely fails: only who is not there at all has forgotten everything.
void TestStatsPoller::tellsWhenNobodyListens()
{
    auto gateway = std::make_unique<CountingGateway>();
    gateway->healthStatus = "503 Later"_ba;
    Fixture f(gateway->url());
    const QSignalSpy down(&f.poller, &StatsPoller::foundDown);
    f.poller.start();
    QTRY_VERIFY(!f.failures.isEmpty());
    QCOMPARE(down.size(), 0);
    gateway.reset();
    QTRY_VERIFY(!down.isEmpty());
}

QTEST_GUILESS_MAIN(TestStatsPoller)
#include "tst_statspoller.moc"
