// What some keys of a store used is what each of them used, however many they are.
#include "core/history/retention.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/reportsource.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int Keys = 150;
constexpr int Looks = 40;
constexpr qint64 StepMs = 5 * 60'000;
constexpr qint64 HourMs = 60LL * 60'000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 StartMs = SomeNowMs - SomeNowMs % DayMs - 90 * 60'000; // over midnight
constexpr qint64 EndMs = StartMs + Looks * StepMs;
constexpr qint64 LaterMs = EndMs + HourRetentionMs + 3 * DayMs;

std::vector<SampleKey> unusedKeys()
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < Keys; ++n) {
        keys.push_back(sampleKey(n));
        keys.back().usageWindows = {{toIsoString(StartMs), 0}};
    }
    return keys;
}

} // namespace

class TestUsageOfKeys final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addsUpToThoseOfEach_data();
    void addsUpToThoseOfEach();
    void addsUpOverDaysAndHours_data();
    void addsUpOverDaysAndHours();
    void cleanupTestCase();

private:
    void use(std::vector<SampleKey> &keys, qint64 nowMs);
    void record(UsageHistory &history, std::vector<SampleKey> &keys, qint64 fromMs, qint64 toMs);
    void makeYoung();
    void makeOld();

    QTemporaryDir m_directory;
    std::unique_ptr<UsageHistory> m_young;
    std::unique_ptr<UsageHistory> m_old; ///< has no hours of its first days any more
    std::mt19937 m_random{20260118};
};

void TestUsageOfKeys::use(std::vector<SampleKey> &keys, qint64 nowMs)
{
    for (SampleKey &key : keys) {
        if (m_random() % 3 == 0)
            continue;
        const auto used = qint64(m_random() % 4000);
        key.usageWindows.front().tokensUsed += used;
        key.totalLifetimeTokens += used;
        key.lastUsed = toIsoString(nowMs - qint64(m_random() % StepMs));
    }
}

void TestUsageOfKeys::record(
    UsageHistory &history, std::vector<SampleKey> &keys, qint64 fromMs, qint64 toMs)
{
    for (qint64 nowMs = fromMs; nowMs <= toMs; nowMs += StepMs) {
        use(keys, nowMs);
        QVERIFY(history.record(decodeStore(storeBytes(keys)), nowMs));
    }
}

void TestUsageOfKeys::initTestCase()
{
    makeYoung();
    makeOld();
}

