// Who looked when: pauses, recorders beside each other, and clocks that are wrong.
#include "core/history/historytimes.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "core/store/storefile.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QMutex>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTest>
#include <QThread>

#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 SecondMs = 1000;
constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = HistoryHourMs;
constexpr qint64 DayMs = HistoryDayMs;

/// A store whose only key has used that much since it began with 1000, the last at usedMs, in a
/// window that began at SomeNowMs.
KeySet used(qint64 tokens, qint64 usedMs = SomeNowMs)
{
    SampleKey key = sampleKey(0);
    key.totalLifetimeTokens = 1000 + tokens;
    key.lastUsed = toIsoString(usedMs);
    key.usageWindows = {{toIsoString(SomeNowMs), tokens}};
    return decodeStore(storeBytes({key}));
}

/// The gateway: what it last wrote, and when that is.
class Gateway final
{
public:
    explicit Gateway(int keys)
    {
        for (int n = 0; n < keys; ++n)
            m_keys.push_back(sampleKey(n));
    }

    void book(int n, qint64 tokens)
    {
        const QMutexLocker lock(&m_mutex);
        m_nowMs += 50;
        SampleKey &key = m_keys[size_t(n)];
        key.totalLifetimeTokens += tokens;
        key.usageWindows.front().tokensUsed += tokens;
        key.lastUsed = toIsoString(m_nowMs);
    }

    struct Look
    {
        QByteArray bytes;
        qint64 atMs;
    };
    [[nodiscard]] Look look()
    {
        const QMutexLocker lock(&m_mutex);
        return {storeBytes(m_keys), ++m_nowMs};
    }

private:
    QMutex m_mutex;
    std::vector<SampleKey> m_keys;
    qint64 m_nowMs = SomeNowMs;
};

} // namespace

class TestHistoryLooks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_history.reset(); }

    void lookingOnKeepsTheHourKnown();
    void whatHappenedInAPauseIsNotObserved();
    void aShortPauseIsNone();
    void afterALongPauseItTakesTwoCalls();
    void anUnchangedStoreIsWatchedToo();
    void whatWasPassedOverIsTriedAgain();
    void aLookThatWasHeldUpCorrectsNothing();
    void aClockThatWasAheadIsCorrected_data();
    void aClockThatWasAheadIsCorrected();
    void aClockThatIsSetBackALittle();
    void aStoreThatCannotBeEditedTellsNothing();
    void recordersSideBySideCountOnce();
    void aStateThatWasHeldUpIsNoFall();
    void recordersOfAFileCountOnce();
    void aTrueFallOfAFileIsSeen();

private:
    [[nodiscard]] std::unique_ptr<UsageHistory> open() const;
    [[nodiscard]] QString storePath() const { return m_directory->filePath(u"apikeys.json"_s); }
    [[nodiscard]] KeySet read() const;
    /// The store's file has them now, and somebody has read it.
    KeySet written(const KeySet &keys) const;
    [[nodiscard]] KeyHistory all(int n = 0) const;
    void record(const KeySet &keys, qint64 nowMs) { QVERIFY(m_history->record(keys, nowMs)); }
    void watch(qint64 nowMs) { QVERIFY(m_history->stillWatching(nowMs)); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<UsageHistory> m_history;
};

void TestHistoryLooks::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
    m_history = open();
    QVERIFY(m_history);
}

std::unique_ptr<UsageHistory> TestHistoryLooks::open() const
{
    auto opened = UsageHistory::open({m_directory->filePath(u"history"_s), storePath()});
    return opened ? std::move(*opened) : nullptr;
}

KeySet TestHistoryLooks::read() const
{
    const Result<StoreSnapshot> snapshot = StoreFile(storePath()).read();
    return snapshot ? decodeStore(snapshot->bytes, snapshot->identity) : KeySet();
}

KeySet TestHistoryLooks::written(const KeySet &keys) const
{
    QSaveFile file(storePath());
    const bool done = file.open(QFile::WriteOnly) && file.write(keys.bytes()) > 0 && file.commit();
    return done ? read() : KeySet();
}

KeyHistory TestHistoryLooks::all(int n) const
{
    return m_history->history(sampleKeyText(n), 0).value_or(KeyHistory());
}

