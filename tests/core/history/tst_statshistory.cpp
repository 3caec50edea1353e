// What /stats says before the file does is shown at once, and gives way to the file.
#include "core/history/historytimes.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 SecondMs = 1000;
constexpr qint64 HourMs = HistoryHourMs;

/// Two keys; the first has used that much in a window that began at SomeNowMs, after 1000.
KeySet file(qint64 tokens, qint64 usedMs, qint64 other = 0)
{
    SampleKey key = sampleKey(0);
    key.totalLifetimeTokens = 1000 + tokens;
    key.lastUsed = toIsoString(usedMs);
    key.usageWindows = {{toIsoString(SomeNowMs), tokens}};
    SampleKey second = sampleKey(1);
    second.totalLifetimeTokens += other;
    return decodeStore(storeBytes({key, second}));
}

StatsSample answer(double tokens, qint64 usedMs)
{
    StatsSample sample;
    sample.tokenLimitPer5h = 100'000;
    sample.lastUsed = toIsoString(usedMs);
    sample.tokensUsedInCurrentWindow = tokens;
    sample.windowStartedAt = toIsoString(SomeNowMs);
    sample.totalLifetimeTokens = 1000 + tokens;
    return sample;
}

constexpr qint64 after(qint64 seconds)
{
    return SomeNowMs + seconds * SecondMs;
}

} // namespace

class TestStatsHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_history.reset(); }

    void aheadOfTheFileCounts();
    void theFileConfirms();
    void theFileGoesOn();
    void theFileReplaces();
    void anotherKeysChangeReplaces();
    void theSameTwiceCountsOnce();
    void answersOneAfterTheOther();
    void whatIsNotTaken_data();
    void whatIsNotTaken();

private:
    [[nodiscard]] KeyHistory all() const
    {
        return m_history->history(sampleKeyText(0), 0).value_or(KeyHistory());
    }
    void tell(double tokens, qint64 nowMs)
    {
        QVERIFY(m_history->recordStats(sampleKeyText(0), answer(tokens, nowMs - 5), nowMs));
    }
    void check(double total, double inBuckets, double inWindow) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<UsageHistory> m_history;
};

void TestStatsHistory::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
    auto opened = UsageHistory::open(
        {m_directory->filePath(u"history"_s), m_directory->filePath(u"apikeys.json"_s)});
    QVERIFY(opened);
    m_history = std::move(*opened);
    QVERIFY(m_history->record(file(400, SomeNowMs), SomeNowMs));
}

/// One key's history, the sum of all and the small charts agree.
void TestStatsHistory::check(double total, double inBuckets, double inWindow) const
{
    const KeyHistory history = all();
    QVERIFY2(disorderIn(history).isEmpty(), qPrintable(disorderIn(history)));
    QCOMPARE(missingIn(history), 0);
    QCOMPARE(history.lifetime.last().tokens, total);
    QCOMPARE(tokensOf(history.buckets), inBuckets);
    QCOMPARE(history.windows.size(), 1);
    QCOMPARE(history.windows[0].tokens, inWindow);
    QCOMPARE(history.falls.size(), 0);
    QCOMPARE(history.unobserved.size(), 0);

    const TimeSpan span{SomeNowMs, SomeNowMs + HourMs};
    const auto usage = m_history->usage({sampleKeyText(0)}, span, 3);
    const auto hours = m_history->hours({sampleKeyText(0)}, span);
    QVERIFY(usage && hours);
    QCOMPARE(usage->keys.isEmpty() ? 0 : usage->keys[0].tokens, inBuckets);
    QCOMPARE(tokensOf(usage->all), inBuckets);
    QCOMPARE(tokensOf(hours->value(sampleKeyText(0))), inBuckets);
}

void TestStatsHistory::aheadOfTheFileCounts()
{
    check(1400, 0, 400);
    tell(500, after(10));
    check(1500, 100, 500);
    QCOMPARE(all().lifetime.last().atMs, after(10) - 5);
}

void TestStatsHistory::theFileConfirms()
{
    tell(500, after(10));
    QVERIFY(m_history->record(file(500, after(10) - 5), after(15)));
    check(1500, 100, 500);
    QCOMPARE(all().lifetime.size(), 2);
    QCOMPARE(all().lifetime.last().atMs, after(10) - 5);
}

void TestStatsHistory::theFileGoesOn()
{
    tell(500, after(10));
    QVERIFY(m_history->record(file(530, after(14)), after(15)));
    check(1530, 130, 530);
    QCOMPARE(all().lifetime.size(), 3);
    QCOMPARE(all().lifetime[1].tokens, 1500);
    QCOMPARE(all().lifetime[2].atMs, after(14));
}

// The gateway lost what it had not written down.
void TestStatsHistory::theFileReplaces()
{
    tell(500, after(10));
    QVERIFY(m_history->record(file(450, after(12)), after(15)));
    check(1450, 50, 450);
    QCOMPARE(all().lifetime.size(), 2);
}

void TestStatsHistory::anotherKeysChangeReplaces()
{
    tell(500, after(10));
    QVERIFY(m_history->record(file(400, SomeNowMs, 7), after(15)));
    QCOMPARE(all().lifetime.last().tokens, 1400);
    QCOMPARE(tokensOf(all().buckets), 0);
    QVERIFY(m_history->record(file(500, after(10) - 5, 7), after(16)));
    QCOMPARE(all().lifetime.last().tokens, 1500);
    QCOMPARE(missingIn(all()), 0);
}

void TestStatsHistory::theSameTwiceCountsOnce()
{
    tell(500, after(10));
    tell(500, after(11));
    check(1500, 100, 500);
    QCOMPARE(all().lifetime.size(), 2);
}

void TestStatsHistory::answersOneAfterTheOther()
{
    for (int n = 1; n <= 20; ++n)
        tell(400 + n * 10, after(n));
    check(1600, 200, 600);
    QCOMPARE(all().lifetime.size(), 21);
    QVERIFY(m_history->record(file(610, after(21)), after(21)));
    check(1610, 210, 610);
    QCOMPARE(all().lifetime.size(), 22);
}

void TestStatsHistory::whatIsNotTaken_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("inWindow");
    QTest::addColumn<qint64>("nowMs");

    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("an answer from a cache") << 0 << 1300.0 << 300.0 << after(10);
    QTest::newRow("what the file says") << 0 << 1400.0 << 400.0 << after(10);
    QTest::newRow("more than its window") << 0 << 1500.0 << 450.0 << after(10);
    QTest::newRow("no window") << 0 << 1500.0 << 0.0 << after(10);
    QTest::newRow("no total") << 0 << nan << 500.0 << after(10);
    QTest::newRow("nobody watches the file") << 0 << 1500.0 << 500.0 << after(3600);
    QTest::newRow("a key that the file never had") << 7 << 1500.0 << 500.0 << after(10);
}

void TestStatsHistory::whatIsNotTaken()
{
    QFETCH(int, key);
    QFETCH(double, total);
    QFETCH(double, inWindow);
    QFETCH(qint64, nowMs);
    StatsSample sample = answer(inWindow, nowMs);
    sample.totalLifetimeTokens = total;
    QVERIFY(m_history->recordStats(sampleKeyText(key), sample, nowMs));
    check(1400, 0, 400);
    QVERIFY(m_history->history(sampleKeyText(7), 0)->lifetime.isEmpty());
}

QTEST_GUILESS_MAIN(TestStatsHistory)
#include "tst_statshistory.moc"
