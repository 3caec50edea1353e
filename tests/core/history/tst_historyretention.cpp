// What is kept for how long, and that figures of all ages go on adding up.
#include "core/history/historytimes.h"
#include "core/history/retention.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = HistoryHourMs;
constexpr qint64 DayMs = HistoryDayMs;
constexpr int Days = 730;

} // namespace

class TestHistoryRetention final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void samplesAreKeptForAMonth();
    void hoursAreKeptForAYear();
    void daysAndWindowsAreKeptForEver();
    void aPeriodOfAnyLengthAddsUp();
    void theStoreAddsUpOverAllTiers();

private:
    [[nodiscard]] KeyHistory since(qint64 ms) const
    {
        return m_history->history(sampleKeyText(0), ms).value_or(KeyHistory());
    }

    QTemporaryDir m_directory;
    std::unique_ptr<UsageHistory> m_history;
    qint64 m_endMs = 0;
    double m_booked = 0;
    std::map<qint64, double> m_totals; ///< the truth, by time
};

// Two years of a key that is used several times a day, at times reset, with a night off a week.
void TestHistoryRetention::initTestCase()
{
    auto opened = UsageHistory::open(
        {m_directory.filePath(u"history"_s), m_directory.filePath(u"apikeys.json"_s)});
    QVERIFY(opened);
    m_history = std::move(*opened);
    std::mt19937 random(4);
    SampleKey key = sampleKey(0);
    key.totalLifetimeTokens = 0;
    key.usageWindows.clear();
    qint64 now = SomeNowMs;
    QVERIFY(m_history->record(decodeStore(storeBytes({key})), now));
    for (int n = 1; now < SomeNowMs + Days * DayMs; ++n) {
        now += HourMs + qint64(random() % quint32(4 * HourMs));
        if (n % 40 != 0) {
            QVERIFY(m_history->stillWatching(now - 2 * MinuteMs));
            QVERIFY(m_history->stillWatching(now - MinuteMs));
        }
        const auto tokens = qint64(random() % 5000);
        key.totalLifetimeTokens = n % 200 == 0 ? 0 : key.totalLifetimeTokens + tokens;
        if (n % 200 != 0) {
            m_booked += double(tokens);
            key.usageWindows = {{toIsoString(now), tokens}};
            key.lastUsed = toIsoString(now);
        }
        m_totals[now] = double(key.totalLifetimeTokens);
        QVERIFY(m_history->record(decodeStore(storeBytes({key})), now));
    }
    m_endMs = now;
}

void TestHistoryRetention::samplesAreKeptForAMonth()
{
    const auto ownSamples = [this](qint64 fromMs, qint64 toMs) {
        const KeyHistory history = since(0);
        return std::count_if(history.lifetime.begin(), history.lifetime.end(),
            [&](const auto &sample) { return sample.atMs >= fromMs && sample.atMs < toMs; });
    };
    const auto truth = [this](qint64 fromMs, qint64 toMs) {
        return std::distance(m_totals.lower_bound(fromMs), m_totals.lower_bound(toMs));
    };
    const qint64 monthAgo = m_endMs - SampleRetentionMs;
    QCOMPARE(ownSamples(monthAgo, m_endMs + 1), truth(monthAgo, m_endMs + 1));
    // One an hour, which here is nearly each of them, then one a day.
    QVERIFY(ownSamples(monthAgo - 100 * DayMs, monthAgo) > 300);
    QCOMPARE(ownSamples(SomeNowMs + 100 * DayMs, SomeNowMs + 200 * DayMs), 100);
    for (const LifetimeSample &sample : since(m_endMs - 300 * DayMs).lifetime.sliced(1)) {
        const auto last = std::prev(m_totals.upper_bound(sample.atMs + 999));
        QVERIFY(last->first / 1000 == sample.atMs / 1000);
        QCOMPARE(sample.tokens, last->second);
    }
}

void TestHistoryRetention::hoursAreKeptForAYear()
{
    const qint64 turn = startOfPeriod(m_endMs - HourRetentionMs, DayMs);
    for (const UsageBucket &bucket : since(0).buckets) {
        QCOMPARE(bucket.lengthMs, bucket.startMs < turn ? DayMs : HourMs);
        QCOMPARE(bucket.startMs % bucket.lengthMs, 0);
    }
}

void TestHistoryRetention::daysAndWindowsAreKeptForEver()
{
    const KeyHistory history = since(0);
    QVERIFY(history.buckets.first().startMs < SomeNowMs + 2 * DayMs);
    QCOMPARE(history.windows.first().startMs, std::next(m_totals.begin(), 0)->first);
    QCOMPARE(tokensOf(history.windows), m_booked);
    QCOMPARE(keydeck::test::growthOf(history), m_booked);
    QVERIFY(history.falls.size() > 5);
}

void TestHistoryRetention::aPeriodOfAnyLengthAddsUp()
{
    for (int days = 0; days <= Days; days += 13) {
        const qint64 sinceMs = SomeNowMs + days * DayMs + 7 * HourMs + 1;
        const KeyHistory history = since(sinceMs);
        QCOMPARE(missingIn(history), 0);
        QVERIFY2(disorderIn(history).isEmpty(), qPrintable(disorderIn(history)));
        QCOMPARE(history.lifetime.last().tokens, std::prev(m_totals.end())->second);
        // It begins with what the total was.
        const LifetimeSample &first = history.lifetime.first();
        const auto truth = std::prev(m_totals.upper_bound(first.atMs));
        QCOMPARE(first.tokens, truth->second);
        QVERIFY(first.atMs <= sinceMs);
    }
}

void TestHistoryRetention::theStoreAddsUpOverAllTiers()
{
    const KeyHistory key = since(0);
    double inSpans = 0;
    const qint64 begin = startOfPeriod(SomeNowMs, DayMs);
    for (qint64 fromMs = begin; fromMs <= m_endMs; fromMs += 9 * DayMs + 5 * HourMs) {
        // Where days alone are kept, a span is widened to them.
        const qint64 toMs = fromMs + 9 * DayMs + 5 * HourMs;
        const auto usage = m_history->usage({sampleKeyText(0)}, {fromMs, toMs}, 1);
        QVERIFY(usage);
        QVERIFY(usage->span.fromMs <= fromMs && usage->span.toMs >= toMs);
        double expected = 0;
        for (const UsageBucket &bucket : key.buckets) {
            const bool isIn
                = bucket.startMs >= usage->span.fromMs && bucket.endMs() <= usage->span.toMs;
            expected += isIn ? bucket.tokens : 0;
        }
        QCOMPARE(tokensOf(usage->all), expected);
        QCOMPARE(usage->keys[0].tokens, expected);
        QCOMPARE(tokensOf(usage->keys[0].buckets), expected);
        inSpans += expected;
    }
    QVERIFY(inSpans >= tokensOf(key.buckets));
    const auto whole = m_history->usage({sampleKeyText(0)}, {begin, m_endMs + 1}, 1);
    QVERIFY(whole);
    QCOMPARE(whole->keys[0].total(), m_booked);
    QCOMPARE(whole->keys[0].unobserved, tokensOf(key.unobserved));
}

QTEST_GUILESS_MAIN(TestHistoryRetention)
#include "tst_historyretention.moc"
