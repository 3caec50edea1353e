// Eight hours of polling in a few seconds: a clock that hurries, edits that come and go, a gateway
// that is restarted now and then. Nothing grows, and nothing is left open.
#include "core/gateway/builddetector.h"
#include "core/gateway/keysight.h"
#include "core/gateway/statspoller.h"
#include "core/store/keycodec.h"
#include "tests/support/nodegateway.h"
#include "tests/support/processload.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTestEventLoop>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 SoakMs = 8LL * 60 * 60 * 1000;
constexpr qint64 RunMs = 16'000;
constexpr qint64 Hurry = SoakMs / RunMs;
constexpr int LeastQuestions = 800; // 5,000 on an idle machine, under 2,000 on a busy one
constexpr int DownMs = 300; // of a restart
constexpr qint64 MostGrowthKb = 2 * 1024;
constexpr int KeyCount = 200;

/// The wall clock of what is remembered runs ahead; what paces the questions does not.
class HurriedClock final : public Clock
{
public:
    HurriedClock() { m_elapsed.start(); }
    [[nodiscard]] qint64 nowMs() const override { return m_startMs + m_elapsed.elapsed() * Hurry; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_elapsed.elapsed(); }

private:
    qint64 m_startMs = SystemClock::instance().nowMs();
    QElapsedTimer m_elapsed;
};

QByteArray storeOfKeys()
{
    std::vector<SampleKey> keys;
    for (int number = 0; number < KeyCount; ++number) {
        keys.push_back(sampleKey(number));
        keys.back().expiryDate = u"2099-12-31T23:59:59Z"_s;
    }
    return storeBytes(keys);
}

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries).size());
}

qint64 residentKb()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    static const QRegularExpression Resident(u"VmRSS:\\s+(\\d+)"_s);
    return Resident.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong();
}

} // namespace

class TestPollSoak final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void nothingGrows();
};

void TestPollSoak::nothingGrows()
{
    const HurriedClock clock;
    const StoreFixture store(storeOfKeys());
    auto gateway
        = std::make_unique<NodeGateway>(store.path(), NodeGateway::Options{.build = u"cached"_s});
    const NodeGateway::Options again{.build = u"cached"_s, .port = gateway->port()};
    const KeySet keys = decodeStore(store.bytes());

    StatsClient client({.baseUrl = QUrl(gateway->url())}, clock);
    EditSpread spread({GatewayBuild::Batching, DefaultCacheTtlMs});
    BuildDetector detector;
    KeySight sight;
    StatsPoller poller(client, clock,
        {.minimumGapMs = 1,
            .statsEveryMs = 2,
            .statsInAdvance = 100,
            .healthEveryMs = 3,
            .firstBackOffMs = 5,
            .maximumBackOffMs = 50});
    int questions = 0, failures = 0, confirmed = 0;
    connect(&poller, &StatsPoller::healthAnswered, this, [&] { ++questions; });
    connect(&poller, &StatsPoller::failed, this, [&] { ++failures; });
    connect(&poller, &StatsPoller::statsAnswered, this,
        [&](const QString &key, const StatsAnswer &answer) {
            ++questions;
            spread.noteAnswer(key, answer, keys.at(keys.indexOf({key, 0})));
            sight.note(key, answer.httpStatus, answer.receivedMs);
            detector.noteTotals(
                key, 1, answer.sample ? answer.sample->totalLifetimeTokens : 0, 0, clock.nowMs());
            const auto seen = spread.of(key, clock.nowMs());
            confirmed += seen && seen->stage == KeySpread::Stage::Confirmed ? 1 : 0;
        });
    QStringList names;
    for (int number = 0; number < KeyCount; ++number)
        names.append(sampleKeyText(number));
    poller.sweep(names);
    poller.follow(&spread);
    poller.start();

    // An edit about every 20 minutes, of a key that had another name before.
    QTimer edits;
    connect(&edits, &QTimer::timeout, this, [&, n = 0]() mutable {
        const ApiKey now = keys.at(n % KeyCount);
        const ApiKey before = keys.at((n + 1) % KeyCount);
        poller.selectKey(sampleKeyText(n % KeyCount));
        spread.noteEdits({{now.key(), before.detached(), now.detached()}}, clock.nowMs());
        ++n;
    });
    edits.start(int(20 * 60 * 1000 / Hurry));
    QTimer restarts;
    connect(&restarts, &QTimer::timeout, this, [&] {
        gateway.reset();
        QTimer::singleShot(
            DownMs, this, [&] { gateway = std::make_unique<NodeGateway>(store.path(), again); });
    });
    restarts.start(int(RunMs * 3 / 16)); // never while anything is counted

    QTestEventLoop::instance().enterLoopMSecs(int(RunMs / 4)); // what is made once is there by then
    const int descriptors = openDescriptors();
    const qint64 residentBefore = residentKb();
    QTestEventLoop::instance().enterLoopMSecs(int(RunMs * 3 / 4));
    restarts.stop();
    poller.stop();
    QTRY_VERIFY2(openDescriptors() <= descriptors,
        qPrintable(u"%1 open, %2 before"_s.arg(openDescriptors()).arg(descriptors)));
    const qint64 grownKb = residentKb() - residentBefore;
    qInfo("%lld h: %d questions answered, %d failed, %d answers to confirmed edits, grown by %lld "
          "KiB, %d descriptors",
        SoakMs / 3'600'000, questions, failures, confirmed, grownKb, openDescriptors());
    QVERIFY(questions >= LeastQuestions);
    QVERIFY(failures >= 1); // of a gateway that is being restarted
    QVERIFY(confirmed >= 1);
    QVERIFY2(
        !MeasuresLoad || grownKb <= MostGrowthKb, qPrintable(u"grown by %1 KiB"_s.arg(grownKb)));
    QVERIFY(spread.all(clock.nowMs()).size() <= 4); // an hour of them
}

QTEST_GUILESS_MAIN(TestPollSoak)
#include "tst_pollsoak.moc"
