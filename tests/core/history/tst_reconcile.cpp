// What the history remembers of the gateway's own bookings adds up, to the token: for every key and
// for all of them, with Keydeck off for parts of the day and administrators at work.
#include "core/command/bookusage.h"
#include "core/history/historytimes.h"
#include "core/history/usagehistory.h"
#include "core/store/keycodec.h"
#include "core/store/storepatch.h"
#include "core/usage/storeusageview.h"
#include "tests/support/historysums.h"
#include "tests/support/localzone.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

#include <ctime>
#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;

/// What really happened to a key since it was first recorded.
struct Truth
{
    double booked = 0;
    bool wasResetUnseen = false; ///< then nobody can know what it used before
    QHash<qint64, double> byHour;
};

/// A store with its gateway, its administrators and a recorder that comes and goes.
class Day final
{
public:
    Day(UsageHistory &history, int keys, quint32 seed, qint64 beginMs = SomeNowMs)
        : m_history(history)
        , m_random(seed)
        , m_nowMs(beginMs)
    {
        std::vector<SampleKey> samples;
        for (int n = 0; n < keys; ++n) {
            samples.push_back(sampleKey(n));
            samples.back().usageWindows.clear();
            m_weights.push_back(n % 3 == 0 ? 20 : 1);
        }
        m_keys = decodeStore(storeBytes(samples));
    }

    [[nodiscard]] const KeySet &keys() const { return m_keys; }
    [[nodiscard]] const QHash<QString, Truth> &truth() const { return m_truth; }
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }
    [[nodiscard]] bool failed() const { return m_failed; }

    /// offHours: when Keydeck does not run, from and to, since the beginning.
    void run(qint64 lengthMs, const QList<std::pair<double, double>> &offHours)
    {
        const qint64 beginMs = m_nowMs;
        record();
        while (m_nowMs < beginMs + lengthMs && !m_failed) {
            m_nowMs += std::uniform_int_distribution<qint64>(100, MinuteMs)(m_random);
            const double hour = double(m_nowMs - beginMs) / HourMs;
            const bool isOff = std::any_of(offHours.begin(), offHours.end(),
                [&](const auto &off) { return off.first <= hour && hour < off.second; });
            if (isOff == m_isWatching && !isOff)
                continue;
            if (!isOff && !m_isWatching)
                record(); // it was started again
            m_isWatching = !isOff;
            step();
            if (m_isWatching)
                record();
        }
        if (!m_isWatching)
            record();
        m_isWatching = true;
    }

private:
    void step()
    {
        switch (std::uniform_int_distribution<int>(0, 199)(m_random)) {
        case 0:
            set(pick(), KeyField::TotalLifetimeTokens, "0", true);
            break;
        case 1:
            resetWindow(pick());
            break;
        case 2:
            replaceKey(pick());
            break;
        case 3:
            remove(pick());
            break;
        case 4:
            set(pick(), KeyField::Name, "\"renamed\"", false);
            break;
        default:
            book(pick());
        }
    }

    [[nodiscard]] qsizetype pick()
    {
        std::discrete_distribution<int> by(m_weights.begin(), m_weights.end());
        return std::min<qsizetype>(by(m_random), m_keys.size() - 1);
    }

    void book(qsizetype index)
    {
        const QString key = m_keys.at(index).key();
        const int tokens = std::uniform_int_distribution<int>(0, 9000)(m_random);
        take(BookUsage(key, tokens, m_nowMs).apply(m_keys));
        m_truth[key].booked += tokens;
        m_truth[key].byHour[periodOf(m_nowMs, HourMs)] += tokens;
    }

    void set(qsizetype index, KeyField field, const QByteArray &value, bool isReset)
    {
        if (isReset && !m_isWatching)
            m_truth[m_keys.at(index).key()].wasResetUnseen = true;
        StorePatch patch(m_keys);
        patch.setField(index, field, value);
        take(patch.apply());
    }

    void resetWindow(qsizetype index)
    {
        const std::optional<UsageWindows> windows = m_keys.at(index).usageWindows();
        if (!windows || windows->isEmpty())
            return;
        const QByteArray start = jsonStringText(windows->first().windowStart.toString());
        set(index, KeyField::UsageWindows,
            "[{\"window_start\": " + start + ", \"tokens_used\": 0}]", false);
    }

    /// The same record under a new key, as Keydeck's rotation and an editor make it.
    void replaceKey(qsizetype index)
    {
        const QString after = u"pk_replaced_%1"_s.arg(++m_replaced);
        set(index, KeyField::Key, jsonStringText(after), false);
        m_truth[after].wasResetUnseen = !m_isWatching;
    }

    void remove(qsizetype index)
    {
        if (m_keys.size() < 10)
            return;
        StorePatch patch(m_keys);
        patch.removeKey(index);
        take(patch.apply());
    }

    void take(const Result<KeySet> &after)
    {
        m_failed = m_failed || !after;
        if (after)
            m_keys = *after;
    }

    void record() { m_failed = m_failed || !m_history.record(m_keys, m_nowMs); }

    UsageHistory &m_history;
    std::mt19937 m_random;
    qint64 m_nowMs;
    KeySet m_keys;
    std::vector<double> m_weights;
    QHash<QString, Truth> m_truth;
    int m_replaced = 0;
    bool m_isWatching = true;
    bool m_failed = false;
};

