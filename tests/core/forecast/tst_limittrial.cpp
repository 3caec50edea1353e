#include "core/forecast/forecasttext.h"
#include "core/forecast/usagepast.h"
#include "tests/support/usagetraces.h"

#include <QElapsedTimer>
#include <QTest>

#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 BeginMs = 1'767'571'200'000;
constexpr qint64 Late = std::numeric_limits<qint64>::max();
const double None = std::numeric_limits<double>::quiet_NaN();

/// Bookings of 10,000 tokens at each full hour of a window: the first at its start.
void addWindow(KeyHistory *history, qint64 startMs, int bookings, double limit)
{
    if (history->lifetime.isEmpty())
        history->lifetime.append({startMs - HourMs, 0});
    double total = history->lifetime.last().tokens;
    for (int n = 0; n < bookings; ++n)
        history->lifetime.append({startMs + n * HourMs, total += 10'000});
    history->windows.append({startMs, bookings * 10'000.0, limit});
}

/// Windows of 10,000, 20,000, … 50,000 tokens.
KeyHistory fiveWindows(double limit = 100'000)
{
    KeyHistory history;
    for (int n = 1; n <= 5; ++n)
        addWindow(&history, BeginMs + n * 10 * HourMs, n, limit);
    return history;
}

LimitTrial trialOf(const KeyHistory &history, qint64 nowMs = Late)
{
    return LimitTrial(UsagePast(history).windows(), nowMs);
}

/// By the gateway's rule, booking by booking.
LimitTrial::Outcome replayed(const KeyHistory &history, double limit)
{
    LimitTrial::Outcome outcome;
    for (const RecordedWindow &window : history.windows) {
        double used = 0, before = 0;
        for (const LifetimeSample &sample : history.lifetime) {
            const double tokens = sample.tokens - std::exchange(before, sample.tokens);
            if (sample.atMs < window.startMs || sample.atMs > window.startMs + 5 * HourMs)
                continue;
            used += tokens;
            if (used > limit) {
                ++outcome.blocked;
                outcome.blockedLeastMs += window.startMs + 5 * HourMs - sample.atMs;
                break;
            }
        }
    }
    outcome.blockedMostMs = outcome.blockedLeastMs;
    return outcome;
}

} // namespace

class TestLimitTrial final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void handMadeWindows_data();
    void handMadeWindows();
    void agreesWithTheGatewaysRule_data();
    void agreesWithTheGatewaysRule();
    void whatWasNotObservedHasBounds();
    void windowsWithoutACourse();
    void aResetFigureCountsWhole();
    void severalKeysTogether();
    void openWindowsDoNotCount();
    void percentiles();
    void roundsUp_data();
    void roundsUp();
    void sentences();
    void askingIsQuick();
};

void TestLimitTrial::handMadeWindows_data()
{
    QTest::addColumn<double>("limit");
    QTest::addColumn<int>("blocked");
    QTest::addColumn<int>("hours");
    QTest::newRow("enough for all") << 50'000.0 << 0 << 0;
    QTest::newRow("a token too little") << 49'999.0 << 1 << 1;
    QTest::newRow("just the fifth booking") << 40'000.0 << 1 << 1;
    QTest::newRow("30,000") << 30'000.0 << 2 << 2 + 2;
    QTest::newRow("29,999") << 29'999.0 << 3 << 3 + 3 + 3;
    QTest::newRow("10,000") << 10'000.0 << 4 << 4 * 4;
    QTest::newRow("0 allows until first use") << 0.0 << 5 << 5 * 5;
    QTest::newRow("negative") << -1.0 << 5 << 5 * 5;
}

void TestLimitTrial::handMadeWindows()
{
    QFETCH(double, limit);
    QFETCH(int, blocked);
    QFETCH(int, hours);
    const LimitTrial trial = trialOf(fiveWindows());
    QCOMPARE(trial.windows(), 5);
    QCOMPARE(trial.greatest(), 50'000.0);
    QCOMPARE(trial.at(limit).blocked, blocked);
    QCOMPARE(trial.at(limit).blockedLeastMs, hours * HourMs);
    QCOMPARE(trial.at(limit).blockedMostMs, hours * HourMs);
}

void TestLimitTrial::agreesWithTheGatewaysRule_data()
{
    QTest::addColumn<Temperament>("temperament");
    for (const Temperament temperament : AllTemperaments)
        QTest::newRow(nameOf(temperament)) << temperament;
}

void TestLimitTrial::agreesWithTheGatewaysRule()
{
    QFETCH(Temperament, temperament);
    TraceOptions options;
    options.temperament = temperament;
    options.days = 10;
    options.load = 1.5;
    const KeyHistory history = usageTrace(options);
    const LimitTrial trial = trialOf(history);
    QCOMPARE(trial.windows(), int(history.windows.size()));
    std::mt19937 random(7);
    std::uniform_real_distribution<double> any(0, 1.1 * trial.greatest());
    for (int n = 0; n < 60; ++n) {
        const double limit = std::floor(any(random));
        const LimitTrial::Outcome expected = replayed(history, limit), outcome = trial.at(limit);
        QCOMPARE(outcome.blocked, expected.blocked);
        QCOMPARE(outcome.blockedLeastMs, expected.blockedLeastMs);
        QCOMPARE(outcome.blockedMostMs, expected.blockedMostMs);
    }
}

// The second and third booking of the third window came in while nobody watched.
void TestLimitTrial::whatWasNotObservedHasBounds()
{
    KeyHistory history = fiveWindows();
    const qint64 startMs = history.windows[2].startMs;
    history.lifetime.removeIf(
        [=](const LifetimeSample &sample) { return sample.atMs == startMs + HourMs; });
    history.unobserved.append({startMs, startMs + 2 * HourMs, 20'000, true});
    const LimitTrial trial = trialOf(history);
    const LimitTrial::Outcome outcome = trial.at(25'000);
    QCOMPARE(outcome.blocked, 3);
    QCOMPARE(outcome.blockedLeastMs, (3 + 3 + 3) * HourMs);
    QCOMPARE(outcome.blockedMostMs, (5 + 3 + 3) * HourMs);
    QCOMPARE(trialSentence(trial, 25'000),
        u"At 25,000, 3 of 5 windows would have been blocked, for 9 h to 11 h in all; 95 % of "
        "windows fit in 50,000."_s);
}

// They are older than the samples: all that is known is that it happened within five hours.
void TestLimitTrial::windowsWithoutACourse()
{
    KeyHistory history;
    history.windows.append({BeginMs, 30'000, 100'000});
    const LimitTrial::Outcome outcome = trialOf(history).at(20'000);
    QCOMPARE(outcome.blocked, 1);
    QCOMPARE(outcome.blockedLeastMs, 0);
    QCOMPARE(outcome.blockedMostMs, 5 * HourMs);
}

void TestLimitTrial::aResetFigureCountsWhole()
{
    KeyHistory history = fiveWindows();
    history.windows[4] = {history.windows[4].startMs, 20'000, 100'000, 30'000};
    QCOMPARE(trialOf(history).at(40'000).blocked, 1);
    QCOMPARE(trialOf(history).at(40'000).blockedLeastMs, HourMs);
}

void TestLimitTrial::severalKeysTogether()
{
    const QList<WindowCourse> one = UsagePast(fiveWindows()).windows();
    const LimitTrial both(one + one, Late);
    QCOMPARE(both.windows(), 10);
    QCOMPARE(both.at(30'000).blocked, 4);
    QCOMPARE(both.at(30'000).blockedLeastMs, 8 * HourMs);
}

void TestLimitTrial::openWindowsDoNotCount()
{
    const KeyHistory history = fiveWindows();
    const qint64 endMs = history.windows.last().startMs + 5 * HourMs;
    QCOMPARE(trialOf(history, endMs).windows(), 5);
    QCOMPARE(trialOf(history, endMs - 1).windows(), 4);
    QCOMPARE(trialOf(history, endMs - 1).greatest(), 40'000.0);
}

void TestLimitTrial::percentiles()
{
    KeyHistory history;
    for (int n = 1; n <= 20; ++n)
        history.windows.append({BeginMs + n * 6 * HourMs, n * 1234.0, 100'000});
    const LimitTrial trial = trialOf(history);
    QCOMPARE(trial.fitting(0.5), 10 * 1234.0);
    QCOMPARE(trial.fitting(0.9), 18 * 1234.0);
    QCOMPARE(trial.fitting(0.95), 19 * 1234.0); // 23,446
    QCOMPARE(trial.fitting(1), 20 * 1234.0);
    QCOMPARE(trial.fitting(0), 1234.0);
    QCOMPARE(trial.at(trial.fitting(0.95)).blocked, 1);
    QCOMPARE(trial.suggestion(), 24'000.0);
    QCOMPARE(LimitTrial().fitting(0.95), 0.0);
}

void TestLimitTrial::roundsUp_data()
{
    QTest::addColumn<double>("tokens");
    QTest::addColumn<double>("rounded");
    QTest::newRow("nothing") << 0.0 << 0.0;
    QTest::newRow("one") << 1.0 << 1.0;
    QTest::newRow("two digits") << 99.0 << 99.0;
    QTest::newRow("three digits") << 101.0 << 110.0;
    QTest::newRow("sensible already") << 52'000.0 << 52'000.0;
    QTest::newRow("just above") << 52'001.0 << 53'000.0;
    QTest::newRow("up to the next power") << 99'500.0 << 100'000.0;
    QTest::newRow("not a number") << None << 0.0;
}

void TestLimitTrial::roundsUp()
{
    QFETCH(double, tokens);
    QFETCH(double, rounded);
    QCOMPARE(roundedUp(tokens), rounded);
}

void TestLimitTrial::sentences()
{
    const LimitTrial seen = trialOf(fiveWindows());
    QCOMPARE(trialSentence(seen, 30'000),
        u"At 30,000, 2 of 5 windows would have been blocked, for 4 h in all; 95 % of windows fit "
        u"in "
        "50,000."_s);
    QCOMPARE(trialSentence(seen, 60'000),
        u"At 60,000, none of 5 windows would have been blocked; 95 % of windows fit in 50,000."_s);
    QCOMPARE(trialNote(seen),
        u"None of these windows was stopped by its limit, so all of the demand was seen."_s);
    const LimitTrial stopped = trialOf(fiveWindows(45'000));
    QCOMPARE(stopped.stopped(), 1);
    QCOMPARE(trialSentence(stopped, 30'000),
        u"At 30,000, at least 2 of 5 windows would have been blocked, for at least 4 h in all; 95 "
        u"% "
        "of windows fit in 50,000."_s);
    QCOMPARE(trialNote(stopped),
        u"These are lower bounds: one of these windows was stopped by a limit, and what was "
        u"blocked "
        "is not seen."_s);
    QCOMPARE(trialOf(fiveWindows(None)).stopped(), 0);
    QCOMPARE(trialSentence({}, 30'000), u"No closed window is on record yet."_s);
    QCOMPARE(trialNote({}), QString());
}

// 100 keys with a month of samples each: the slider must not wait.
void TestLimitTrial::askingIsQuick()
{
    const QList<WindowCourse> month = UsagePast(usageTrace({})).windows();
    QList<WindowCourse> all;
    for (int n = 0; n < 100; ++n)
        all += month;
    QElapsedTimer timer;
    timer.start();
    const LimitTrial trial(all, Late);
    const qint64 madeMs = timer.restart();
    qint64 sum = 0;
    for (int limit = 0; limit < 100'000; ++limit)
        sum += trial.at(limit).blockedMostMs;
    qInfo() << trial.windows() << "windows made ready in" << madeMs << "ms, asked 100,000 times in"
            << timer.elapsed() << "ms";
    QVERIFY(sum > 0);
    QVERIFY(timer.elapsed() < 1000);
}

QTEST_GUILESS_MAIN(TestLimitTrial)
#include "tst_limittrial.moc"
