// What the history remembers of the snapshots that it is shown.
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;

/// One key with its figures, as a whole store.
KeySet oneKey(qint64 lifetime, const std::vector<SampleWindow> &windows, qint64 limit = 100'000)
{
    SampleKey key = sampleKey(0);
    key.tokenLimitPer5h = limit;
    key.totalLifetimeTokens = lifetime;
    key.usageWindows = windows;
    return decodeStore(storeBytes({key}));
}

KeySet withFigures(const QByteArray &figures)
{
    return decodeStore("{\"keys\":[{\"key\":\"pk_example_00000\"," + figures + "}]}");
}

QString iso(qint64 ms)
{
    return toIsoString(ms);
}

} // namespace

class TestUsageHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aKeyNeverSeenHasNoHistory();
    void remembersWindowsAndTotals();
    void closedWindowsOutliveTheFile();
    void aWindowThatTheFileLosesIsClosed();
    void aClosedWindowKeepsItsLimit();
    void whatFallsIsRecorded();
    void theSameAgainAddsNothing();
    void twoRecordersCountOnce();
    void windowsOfOneStartCountTogether();
    void ofDuplicatesTheFirstCounts();
    void figuresThatAreNoneArePassedOver_data();
    void figuresThatAreNoneArePassedOver();
    void noLimitIsNaN();
    void aPeriodStartsAtItsEdge();
    void importedFiguresStandBehindRecordedOnes();
    void storesDoNotMix();
    void tenThousandUnchangedKeysAreQuick();

private:
    [[nodiscard]] KeyHistory all(int n = 0) const;
    void record(const KeySet &keys, qint64 nowMs = SomeNowMs);
    [[nodiscard]] std::unique_ptr<UsageHistory> open(const QString &name = u"apikeys.json"_s) const;

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<UsageHistory> m_history;
};

void TestUsageHistory::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
    m_history = open();
    QVERIFY(m_history);
}

void TestUsageHistory::cleanup()
{
    m_history.reset();
}

std::unique_ptr<UsageHistory> TestUsageHistory::open(const QString &name) const
{
    auto opened
        = UsageHistory::open({m_directory->filePath(u"history"_s), m_directory->filePath(name)});
    return opened ? std::move(*opened) : nullptr;
}

KeyHistory TestUsageHistory::all(int n) const
{
    const Result<KeyHistory> history = m_history->history(sampleKeyText(n), 0);
    return history ? *history : KeyHistory{{{-1, -1, -1}}, {{-1, -1}}};
}

void TestUsageHistory::record(const KeySet &keys, qint64 nowMs)
{
    const Result<> done = m_history->record(keys, nowMs);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
}

void TestUsageHistory::aKeyNeverSeenHasNoHistory()
{
    QVERIFY(all().windows.isEmpty());
    QVERIFY(all().lifetime.isEmpty());
}