/// The first key has used something since the last look, as /stats says.
void TestUsageOfKeys::makeYoung()
{
    m_young = *UsageHistory::open({m_directory.filePath(u"young"_s), u"/store.json"_s});
    std::vector<SampleKey> keys = unusedKeys();
    record(*m_young, keys, StartMs, EndMs);
    const SampleKey &first = keys.front();
    StatsSample sample;
    sample.windowStartedAt = first.usageWindows.front().windowStart;
    sample.tokensUsedInCurrentWindow = double(first.usageWindows.front().tokensUsed + 777);
    sample.totalLifetimeTokens = double(first.totalLifetimeTokens + 777);
    sample.lastUsed = toIsoString(EndMs + 5000);
    QVERIFY(m_young->recordStats(first.key, sample, EndMs + 10'000));
}

/// Used for some hours, and again when those are too old to be kept.
void TestUsageOfKeys::makeOld()
{
    m_old = *UsageHistory::open({m_directory.filePath(u"old"_s), u"/store.json"_s});
    std::vector<SampleKey> keys = unusedKeys();
    record(*m_old, keys, StartMs, EndMs);
    record(*m_old, keys, LaterMs, LaterMs + 2 * HourMs);
}

void TestUsageOfKeys::addsUpToThoseOfEach_data()
{
    QTest::addColumn<int>("firstKey");
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("fromMs");
    QTest::addColumn<qint64>("toMs");
    for (const auto &[name, first, count] :
        {std::tuple("all", 0, Keys), std::tuple("all but the first", 1, Keys - 1),
            std::tuple("all but the last", 0, Keys - 1), std::tuple("some", 0, 30),
            std::tuple("others", 30, 20), std::tuple("none", 0, 0)}) {
        QTest::addRow("%s, all the time", name)
            << first << count << StartMs - DayMs << EndMs + DayMs;
        QTest::addRow("%s, an hour", name)
            << first << count << StartMs + HourMs << StartMs + 2 * HourMs;
    }
}

void TestUsageOfKeys::addsUpToThoseOfEach()
{
    QFETCH(const int, firstKey);
    QFETCH(const int, count);
    QFETCH(const qint64, fromMs);
    QFETCH(const qint64, toMs);
    QStringList keys;
    for (int n = firstKey; n < firstKey + count; ++n)
        keys.append(sampleKeyText(n));
    constexpr int Top = 10;
    const auto found = m_young->usageOf(keys, {fromMs, toMs}, Top);
    const auto each = m_young->usage(keys, {fromMs, toMs}, Keys + 1);
    QVERIFY(found && each);
    const StoreUsage expected = onlyNamed(*each);
    QCOMPARE(found->keys.size(), expected.keys.size());
    QCOMPARE(found->keys.isEmpty(), count == 0);
    for (qsizetype n = 0; n < found->keys.size(); ++n) {
        QCOMPARE(found->keys[n].key, expected.keys[n].key);
        QCOMPARE(found->keys[n].total(), expected.keys[n].total());
        QCOMPARE(found->keys[n].buckets.isEmpty(), n >= Top);
    }
    QCOMPARE(found->all.size(), expected.all.size());
    for (qsizetype n = 0; n < found->all.size(); ++n) {
        QCOMPARE(found->all[n].startMs, expected.all[n].startMs);
        QCOMPARE(found->all[n].tokens, expected.all[n].tokens);
    }
    QVERIFY(found->unobserved.isEmpty());
}

void TestUsageOfKeys::addsUpOverDaysAndHours_data()
{
    QTest::addColumn<int>("count"); // of the first keys
    QTest::addColumn<qint64>("toMs");
    for (const int count : {Keys - 1, Keys - 100, Keys - 101, 30, 1}) {
        QTest::addRow("all the time, %d others", Keys - count) << count << LaterMs + DayMs;
        QTest::addRow("days alone, %d others", Keys - count) << count << EndMs;
    }
}

void TestUsageOfKeys::addsUpOverDaysAndHours()
{
    QFETCH(const int, count);
    QFETCH(const qint64, toMs);
    QStringList keys;
    for (int n = 0; n < count; ++n)
        keys.append(sampleKeyText(n));
    const auto found = m_old->usageOf(keys, {StartMs, toMs}, 1);
    QVERIFY(found);
    QMap<qint64, UsageBucket> expected; // by start
    for (const QString &key : keys) {
        const auto history = m_old->history(key, StartMs);
        QVERIFY(history);
        for (const UsageBucket &bucket : history->buckets) {
            if (bucket.startMs < toMs && bucket.tokens != 0) {
                UsageBucket &sum = expected[bucket.startMs];
                sum = {bucket.startMs, bucket.lengthMs, sum.tokens + bucket.tokens};
            }
        }
    }
    QCOMPARE(expected.first().lengthMs, DayMs);
    QCOMPARE(expected.last().lengthMs, toMs < LaterMs ? DayMs : HourMs);
    QCOMPARE(found->all.size(), expected.size());
    for (const UsageBucket &bucket : found->all) {
        QCOMPARE(bucket.tokens, expected[bucket.startMs].tokens);
        QCOMPARE(bucket.lengthMs, expected[bucket.startMs].lengthMs);
    }
}

void TestUsageOfKeys::cleanupTestCase()
{
    m_young.reset();
    m_old.reset();
}

QTEST_GUILESS_MAIN(TestUsageOfKeys)
#include "tst_usageofkeys.moc"
