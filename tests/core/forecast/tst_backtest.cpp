// How good the forecasts are, in figures: replayed on made-up months of several temperaments beside
// the straight line that anybody would draw. What gets worse than these thresholds fails.
#include "core/forecast/backtest.h"
#include "core/forecast/forecasttext.h"
#include "tests/support/usagetraces.h"

#include <QElapsedTimer>
#include <QTest>

#include <map>

#include <limits>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 DayMs = 24 * 60 * MinuteMs;
constexpr qint64 Late = std::numeric_limits<qint64>::max();
constexpr unsigned Seeds = 4;

/// The mean rate of the window so far, for ever.
Projection straightLine(const PresentWindow &window, const UsagePast &, qint64 nowMs)
{
    const double rate = window.used / double(nowMs - window.startMs) * Projection::StepMs;
    Projection::Course course{1, {}};
    for (qint64 ms = nowMs; ms < window.resetMs(); ms += Projection::StepMs)
        course.used.push_back(rate * double(course.used.size() + 1));
    return {{course}};
}

/// Months of which a good part of the busier windows runs out.
QList<UsagePast> monthsOf(Temperament temperament)
{
    const bool isDense = temperament == Temperament::Office || temperament == Temperament::Bursts
        || temperament == Temperament::Nightly;
    constexpr double Loads[] = {1.8, 2.4, 1.3};
    QList<UsagePast> months;
    for (unsigned seed = 1; seed <= Seeds; ++seed) {
        TraceOptions options;
        options.temperament = temperament;
        options.seed = seed;
        options.load = Loads[seed % std::size(Loads)] * (isDense ? 0.7 : 1);
        months.append(UsagePast(usageTrace(options)));
    }
    return months;
}

/// Sums of several scores; the errors' medians as means weighted by what was timed.
struct Tally
{
    int said = 0, right = 0, falseAlarms = 0, misses = 0, timed = 0, covered = 0;
    double squares = 0, medians = 0, ninetieths = 0;

    void add(const MomentScore &score)
    {
        said += score.said;
        right += score.right;
        falseAlarms += score.falseAlarms;
        misses += score.misses;
        squares += score.squares;
        timed += score.timed;
        covered += score.covered;
        medians += double(score.medianErrorMs) * score.timed;
        ninetieths += double(score.ninetiethErrorMs) * score.timed;
    }
    [[nodiscard]] double rightShare() const { return double(right) / said; }
    [[nodiscard]] double brier() const { return squares / said; }
    [[nodiscard]] double coverage() const { return double(covered) / timed; }
    [[nodiscard]] double medianMin() const { return medians / timed / MinuteMs; }
    [[nodiscard]] QString text() const
    {
        return u"%1 said, %2 % right, %3 false alarms, %4 missed, Brier %5, run-out off by %6 min "
               "(median) and %7 min (90 %), %8 % in range"_s.arg(said)
                   .arg(100 * rightShare(), 0, 'f', 1)
                   .arg(falseAlarms)
                   .arg(misses)
                   .arg(brier(), 0, 'f', 3)
                   .arg(medianMin(), 0, 'f', 1)
                   .arg(ninetieths / timed / MinuteMs, 0, 'f', 0)
                   .arg(100 * coverage(), 0, 'f', 0);
    }
};

using Tallies = std::array<Tally, std::size(ScoredShares)>;

void add(Tallies *tallies, const ForecastScore &score)
{
    for (size_t i = 0; i < tallies->size(); ++i)
        (*tallies)[i].add(score.moments[qsizetype(i)]);
}

/// Our forecasts beside a straight line's.
struct Replay
{
    Tallies ours, straight;
};

} // namespace

class TestBacktest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void figures_data();
    void figures();
    void figuresInAll();
    void looksAtNothingLater();
    void leavesOutWhatWasNotWatched();
    void openWindowsAreNotScored();
    void aMonthTakesAboutASecond();

private:
    std::map<Temperament, Replay> m_replays;
    Replay m_all;
};

void TestBacktest::initTestCase()
{
    for (const Temperament temperament : AllTemperaments) {
        Replay &replay = m_replays[temperament];
        for (const UsagePast &past : monthsOf(temperament)) {
            const ForecastScore ours = backtest(past, Late, project);
            const ForecastScore straight = backtest(past, Late, straightLine);
            for (Replay *each : {&replay, &m_all}) {
                add(&each->ours, ours);
                add(&each->straight, straight);
            }
        }
    }
}

void TestBacktest::figures_data()
{
    QTest::addColumn<Temperament>("temperament");
    QTest::addColumn<double>("leastRightAtHalf");
    QTest::newRow("steady") << Temperament::Steady << 0.87;
    QTest::newRow("office") << Temperament::Office << 0.93;
    QTest::newRow("sessions") << Temperament::Sessions << 0.75;
    QTest::newRow("bursts") << Temperament::Bursts << 0.92;
    QTest::newRow("nightly") << Temperament::Nightly << 0.92;
    QTest::newRow("growing") << Temperament::Growing << 0.91;
}

