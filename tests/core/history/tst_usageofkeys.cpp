// What some keys of a store used is what each of them used, however many they are.
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

} // namespace

class TestUsageOfKeys final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addsUpToThoseOfEach_data();
    void addsUpToThoseOfEach();
    void cleanupTestCase() { m_history.reset(); }

private:
    void use(std::vector<SampleKey> &keys, qint64 nowMs);

    QTemporaryDir m_directory;
    std::unique_ptr<UsageHistory> m_history;
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

/// The first key has used something since the last look, as /stats says.
void TestUsageOfKeys::initTestCase()
{
    m_history = *UsageHistory::open({m_directory.path(), u"/store.json"_s});
    std::vector<SampleKey> keys;
    for (int n = 0; n < Keys; ++n) {
        keys.push_back(sampleKey(n));
        keys.back().usageWindows = {{toIsoString(StartMs), 0}};
    }
    for (qint64 nowMs = StartMs; nowMs <= EndMs; nowMs += StepMs) {
        use(keys, nowMs);
        QVERIFY(m_history->record(decodeStore(storeBytes(keys)), nowMs));
    }
    const SampleKey &first = keys.front();
    StatsSample sample;
    sample.windowStartedAt = first.usageWindows.front().windowStart;
    sample.tokensUsedInCurrentWindow = double(first.usageWindows.front().tokensUsed + 777);
    sample.totalLifetimeTokens = double(first.totalLifetimeTokens + 777);
    sample.lastUsed = toIsoString(EndMs + 5000);
    QVERIFY(m_history->recordStats(first.key, sample, EndMs + 10'000));
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
    const auto found = m_history->usageOf(keys, {fromMs, toMs}, Top);
    const auto each = m_history->usage(keys, {fromMs, toMs}, Keys + 1);
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

QTEST_GUILESS_MAIN(TestUsageOfKeys)
#include "tst_usageofkeys.moc"