QStringList keysOf(const KeySet &set)
{
    QStringList keys;
    for (qsizetype n = 0; n < set.size(); ++n)
        keys.append(set.at(n).key());
    return keys;
}

} // namespace

class TestReconcile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void windowsAddUpToTheTotal_data();
    void windowsAddUpToTheTotal();
    void everyKeyAddsUp_data();
    void everyKeyAddsUp();
    void zonesAndTheirClocksChangeNothing();

private:
    void checkKeys(const Day &day);
    void checkStore(const Day &day);

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<UsageHistory> m_history;
};

void TestReconcile::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_history.reset();
    m_directory = std::make_unique<QTemporaryDir>();
    auto opened = UsageHistory::open(
        {m_directory->filePath(u"history"_s), m_directory->filePath(u"apikeys.json"_s)});
    QVERIFY(opened);
    m_history = std::move(*opened);
}

void TestReconcile::windowsAddUpToTheTotal_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("longestPause"); // minutes between two bookings

    QTest::newRow("a busy day") << 1 << 10;
    QTest::newRow("days, packed since") << 4 << 30;
    QTest::newRow("now and then, windows apart") << 10 << 900;
}

void TestReconcile::windowsAddUpToTheTotal()
{
    QFETCH(int, days);
    QFETCH(int, longestPause);
    constexpr int Keys = 3;
    std::mt19937 random(1);
    std::uniform_int_distribution<int> pause(1, longestPause);
    std::uniform_int_distribution<int> tokens(0, 9000);
    std::vector<SampleKey> samples{sampleKey(0), sampleKey(1), sampleKey(2)};
    for (SampleKey &sample : samples)
        sample.usageWindows.clear();
    KeySet keys = decodeStore(storeBytes(samples));
    QVERIFY(m_history->record(keys, SomeNowMs));
    std::array<double, Keys> booked{};
    qint64 now = SomeNowMs;
    for (int n = 0; now < SomeNowMs + days * DayMs; ++n) {
        now += pause(random) * MinuteMs;
        QVERIFY(m_history->stillWatching(now - MinuteMs)); // or else it was asleep
        QVERIFY(m_history->stillWatching(now - 1));
        const int used = tokens(random);
        const Result<KeySet> after = BookUsage(sampleKeyText(n % Keys), used, now).apply(keys);
        QVERIFY(after);
        keys = *after;
        booked[std::size_t(n % Keys)] += used;
        QVERIFY(m_history->record(keys, now));
    }

    for (int n = 0; n < Keys; ++n) {
        const Result<KeyHistory> found = m_history->history(sampleKeyText(n), 0);
        QVERIFY(found);
        QVERIFY(found->windows.size() > 1);
        QCOMPARE(tokensOf(found->windows), booked[std::size_t(n)]);
        QCOMPARE(tokensOf(found->buckets), booked[std::size_t(n)]);
        QCOMPARE(found->unobserved.size(), 0);
        QCOMPARE(missingIn(*found), 0);
    }
}