void TestHistoryLooks::lookingOnKeepsTheHourKnown()
{
    record(used(0), SomeNowMs);
    for (int minute = 5; minute <= 180; minute += 5)
        watch(SomeNowMs + minute * MinuteMs);
    const qint64 at = SomeNowMs + 181 * MinuteMs;
    record(used(70, at), at + 20);

    const KeyHistory history = all();
    QCOMPARE(history.unobserved.size(), 0);
    QCOMPARE(history.buckets.size(), 1);
    QCOMPARE(history.buckets[0].startMs, startOfPeriod(at, HourMs));
    QCOMPARE(history.buckets[0].tokens, 70);
    QCOMPARE(history.watched.size(), 1);
    QCOMPARE(history.watched[0].fromMs, SomeNowMs);
    QCOMPARE(history.watched[0].toMs, at + 20);
}

void TestHistoryLooks::whatHappenedInAPauseIsNotObserved()
{
    record(used(10), SomeNowMs);
    watch(SomeNowMs + 4 * MinuteMs);
    const qint64 at = SomeNowMs + 2 * HourMs;
    record(used(80, at), at + 10 * MinuteMs);

    const KeyHistory history = all();
    QCOMPARE(history.buckets.size(), 0);
    QCOMPARE(history.unobserved.size(), 1);
    QCOMPARE(history.unobserved[0].fromMs, SomeNowMs + 4 * MinuteMs);
    QCOMPARE(history.unobserved[0].toMs, at);
    QCOMPARE(history.unobserved[0].tokens, 70);
    QVERIFY(history.unobserved[0].inWindow);
    QCOMPARE(history.watched.size(), 2);
    QCOMPARE(missingIn(history), 0);
}

void TestHistoryLooks::aShortPauseIsNone()
{
    record(used(10), SomeNowMs);
    m_history = open(); // it was started again
    const qint64 at = SomeNowMs + ContinuousGapMs - SecondMs;
    record(used(80, at), at);
    QCOMPARE(all().unobserved.size(), 0);
    QCOMPARE(all().watched.size(), 1);
}

// The machine slept. The first thing that is heard afterwards may still be of the time before.
void TestHistoryLooks::afterALongPauseItTakesTwoCalls()
{
    record(used(10), SomeNowMs);
    const qint64 awake = SomeNowMs + 3 * HourMs;
    watch(awake);
    record(used(80, awake), awake + 20);
    QCOMPARE(tokensOf(all().unobserved), 70);

    const qint64 again = awake + 1 * HourMs;
    watch(again);
    watch(again + MinuteMs);
    record(used(90, again + 2 * MinuteMs), again + 2 * MinuteMs);
    QCOMPARE(tokensOf(all().unobserved), 70);
    QCOMPARE(tokensOf(all().buckets), 10);
    QCOMPARE(all().watched.size(), 3);
}

void TestHistoryLooks::anUnchangedStoreIsWatchedToo()
{
    for (int minute = 0; minute <= 60; ++minute)
        record(used(10), SomeNowMs + minute * MinuteMs);
    QCOMPARE(all().watched.size(), 1);
    QCOMPARE(all().watched[0].toMs, SomeNowMs + HourMs);
    QCOMPARE(all().lifetime.size(), 1);
}

void TestHistoryLooks::whatWasPassedOverIsTriedAgain()
{
    const std::unique_ptr<UsageHistory> other = open();
    record(used(10), SomeNowMs);
    QVERIFY(other->record(used(20), SomeNowMs + 10 * SecondMs));
    record(used(50), SomeNowMs + 9 * SecondMs);
    QCOMPARE(all().lifetime.last().tokens, 1020);
    watch(SomeNowMs + MinuteMs);
    QCOMPARE(all().lifetime.last().tokens, 1050);
    QCOMPARE(missingIn(all()), 0);
}

void TestHistoryLooks::aLookThatWasHeldUpCorrectsNothing()
{
    const std::unique_ptr<UsageHistory> other = open();
    record(used(10), SomeNowMs);
    QVERIFY(other->record(used(90), SomeNowMs + 8 * HourMs));
    record(used(20), SomeNowMs + MinuteMs);
    record(used(95), SomeNowMs + 8 * HourMs + SecondMs);

    const KeyHistory history = all();
    QCOMPARE(history.lifetime.size(), 3);
    QCOMPARE(history.lifetime[1].atMs, SomeNowMs + 8 * HourMs);
    QCOMPARE(history.lifetime.last().tokens, 1095);
    QCOMPARE(history.falls.size(), 0);
}