void TestUsageHistory::remembersWindowsAndTotals()
{
    record(oneKey(1000, {{iso(SomeNowMs - HourMs), 400}}));
    m_history.reset();
    m_history = open();

    const KeyHistory history = all();
    QCOMPARE(history.windows.size(), 1);
    QCOMPARE(history.windows[0].startMs, SomeNowMs - HourMs);
    QCOMPARE(history.windows[0].tokens, 400);
    QCOMPARE(history.windows[0].limit, 100'000);
    QCOMPARE(history.lifetime.size(), 1);
    QCOMPARE(history.lifetime[0].atMs, SomeNowMs);
    QCOMPARE(history.lifetime[0].tokens, 1000);
}

void TestUsageHistory::closedWindowsOutliveTheFile()
{
    record(oneKey(400, {{iso(SomeNowMs), 400}}));
    record(oneKey(700, {{iso(SomeNowMs + 6 * HourMs), 300}}), SomeNowMs + 6 * HourMs);
    record(oneKey(700, {}), SomeNowMs + 12 * HourMs);

    const KeyHistory history = all();
    QCOMPARE(history.windows.size(), 2);
    QCOMPARE(history.windows[0].tokens, 400);
    QCOMPARE(history.windows[1].tokens, 300);
    QCOMPARE(history.lifetime.size(), 2);
}

// Somebody removed it, and put it back later.
void TestUsageHistory::aWindowThatTheFileLosesIsClosed()
{
    const SampleWindow first{iso(SomeNowMs), 400}, second{iso(SomeNowMs + HourMs), 50};
    record(oneKey(400, {first}));
    record(oneKey(400, {first}), SomeNowMs + 50 * MinuteMs);
    record(oneKey(450, {second}), SomeNowMs + HourMs);
    QCOMPARE(all().windows.size(), 2);
    QVERIFY(all().windows[0].wasClosedEarly());
    QCOMPARE(all().windows[0].endMs(), SomeNowMs + 50 * MinuteMs);
    QCOMPARE(all().windows[0].used(), 400);
    QVERIFY(!all().windows[1].wasClosedEarly());
    QCOMPARE(missingIn(all()), 0);

    record(oneKey(450, {first, second}), SomeNowMs + 2 * HourMs);
    QVERIFY(!all().windows[0].wasClosedEarly());
    QCOMPARE(all().windows[0].endMs(), SomeNowMs + 5 * HourMs);
    // Windows that cannot be read, and those whose time is over, are not lost.
    record(withFigures("\"total_lifetime_tokens\":450,\"usage_windows\":null"),
        SomeNowMs + 3 * HourMs);
    record(oneKey(460, {second}), SomeNowMs + 5 * HourMs + MinuteMs);
    QVERIFY(!all().windows[0].wasClosedEarly());
    QVERIFY(!all().windows[1].wasClosedEarly());
}

// A closed window stays in the file until the next use: a limit raised since is not its limit.
void TestUsageHistory::aClosedWindowKeepsItsLimit()
{
    const std::vector<SampleWindow> window{{iso(SomeNowMs), 400}};
    record(oneKey(400, window, 500));
    record(oneKey(400, window, 800), SomeNowMs + HourMs);
    QCOMPARE(all().windows[0].limit, 800);
    record(oneKey(400, window, 9000), SomeNowMs + 6 * HourMs);
    QCOMPARE(all().windows[0].limit, 800);
}

void TestUsageHistory::whatFallsIsRecorded()
{
    record(oneKey(5000, {{iso(SomeNowMs), 400}}));
    record(oneKey(20, {{iso(SomeNowMs), 0}}), SomeNowMs + MinuteMs);

    const KeyHistory history = all();
    QCOMPARE(history.windows.size(), 1);
    QCOMPARE(history.windows[0].tokens, 0);
    QCOMPARE(history.lifetime.size(), 2);
    QCOMPARE(history.lifetime[1].tokens, 20);
}

void TestUsageHistory::theSameAgainAddsNothing()
{
    const KeySet keys = oneKey(1000, {{iso(SomeNowMs), 400}});
    record(keys);
    record(keys, SomeNowMs + MinuteMs);
    m_history = open();
    record(keys, SomeNowMs + 2 * MinuteMs);
    record(decodeStore(keys.bytes() + "\n"), SomeNowMs + 3 * MinuteMs);

    QCOMPARE(all().windows.size(), 1);
    QCOMPARE(all().lifetime.size(), 1);
}

void TestUsageHistory::twoRecordersCountOnce()
{
    const std::unique_ptr<UsageHistory> other = open();
    QVERIFY(other);
    for (int minute = 0; minute < 10; ++minute) {
        const KeySet keys = oneKey(100 * minute, {{iso(SomeNowMs), 100 * minute}});
        record(keys, SomeNowMs + minute * MinuteMs);
        QVERIFY(other->record(keys, SomeNowMs + minute * MinuteMs + 7));
    }
    // One that was held up brings what was true before.
    QVERIFY(other->record(oneKey(900, {{iso(SomeNowMs), 200}}), SomeNowMs + 3 * MinuteMs));

    const KeyHistory history = all();
    QCOMPARE(history.windows.size(), 1);
    QCOMPARE(history.windows[0].tokens, 900);
    QCOMPARE(history.lifetime.last().tokens, 900);
}

void TestUsageHistory::windowsOfOneStartCountTogether()
{
    record(oneKey(1000, {{iso(SomeNowMs), 400}, {iso(SomeNowMs), 30}}));
    QCOMPARE(all().windows.size(), 1);
    QCOMPARE(all().windows[0].tokens, 430);
}

void TestUsageHistory::ofDuplicatesTheFirstCounts()
{
    SampleKey first = sampleKey(0);
    first.totalLifetimeTokens = 111;
    first.usageWindows = {{iso(SomeNowMs), 11}};
    SampleKey second = first;
    second.totalLifetimeTokens = 222;
    second.usageWindows = {{iso(SomeNowMs), 22}};
    record(decodeStore(storeBytes({first, second})));

    QCOMPARE(all().lifetime[0].tokens, 111);
    QCOMPARE(all().windows[0].tokens, 11);

    // The first is gone: now the second is what the gateway finds.
    record(decodeStore(storeBytes({second})), SomeNowMs + MinuteMs);
    QCOMPARE(all().lifetime.last().tokens, 222);
}

void TestUsageHistory::figuresThatAreNoneArePassedOver_data()
{
    QTest::addColumn<QByteArray>("figures");
    QTest::addColumn<int>("windows");
    QTest::addColumn<int>("samples");

    const QByteArray total = "\"total_lifetime_tokens\":5,";
    QTest::newRow("nothing at all") << "\"name\":\"x\""_ba << 0 << 0;
    QTest::newRow("total is no number") << "\"total_lifetime_tokens\":\"12px\""_ba << 0 << 0;
    QTest::newRow("total is infinite") << "\"total_lifetime_tokens\":\"Infinity\""_ba << 0 << 0;
    QTest::newRow("windows are null") << total + "\"usage_windows\":null" << 0 << 1;
    QTest::newRow("windows are an object") << total + "\"usage_windows\":{}" << 0 << 1;
    QTest::newRow("entries are no windows")
        << total + "\"usage_windows\":[1,\"a\",[],{},null]" << 0 << 1;
    QTest::newRow("a start that is no date")
        << total + "\"usage_windows\":[{\"window_start\":\"soon\",\"tokens_used\":4}]" << 0 << 1;
    QTest::newRow("a start that is a number")
        << total + "\"usage_windows\":[{\"window_start\":1768732200000,\"tokens_used\":4}]" << 0
        << 1;
    QTest::newRow("tokens that are no number")
        << total + "\"usage_windows\":[{\"window_start\":\"2026-01-18\"}]" << 0 << 1;
    QTest::newRow("a start with an offset counts") << total
            + "\"usage_windows\":[{\"window_start\":\"2026-01-18T10:00:00+02:00\",\"tokens_used\":"
              "4}]" << 1 << 1;
    QTest::newRow("a fraction counts, a total beyond counting does not")
        << "\"total_lifetime_tokens\":1e300,\"usage_windows\":[{\"window_start\":\"2026-01-18\","
           "\"tokens_used\":0.5}]"_ba
        << 1 << 0;
    QTest::newRow("the greatest total")
        << "\"total_lifetime_tokens\":9007199254740992"_ba << 0 << 1;
    QTest::newRow("one more") << "\"total_lifetime_tokens\":9007199254740994"_ba << 0 << 0;
    QTest::newRow("a window beyond counting")
        << total + "\"usage_windows\":[{\"window_start\":\"2026-01-18\",\"tokens_used\":1e16}]" << 0
        << 1;
}

void TestUsageHistory::figuresThatAreNoneArePassedOver()
{
    QFETCH(QByteArray, figures);
    record(withFigures(figures));
    QTEST(int(all().windows.size()), "windows");
    QTEST(int(all().lifetime.size()), "samples");
}

void TestUsageHistory::noLimitIsNaN()
{
    record(withFigures("\"usage_windows\":[{\"window_start\":\"2026-01-18\",\"tokens_used\":5}]"));
    QCOMPARE(all().windows.size(), 1);
    QVERIFY(std::isnan(all().windows[0].limit));
}

void TestUsageHistory::aPeriodStartsAtItsEdge()
{
    for (int day = 0; day < 10; ++day) {
        const qint64 now = SomeNowMs + day * DayMs;
        record(oneKey(100 * day, {{iso(now), 100}}), now);
    }
    const qint64 since = SomeNowMs + 7 * DayMs + 4 * HourMs;
    const Result<KeyHistory> history = m_history->history(sampleKeyText(0), since);
    QVERIFY(history);
    // The windows of day 7, still open then, to day 9; totals from that of day 7.
    QCOMPARE(history->windows.size(), 3);
    QCOMPARE(history->windows.first().startMs, SomeNowMs + 7 * DayMs);
    QCOMPARE(history->lifetime.size(), 3);
    QCOMPARE(history->lifetime.first().tokens, 700);

    const Result<KeyHistory> later = m_history->history(sampleKeyText(0), since + HourMs);
    QVERIFY(later);
    QCOMPARE(later->windows.size(), 2);
    QCOMPARE(later->lifetime.size(), 3);
}

void TestUsageHistory::importedFiguresStandBehindRecordedOnes()
{
    record(oneKey(900, {{iso(SomeNowMs), 900}}));
    const KeyHistory past{{{SomeNowMs - DayMs, 50, 100'000}, {SomeNowMs, 1, 1}},
        {{SomeNowMs - DayMs, 0}, {SomeNowMs - HourMs, 50}}};
    QVERIFY(m_history->add(sampleKeyText(0), past));
    QVERIFY(m_history->add(sampleKeyText(0), past));

    const KeyHistory history = all();
    QCOMPARE(history.windows.size(), 2);
    QCOMPARE(history.windows[0].tokens, 50);
    QCOMPARE(history.windows[1].tokens, 900);
    QCOMPARE(history.lifetime.size(), 4); // with what it was just before the window
    QCOMPARE(history.lifetime[1].tokens, 50);
}

void TestUsageHistory::storesDoNotMix()
{
    record(oneKey(1000, {}));
    const std::unique_ptr<UsageHistory> other = open(u"others.json"_s);
    QVERIFY(other);
    QVERIFY(other->databasePath() != m_history->databasePath());
    const Result<KeyHistory> history = other->history(sampleKeyText(0), 0);
    QVERIFY(history);
    QVERIFY(history->lifetime.isEmpty());
}

void TestUsageHistory::tenThousandUnchangedKeysAreQuick()
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < 10'000; ++n)
        keys.push_back(sampleKey(n));
    const auto timed = [this](const KeySet &set, qint64 nowMs) {
        QElapsedTimer timer;
        timer.start();
        record(set, nowMs);
        return timer.nsecsElapsed() / 1000;
    };
    const qint64 firstUs = timed(decodeStore(storeBytes(keys)), SomeNowMs);
    keys[5000].totalLifetimeTokens += 1;
    const KeySet changed = decodeStore(storeBytes(keys));
    const qint64 changedUs = timed(changed, SomeNowMs + MinuteMs);
    const qint64 sameUs = timed(decodeStore(changed.bytes()), SomeNowMs + 2 * MinuteMs);
    QTest::setBenchmarkResult(double(changedUs) / 1000, QTest::WalltimeMilliseconds);

    QCOMPARE(all(5000).lifetime.size(), 2);
    QCOMPARE(all(4999).lifetime.size(), 1);
    QVERIFY2(5 * changedUs < firstUs, qPrintable(u"%1 of %2 µs"_s.arg(changedUs).arg(firstUs)));
    QVERIFY2(5 * sameUs < firstUs, qPrintable(u"%1 of %2 µs"_s.arg(sameUs).arg(firstUs)));
}

QTEST_GUILESS_MAIN(TestUsageHistory)
#include "tst_usagehistory.moc"