void TestReconcile::everyKeyAddsUp_data()
{
    using Off = QList<std::pair<double, double>>;
    QTest::addColumn<int>("days");
    QTest::addColumn<Off>("offHours");

    QTest::newRow("always on") << 1 << Off{};
    QTest::newRow("off for a while, and for a night")
        << 1 << Off{{2, 2.3}, {4, 5}, {7.5, 7.52}, {10, 19.5}, {21, 21.2}};
    QTest::newRow("on for moments only")
        << 1 << Off{{0.1, 1}, {1.05, 3}, {3.02, 9}, {9.02, 10}, {10.1, 16}, {16.01, 23.99}};
    QTest::newRow("off for longer than a window, twice") << 3 << Off{{3, 14}, {30, 55}};
}

void TestReconcile::everyKeyAddsUp()
{
    QFETCH(int, days);
    using Off = QList<std::pair<double, double>>;
    QFETCH(Off, offHours);
    Day day(*m_history, 50, 7);
    day.run(days * DayMs, offHours);
    QVERIFY(!day.failed());
    checkKeys(day);
    checkStore(day);
}

void TestReconcile::checkKeys(const Day &day)
{
    double unobserved = 0;
    for (qsizetype n = 0; n < day.keys().size(); ++n) {
        const ApiKey key = day.keys().at(n);
        const Truth truth = day.truth().value(key.key());
        const Result<KeyHistory> found = m_history->history(key.key(), 0);
        QVERIFY(found);
        QVERIFY2(disorderIn(*found).isEmpty(), qPrintable(disorderIn(*found)));
        QCOMPARE(missingIn(*found), 0);
        QCOMPARE(
            found->lifetime.last().tokens, key.value(KeyField::TotalLifetimeTokens).toNumber());
        unobserved += tokensOf(found->unobserved);
        if (!truth.wasResetUnseen)
            QCOMPARE(keydeck::test::growthOf(*found), truth.booked);
        for (const UsageBucket &bucket : found->buckets)
            QVERIFY(bucket.tokens <= truth.byHour.value(periodOf(bucket.startMs, HourMs)));
        // From any moment on as well.
        for (int hours = 1; hours < 30; hours += 4) {
            const Result<KeyHistory> later
                = m_history->history(key.key(), SomeNowMs + hours * HourMs + 1234);
            QVERIFY(later);
            QCOMPARE(missingIn(*later), 0);
        }
    }
    QCOMPARE(unobserved > 0, QTest::currentDataTag() != "always on"_ba);
}

