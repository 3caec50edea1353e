// What the history remembers of the gateway's own bookings adds up, to the token.
#include "core/command/bookusage.h"
#include "core/history/usagehistory.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 DayMs = 24 * 60 * MinuteMs;
constexpr int Keys = 3;

double tokensOf(const QList<RecordedWindow> &windows)
{
    return std::accumulate(windows.begin(), windows.end(), 0.0,
        [](double sum, const RecordedWindow &window) { return sum + window.tokens; });
}

} // namespace

class TestReconcile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void windowsAddUpToTheTotal_data();
    void windowsAddUpToTheTotal();
};

void TestReconcile::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void TestReconcile::windowsAddUpToTheTotal_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<int>("longestPause"); // minutes between two bookings

    QTest::newRow("a busy day") << 1 << 10;
    QTest::newRow("days, thinned since") << 4 << 30;
    QTest::newRow("now and then, windows apart") << 10 << 900;
}

void TestReconcile::windowsAddUpToTheTotal()
{
    QFETCH(int, days);
    QFETCH(int, longestPause);
    const QTemporaryDir directory;
    const auto history = UsageHistory::open(
        {directory.filePath(u"history"_s), directory.filePath(u"apikeys.json"_s)});
    QVERIFY(history);

    std::mt19937 random(1);
    std::uniform_int_distribution<int> pause(1, longestPause);
    std::uniform_int_distribution<int> tokens(0, 9000);
    std::vector<SampleKey> samples{sampleKey(0), sampleKey(1), sampleKey(2)};
    for (SampleKey &sample : samples)
        sample.usageWindows.clear();
    KeySet keys = decodeStore(storeBytes(samples));
    QVERIFY((*history)->record(keys, SomeNowMs));
    std::array<double, Keys> booked{};
    qint64 now = SomeNowMs;
    for (int n = 0; now < SomeNowMs + days * DayMs; ++n) {
        now += pause(random) * MinuteMs;
        const int used = tokens(random);
        const Result<KeySet> after = BookUsage(sampleKeyText(n % Keys), used, now).apply(keys);
        QVERIFY(after);
        keys = *after;
        booked[std::size_t(n % Keys)] += used;
        QVERIFY((*history)->record(keys, now));
    }

    for (int n = 0; n < Keys; ++n) {
        const Result<KeyHistory> found = (*history)->history(sampleKeyText(n), 0);
        QVERIFY(found);
        QVERIFY(found->windows.size() > 1);
        QCOMPARE(tokensOf(found->windows), booked[std::size_t(n)]);
        QCOMPARE(
            found->lifetime.last().tokens - found->lifetime.first().tokens, booked[std::size_t(n)]);
    }
}

QTEST_GUILESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
