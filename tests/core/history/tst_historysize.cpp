// How large a month of many keys becomes, and how soon it answers. Measured on fewer keys in the
// normal run, where the size is shown to be in proportion; KEYDECK_HISTORY_KEYS=1000 takes its
// time.
#include "core/history/historytimes.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 StartMs = SomeNowMs - SomeNowMs % HistoryDayMs;
constexpr int TargetKeys = 1000;
constexpr int TargetMinutes = 30 * 24 * 60;
constexpr double TargetBytes = 200e6;
constexpr double TargetMs = 50;

/// A store whose every key is used about once a minute, at some second of it.
class BusyStore final
{
public:
    explicit BusyStore(int keys)
    {
        for (int n = 0; n < keys; ++n)
            m_keys.push_back(sampleKey(n));
    }

    [[nodiscard]] KeySet at(qint64 nowMs)
    {
        std::uniform_int_distribution<qint64> tokens(1, 4000);
        std::uniform_int_distribution<qint64> ago(0, MinuteMs - 1);
        for (SampleKey &key : m_keys) {
            const qint64 usedMs = nowMs - ago(m_random);
            SampleWindow &window = key.usageWindows.front();
            const qint64 startMs = parseJsDate(window.windowStart).value_or(0);
            if (usedMs - startMs > 5 * HistoryHourMs)
                window = {toIsoString(usedMs), 0};
            const qint64 used = tokens(m_random);
            window.tokensUsed += used;
            key.totalLifetimeTokens += used;
            key.lastUsed = toIsoString(usedMs);
        }
        return decodeStore(storeBytes(m_keys));
    }

private:
    std::vector<SampleKey> m_keys;
    std::mt19937 m_random{1};
};

QStringList keyTexts(int keys)
{
    QStringList texts;
    for (int n = 0; n < keys; ++n)
        texts.append(sampleKeyText(n));
    return texts;
}

template <typename Call>
double milliseconds(Call call)
{
    QElapsedTimer timer;
    timer.start();
    call();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The middle one of several: what others do on the machine is not measured.
template <typename Call>
double typicalMilliseconds(Call call)
{
    std::vector<double> times;
    for (int n = 0; n < 5; ++n)
        times.push_back(milliseconds(call));
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

class TestHistorySize final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSizeIsInProportion();
    void aMonthIsQuick();

private:
    [[nodiscard]] std::unique_ptr<UsageHistory> open(const QString &name) const;
    [[nodiscard]] double bytesAfter(const QString &name, int keys, int minutes) const;
    void measureQueries(UsageHistory &history, int keys, qint64 nowMs) const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestHistorySize::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<UsageHistory> TestHistorySize::open(const QString &name) const
{
    auto opened = UsageHistory::open({m_directory->filePath(name), u"/store.json"_s});
    return opened ? std::move(*opened) : nullptr;
}

/// Of all the database's files, once the last connection is closed.
double TestHistorySize::bytesAfter(const QString &name, int keys, int minutes) const
{
    BusyStore store(keys);
    std::unique_ptr<UsageHistory> history = open(name);
    double slowest = 0;
    for (int minute = 0; history && minute <= minutes; ++minute) {
        const qint64 nowMs = StartMs + minute * MinuteMs;
        const KeySet snapshot = store.at(nowMs);
        bool done = false;
        slowest = std::max(
            slowest, milliseconds([&] { done = bool(history->record(snapshot, nowMs)); }));
        if (!done)
            return -1;
    }
    history.reset();
    double bytes = 0;
    for (const QFileInfo &file : QDir(m_directory->filePath(name)).entryInfoList(QDir::Files))
        bytes += double(file.size());
    const double samples = double(keys) * minutes;
    qInfo("%d keys, %d minutes: %.1f MB, %.2f bytes a sample; slowest record %.0f ms", keys,
        minutes, bytes / 1e6, bytes / samples, slowest);
    return bytes;
}

// What is independent of the number of samples would show as a difference.
void TestHistorySize::theSizeIsInProportion()
{
    constexpr int Minutes = 2 * 24 * 60;
    const double few = bytesAfter(u"few"_s, 20, Minutes);
    const double twice = bytesAfter(u"twice"_s, 40, Minutes);
    const double longer = bytesAfter(u"longer"_s, 20, 2 * Minutes);
    QVERIFY(few > 0 && twice > 0 && longer > 0);
    QVERIFY2(twice < 2.1 * few, "grows faster than the number of keys");
    QVERIFY2(longer < 2.1 * few, "grows faster than the time");

    // What a key adds, its hours that are not packed yet among it, and what its time adds from then
    // on; the empty tables are there once.
    const double key = (twice - few) / 20;
    const double minuteOfKey = (longer - few) / (20.0 * Minutes);
    const double month = TargetKeys * (key + minuteOfKey * (TargetMinutes - Minutes));
    qInfo("a month of %d keys: about %.0f MB", TargetKeys, month / 1e6);
    QVERIFY(month < TargetBytes);
}

void TestHistorySize::aMonthIsQuick()
{
    const int keys = std::max(20, qEnvironmentVariableIntValue("KEYDECK_HISTORY_KEYS"));
    const bool inFull = keys >= TargetKeys;
    const int minutes = inFull ? TargetMinutes : 3 * 24 * 60;
    QVERIFY(bytesAfter(u"month"_s, keys, minutes) < TargetBytes);

    std::unique_ptr<UsageHistory> history;
    const double opening = milliseconds([&] { history = open(u"month"_s); });
    QVERIFY(history);
    qInfo("opening %.1f ms", opening);
    QVERIFY(opening < TargetMs);
    measureQueries(*history, keys, StartMs + minutes * MinuteMs);
}

void TestHistorySize::measureQueries(UsageHistory &history, int keys, qint64 nowMs) const
{
    const QStringList texts = keyTexts(keys);
    const qint64 day = HistoryDayMs;
    const auto usageOf = [&](qint64 lengthMs) {
        return [&history, &texts, nowMs, lengthMs] {
            QVERIFY(history.usage(texts, {nowMs - lengthMs, nowMs}, 10));
        };
    };
    const double cold = milliseconds(usageOf(day));
    const double ofMonth = typicalMilliseconds(usageOf(30 * day));
    const double oddly = typicalMilliseconds(usageOf(30 * day - 11 * HistoryHourMs));
    const double ofWeek = typicalMilliseconds(usageOf(7 * day));
    const double ofDay = typicalMilliseconds(usageOf(day));
    const double hours = typicalMilliseconds([&] {
        QVERIFY(history.hours(texts, {nowMs - day, nowMs}));
    });
    const double one
        = typicalMilliseconds([&] { QVERIFY(history.history(texts.first(), nowMs - 30 * day)); });
    const double outlines
        = typicalMilliseconds([&] { QVERIFY(history.histories(texts, nowMs - 30 * day)); });
    qInfo("usage: first %.1f ms; month %.1f (%.1f), week %.1f, day %.1f; hours of all %.1f; one "
          "key's "
          "month %.1f; outlines of all %.1f ms",
        cold, ofMonth, oddly, ofWeek, ofDay, hours, one, outlines);
    for (const double ms : {ofMonth, oddly, ofWeek, ofDay, hours, one})
        QVERIFY2(ms < TargetMs, qPrintable(QString::number(ms)));
}

QTEST_GUILESS_MAIN(TestHistorySize)
#include "tst_historysize.moc"