void TestReconcile::checkStore(const Day &day)
{
    const TimeSpan all{SomeNowMs - HourMs, day.nowMs() + 1};
    const Result<StoreUsage> usage = m_history->usage(keysOf(day.keys()), all, 10);
    QVERIFY(usage);
    double tokens = 0;
    double unobserved = 0;
    double previous = std::numeric_limits<double>::infinity();
    for (qsizetype n = 0; n < usage->keys.size(); ++n) {
        const KeyUsage &key = usage->keys[n];
        QVERIFY(key.total() > 0 && key.total() <= previous);
        previous = key.total();
        tokens += key.tokens;
        unobserved += key.unobserved;
        QCOMPARE(tokensOf(key.buckets), n < 10 ? key.tokens : 0);
        if (key.key.isEmpty())
            continue;
        const Result<KeyHistory> history = m_history->history(key.key, 0);
        QVERIFY(history);
        QCOMPARE(tokensOf(history->buckets), key.tokens);
        QCOMPARE(tokensOf(history->unobserved), key.unobserved);
    }
    QCOMPARE(tokensOf(usage->all), tokens);
    QCOMPARE(tokensOf(usage->unobserved), unobserved);
    QVERIFY(usage->keys.size() > 10);

    // Arranged for a person, in whatever slots, nothing is lost or counted twice.
    const StoreUsageView view
        = storeUsageView({usage->span, {}, 1}, *usage, {}, day.keys(), day.nowMs());
    QCOMPARE(view.ranking.tokens, tokens + unobserved);
    for (const SlotLength length : {SlotLength::Hour, SlotLength::QuarterDay, SlotLength::Day}) {
        const UsageStack stack = usageStack(*usage, LocalSlots(usage->span, length));
        double stacked = 0;
        for (int slot = 0; slot < stack.times.count(); ++slot)
            stacked += stack.totalAt(slot);
        QCOMPARE(stacked, tokens + unobserved);
    }
    double rhythm = view.rhythm.leftOut;
    for (const auto &hoursOfDay : view.rhythm.cells) {
        for (const RhythmCell &cell : hoursOfDay)
            rhythm += cell.tokens + cell.running.value_or(0);
    }
    QCOMPARE(rhythm, tokens + unobserved);

    // An hour after the other, it is the same.
    double hourly = 0;
    for (qint64 ms = usage->span.fromMs; ms < usage->span.toMs; ms += HourMs) {
        const Result<StoreUsage> hour = m_history->usage({}, {ms, ms + HourMs}, 0);
        QVERIFY(hour);
        for (const KeyUsage &key : hour->keys)
            hourly += key.total();
    }
    QCOMPARE(hourly, tokens + unobserved);

    const Result<UsageByKey> hours = m_history->hours(keysOf(day.keys()), all);
    QVERIFY(hours);
    for (const KeyUsage &key : usage->keys) {
        if (!key.key.isEmpty())
            QCOMPARE(tokensOf(hours->value(key.key)), key.tokens);
    }
}

namespace {

/// Every figure of every key, as text.
QString figuresOf(const UsageHistory &history, const KeySet &keys)
{
    QString text;
    QTextStream out(&text);
    for (const QString &key : keysOf(keys)) {
        const KeyHistory found = history.history(key, 0).value_or(KeyHistory());
        for (const auto &sample : found.lifetime)
            out << sample.atMs << ' ' << sample.tokens << '\n';
        for (const auto &bucket : found.buckets)
            out << bucket.startMs << ' ' << bucket.tokens << '\n';
        for (const auto &growth : found.unobserved)
            out << growth.fromMs << ' ' << growth.toMs << ' ' << growth.tokens << '\n';
        for (const auto &window : found.windows)
            out << window.startMs << ' ' << window.used() << '\n';
    }
    return text;
}

} // namespace

// The day on which Berlin's clocks go forward, and the one on which they go back: wherever the
// machine is, and when it travels, what is stored is the same.
void TestReconcile::zonesAndTheirClocksChangeNothing()
{
    for (const qint64 beginMs : {1'774'728'000'000, 1'792'872'000'000}) {
        QStringList figures;
        for (const QByteArray &zone : {"UTC"_ba, "Europe/Berlin"_ba, "America/St_Johns"_ba,
                 "Pacific/Chatham"_ba, "travels"_ba}) {
            init();
            const LocalZone here(zone == "travels" ? "Asia/Kolkata"_ba : zone);
            Day day(*m_history, 10, 3, beginMs);
            day.run(DayMs / 2, {{3, 5}});
            if (zone == "travels")
                LocalZone::set("America/Los_Angeles"_ba);
            day.run(DayMs, {{8, 17}});
            QVERIFY(!day.failed());
            figures << figuresOf(*m_history, day.keys());
        }
        QVERIFY(figures.first().size() > 1000);
        for (const QString &other : figures)
            QVERIFY(other == figures.first());
    }
}

QTEST_GUILESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