void TestBacktest::figures()
{
    QFETCH(Temperament, temperament);
    QFETCH(double, leastRightAtHalf);
    const auto &[ours, straight] = m_replays.at(temperament);
    qInfo().noquote() << u"%1 at half time: %2"_s
                             .arg(QLatin1StringView(QTest::currentDataTag()), -8)
                             .arg(ours[2].text());
    qInfo().noquote() << u"   straight line: %1"_s.arg(straight[2].text());
    QVERIFY(ours[2].said > 40);
    QVERIFY2(ours[2].rightShare() >= leastRightAtHalf, qPrintable(ours[2].text()));
    QVERIFY2(ours[2].brier() < straight[2].brier(), "worse than a straight line");
}

void TestBacktest::figuresInAll()
{
    constexpr double LeastRight[] = {0.82, 0.875, 0.895, 0.91};
    constexpr double MostMedianMin[] = {28, 20, 12, 8};
    for (size_t i = 0; i < m_all.ours.size(); ++i) {
        qInfo().noquote()
            << u"all at %1 %:   %2"_s.arg(100 * ScoredShares[i], 2).arg(m_all.ours[i].text());
        qInfo().noquote() << u"straight line: %1"_s.arg(m_all.straight[i].text());
    }
    for (size_t i = 0; i < m_all.ours.size(); ++i) {
        QVERIFY2(m_all.ours[i].rightShare() >= LeastRight[i], qPrintable(m_all.ours[i].text()));
        QVERIFY(m_all.ours[i].rightShare() > m_all.straight[i].rightShare());
        QVERIFY2(m_all.ours[i].medianMin() <= MostMedianMin[i], qPrintable(m_all.ours[i].text()));
        QVERIFY(m_all.ours[i].medianMin() < m_all.straight[i].medianMin());
        QVERIFY(m_all.ours[i].brier() < 0.6 * m_all.straight[i].brier());
        QVERIFY2(m_all.ours[i].coverage() >= 0.75 && m_all.ours[i].coverage() <= 0.88,
            qPrintable(m_all.ours[i].text()));
    }
}

// What the past holds of the time after a forecast must not change it.
void TestBacktest::looksAtNothingLater()
{
    TraceOptions options;
    options.load = 1.8;
    const KeyHistory whole = usageTrace(options);
    const UsagePast past(whole);
    for (const qsizetype n : {20, 50, 90}) {
        const WindowCourse &course = past.windows()[n];
        const qint64 nowMs = course.window.startMs + UsageWindowMs / 3;
        KeyHistory known = whole;
        known.lifetime.removeIf([=](const LifetimeSample &sample) { return sample.atMs > nowMs; });
        known.windows.resize(n);
        const PresentWindow window{course.window.startMs,
            past.curve().between(course.window.startMs - 1, nowMs), course.window.limit};
        const Projection then = project(window, UsagePast(known), nowMs);
        const Projection now = project(window, past, nowMs);
        QVERIFY(then.courses.size() > 15);
        QCOMPARE(then.courses.size(), now.courses.size());
        for (size_t i = 0; i < then.courses.size(); ++i) {
            QCOMPARE(now.courses[i].weight, then.courses[i].weight);
            QCOMPARE(now.courses[i].used, then.courses[i].used);
        }
    }
}

void TestBacktest::leavesOutWhatWasNotWatched()
{
    KeyHistory history = usageTrace({});
    const int all = backtest(UsagePast(history), Late).windows;
    const qint64 startMs = history.windows[10].startMs, endMs = startMs + UsageWindowMs;
    history.lifetime.removeIf([=](const LifetimeSample &sample) {
        return sample.atMs > startMs + MinuteMs && sample.atMs < endMs - MinuteMs;
    });
    history.unobserved.append({startMs + MinuteMs, endMs, history.windows[10].tokens / 2, true});
    QCOMPARE(backtest(UsagePast(history), Late).windows, all - 1);
}

void TestBacktest::openWindowsAreNotScored()
{
    const UsagePast past(usageTrace({}));
    const int all = backtest(past, Late).windows;
    const qint64 lastMs = past.windows().last().window.startMs;
    QCOMPARE(backtest(past, lastMs + UsageWindowMs).windows, all);
    QCOMPARE(backtest(past, lastMs + UsageWindowMs - 1).windows, all - 1);
    QCOMPARE(backtest({}, Late).windows, 0);
    QCOMPARE(scoreSentence(backtest({}, Late)),
        u"Too few earlier windows were watched to score the forecasts yet."_s);
}

// A sample a minute for a month.
void TestBacktest::aMonthTakesAboutASecond()
{
    KeyHistory history;
    for (qint64 n = 0; n < 43'200; ++n) {
        const qint64 atMs = 1'767'571'200'000 + n * MinuteMs;
        history.lifetime.append({atMs, double(n * 300)});
        if (n % 301 == 0)
            history.windows.append({atMs, 0, 80'000});
        history.windows.last().tokens += 300;
    }
    QElapsedTimer timer;
    timer.start();
    const UsagePast past(history);
    const qint64 madeMs = timer.elapsed();
    const ForecastScore score = backtest(past, Late);
    qInfo() << "made in" << madeMs << "ms, back-tested in" << timer.elapsed() - madeMs << "ms";
    QVERIFY(score.windows > 100);
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(TestBacktest)
#include "tst_backtest.moc"