void TestHistoryLooks::aClockThatWasAheadIsCorrected_data()
{
    QTest::addColumn<qint64>("aheadMs");
    QTest::newRow("some minutes") << 5 * MinuteMs;
    QTest::newRow("an hour") << HourMs;
    QTest::newRow("days, packed since") << 3 * DayMs;
    QTest::newRow("years") << 800 * DayMs;
}

void TestHistoryLooks::aClockThatWasAheadIsCorrected()
{
    QFETCH(qint64, aheadMs);
    record(used(0), SomeNowMs);
    for (int n = 1; n <= 5; ++n) {
        const qint64 wrong = SomeNowMs + aheadMs + n * 2 * HourMs;
        record(used(n * 100, wrong), wrong);
    }
    record(decodeStore(storeBytes({sampleKey(0), sampleKey(1)})), SomeNowMs + aheadMs + DayMs);
    record(used(600), SomeNowMs + aheadMs + DayMs + MinuteMs);

    // The clock is right again, in another run; each brings one look.
    const qint64 now = SomeNowMs + 2 * MinuteMs;
    m_history = open();
    record(used(700, now), now);
    m_history = open();
    record(used(700, now), now + MinuteMs);
    record(used(800, now + 2 * MinuteMs), now + 2 * MinuteMs);

    for (int n = 0; n < 2; ++n) {
        const KeyHistory history = all(n);
        QVERIFY2(disorderIn(history).isEmpty(), qPrintable(disorderIn(history)));
        QCOMPARE(missingIn(history), 0);
        QVERIFY(history.lifetime.last().atMs <= now + 2 * MinuteMs);
        for (const UsageBucket &bucket : history.buckets)
            QVERIFY(bucket.startMs <= now + 2 * MinuteMs);
        for (const UnobservedGrowth &growth : history.unobserved)
            QVERIFY(growth.toMs <= now + 2 * MinuteMs);
        QVERIFY(history.watched.last().toMs <= now + 2 * MinuteMs);
    }
    QCOMPARE(all().lifetime.last().tokens, 1800);
    const Result<StoreUsage> usage
        = m_history->usage({sampleKeyText(0)}, {SomeNowMs - DayMs, now + HourMs}, 5);
    QVERIFY(usage);
    QCOMPARE(tokensOf(usage->all) + tokensOf(usage->unobserved), keydeck::test::growthOf(all()));
}

void TestHistoryLooks::aClockThatIsSetBackALittle()
{
    record(used(10), SomeNowMs);
    record(used(20), SomeNowMs - 30 * SecondMs);
    QCOMPARE(all().lifetime.last().tokens, 1020);
    QVERIFY2(disorderIn(all()).isEmpty(), qPrintable(disorderIn(all())));
    QCOMPARE(missingIn(all()), 0);
}

void TestHistoryLooks::aStoreThatCannotBeEditedTellsNothing()
{
    record(used(10), SomeNowMs);
    record(decodeStore("{\"keys\": [{\"key\""), SomeNowMs + 2 * HourMs);
    record(KeySet(), SomeNowMs + 2 * HourMs);
    record(used(20), SomeNowMs + 2 * HourMs + MinuteMs);
    QCOMPARE(all().watched.size(), 2);
    QCOMPARE(tokensOf(all().unobserved), 10);
}

// The window and keydeckctl, each looking whenever it does; nothing is counted twice or lost, and
// every token has its hour.
void TestHistoryLooks::recordersSideBySideCountOnce()
{
    constexpr int Keys = 5;
    constexpr int Bookings = 400;
    Gateway gateway(Keys);
    const Gateway::Look first = gateway.look();
    record(decodeStore(first.bytes), first.atMs);

    std::atomic<bool> ended = false;
    std::atomic<int> failures = 0;
    const auto recorder = [&](quint32 seed) {
        std::mt19937 random(seed);
        const std::unique_ptr<UsageHistory> history = open();
        for (bool last = false; !last;) {
            last = ended;
            const Gateway::Look look = gateway.look();
            QThread::usleep(random() % 2000); // what it takes to read and decode
            failures += history && history->record(decodeStore(look.bytes), look.atMs) ? 0 : 1;
        }
    };
    std::vector<std::unique_ptr<QThread>> threads;
    for (quint32 n = 1; n <= 2; ++n) {
        threads.emplace_back(QThread::create(recorder, n));
        threads.back()->start();
    }
    std::mt19937 random(9);
    double booked = 0;
    for (int n = 0; n < Bookings; ++n) {
        const auto tokens = qint64(random() % 500 + 1);
        gateway.book(int(random() % Keys), tokens);
        booked += double(tokens);
        QThread::usleep(200);
    }
    ended = true;
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(failures, 0);

    double grown = 0;
    for (int n = 0; n < Keys; ++n) {
        QCOMPARE(missingIn(all(n)), 0);
        QCOMPARE(all(n).falls.size(), 0);
        QCOMPARE(all(n).unobserved.size(), 0);
        grown += tokensOf(all(n).buckets);
    }
    QCOMPARE(grown, booked);
}

// A recorder has read the file and waits, while another one reads and writes down what came next.
void TestHistoryLooks::aStateThatWasHeldUpIsNoFall()
{
    const std::unique_ptr<UsageHistory> other = open();
    for (int n = 1; n <= 20; ++n) {
        const KeySet heldUp = written(used(10 * n, SomeNowMs + n));
        const KeySet newer = written(used(10 * n + 5, SomeNowMs + n));
        QVERIFY(other->record(newer, SomeNowMs + n));
        record(heldUp, SomeNowMs + n + 1);
    }
    QCOMPARE(all().falls.size(), 0);
    QCOMPARE(all().lifetime.last().tokens, 1205);
    QCOMPARE(tokensOf(all().buckets) + tokensOf(all().unobserved), 190);
    QCOMPARE(missingIn(all()), 0);
}

// As fast as it goes: the file is another one whenever somebody looks.
void TestHistoryLooks::recordersOfAFileCountOnce()
{
    constexpr int Bookings = 500;
    written(used(0));
    std::atomic<bool> ended = false;
    std::atomic<int> failures = 0;
    const auto recorder = [&](bool opensEachTime) {
        std::mt19937 random(opensEachTime ? 1 : 2);
        std::unique_ptr<UsageHistory> history = open();
        for (bool last = false; !last;) {
            last = ended;
            if (opensEachTime)
                history = open();
            const KeySet keys = read();
            QThread::usleep(random() % 1000); // it waits for its turn
            const qint64 readMs = SystemClock::instance().nowMs();
            failures += history && history->record(keys, readMs) ? 0 : 1;
        }
    };
    std::vector<std::unique_ptr<QThread>> threads;
    for (const bool opensEachTime : {false, false, true}) {
        threads.emplace_back(QThread::create(recorder, opensEachTime));
        threads.back()->start();
    }
    QTRY_VERIFY(!all().lifetime.isEmpty());
    for (int n = 1; n <= Bookings; ++n)
        written(used(n * 7, SomeNowMs + n));
    ended = true;
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(failures, 0);
    QCOMPARE(all().falls.size(), 0);
    QCOMPARE(all().windows.size(), 1);
    QCOMPARE(all().windows[0].used(), Bookings * 7);
    QCOMPARE(all().lifetime.last().tokens, 1000 + Bookings * 7);
    QCOMPARE(keydeck::test::growthOf(all()), 1000 + Bookings * 7 - all().lifetime.first().tokens);
}

void TestHistoryLooks::aTrueFallOfAFileIsSeen()
{
    const std::unique_ptr<UsageHistory> other = open();
    record(written(used(50)), SomeNowMs);
    QVERIFY(other->record(written(used(20)), SomeNowMs + SecondMs));
    QCOMPARE(all().lifetime.last().tokens, 1020);
    QCOMPARE(all().falls.size(), 1);
    QCOMPARE(missingIn(all()), 0);
}

QTEST_GUILESS_MAIN(TestHistoryLooks)
#include "tst_historylooks.moc"
