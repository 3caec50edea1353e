#include "core/forecast/forecasttext.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

constexpr qint64 MinuteMs = 60LL * 1000;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;

/// A record with one window.
KeyState stateOf(const QByteArray &limit, const QByteArray &used, qint64 startMs, qint64 nowMs,
    const QByteArray &expiry = "2027-12-31T23:59:59Z")
{
    const QByteArray start = QDateTime::fromMSecsSinceEpoch(startMs, Qt::UTC)
                                 .toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ")
                                 .toLatin1();
    const QByteArray window = used.isEmpty()
        ? QByteArray()
        : "{\"window_start\": \"" + start + "\", \"tokens_used\": " + used + "}";
    return keyState(
        keyOf("{\"key\": \"pk_test\", \"token_limit_per_5h\": " + limit + ", \"expiry_date\": \""
            + expiry + "\", \"usage_windows\": [" + window + "]}"),
        nowMs);
}

/// One booking every six minutes from startMs until nowMs.
void addBookings(KeyHistory *history, qint64 startMs, qint64 endMs, double tokens)
{
    double total = history->lifetime.isEmpty() ? 0 : history->lifetime.last().tokens;
    if (history->lifetime.isEmpty())
        history->lifetime.append({startMs - MinuteMs, 0});
    for (qint64 atMs = startMs; atMs <= endMs; atMs += 6 * MinuteMs)
        history->lifetime.append({atMs, total += tokens});
}

KeyHistory bookings(qint64 startMs, qint64 endMs, double tokens)
{
    KeyHistory history;
    addBookings(&history, startMs, endMs, tokens);
    return history;
}

/// Mornings of 25 bookings until ten o'clock, for two weeks, and today's until half past nine.
KeyHistory mornings()
{
    KeyHistory history;
    const qint64 tenMs = SomeNowMs - HourMs / 2;
    for (int day = 14; day >= 1; --day) {
        const qint64 startMs = tenMs - day * DayMs - 150 * MinuteMs;
        addBookings(&history, startMs, tenMs - day * DayMs, 2000);
        history.windows.append({startMs, 26 * 2000, 100'000});
    }
    addBookings(&history, tenMs - 150 * MinuteMs, tenMs - HourMs / 2, 2000);
    return history;
}

} // namespace

class TestForecast final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void whatCannotBeForecast_data();
    void whatCannotBeForecast();
    void saysNothingTooEarly_data();
    void saysNothingTooEarly();
    void steadyUseRunsOutOrLasts_data();
    void steadyUseRunsOutOrLasts();
    void neverLaterThanTheReset();
    void theKeysOwnDaysDecide();
    void blockedTimeIsNotTakenForRest();
    void useThatNobodySawCountsEvenly();
    void pace_data();
    void pace();
    void sentences_data();
    void sentences();
    void theCourseGoesTheWayThatIsSaid();
    void whatIsWorseComesFirst();
};

void TestForecast::whatCannotBeForecast_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QByteArray>("used");
    QTest::addColumn<qint64>("startedMs");
    QTest::addColumn<Forecast::Kind>("kind");
    QTest::addColumn<QString>("sentence");
    using B = QByteArray;
    using K = Forecast::Kind;
    const qint64 usual = SomeNowMs - 2 * HourMs;

    QTest::newRow("no window") << B("100000") << B() << usual << K::NoWindow
                               << u"No window is open: the next use begins one of 5 hours."_s;
    QTest::newRow("fallen by the reset")
        << B("100000") << B("50000") << SomeNowMs - 5 * HourMs - 1 << K::NoWindow << QString();
    QTest::newRow("at the very reset")
        << B("100000") << B("50000") << SomeNowMs - 5 * HourMs << K::NoWindow << QString();
    QTest::newRow("nothing to compare with")
        << B("{}") << B("50000") << usual << K::NoLimit
        << u"Never blocked: there is no limit that could run out."_s;
    QTest::newRow("a limit that is no number")
        << B("\"much\"") << B("50000") << usual << K::NoLimit << QString();
    QTest::newRow("endless limit") << B("1e999") << B("50000") << usual << K::NoLimit << QString();
    QTest::newRow("use that is no number")
        << B("100000") << B("\"x\"") << usual << K::NoLimit << QString();
    QTest::newRow("limit 0, unused") << B("0") << B() << usual << K::NoWindow << QString();
    QTest::newRow("limit 0, used")
        << B("0") << B("1") << usual << K::Blocked << u"Blocked until the reset at 13:30."_s;
    QTest::newRow("over the limit")
        << B("100000") << B("100001") << usual << K::Blocked << QString();
    QTest::newRow("negative limit")
        << B("-5") << B() << usual << K::Blocked << u"Blocked for good: the limit is negative."_s;
    QTest::newRow("a window from tomorrow")
        << B("100000") << B("5000") << SomeNowMs + HourMs << K::TooEarly
        << u"Too early to say: 0 s of this window have passed."_s;
}

void TestForecast::whatCannotBeForecast()
{
    QFETCH(QByteArray, limit);
    QFETCH(QByteArray, used);
    QFETCH(qint64, startedMs);
    QFETCH(Forecast::Kind, kind);
    QFETCH(QString, sentence);
    const UsagePast past(bookings(SomeNowMs - 2 * HourMs, SomeNowMs, 2000));
    const Forecast forecast
        = forecastOf(stateOf(limit, used, startedMs, SomeNowMs), past, SomeNowMs);
    QCOMPARE(forecast.kind, kind);
    QVERIFY(!forecast.isSaid());
    QVERIFY(forecast.course.isEmpty());
    QCOMPARE(paceSentence(forecast), QString());
    if (!sentence.isEmpty())
        QCOMPARE(forecastSentence(forecast), sentence);
}

void TestForecast::saysNothingTooEarly_data()
{
    QTest::addColumn<qint64>("elapsedMs");
    QTest::addColumn<int>("bookings");
    QTest::addColumn<QString>("sentence"); // empty: something is said
    QTest::newRow("6 min") << 6 * MinuteMs << 5
                           << u"Too early to say: 6 min of this window have passed."_s;
    QTest::newRow("a moment before 3 %")
        << 9 * MinuteMs - 1 << 5 << u"Too early to say: 8 min of this window have passed."_s;
    QTest::newRow("3 %") << 9 * MinuteMs << 5 << QString();
    QTest::newRow("two bookings") << 2 * HourMs << 2
                                  << u"Too little to go by: 2 uses of this window were seen."_s;
    QTest::newRow("one booking") << 2 * HourMs << 1
                                 << u"Too little to go by: one use of this window was seen."_s;
    QTest::newRow("nothing seen") << 2 * HourMs << 0
                                  << u"Too little to go by: none of this window's use was seen."_s;
    QTest::newRow("three bookings") << 2 * HourMs << 3 << QString();
}

void TestForecast::saysNothingTooEarly()
{
    QFETCH(qint64, elapsedMs);
    QFETCH(int, bookings);
    QFETCH(QString, sentence);
    const qint64 startMs = SomeNowMs - elapsedMs;
    KeyHistory history;
    history.lifetime.append({startMs - HourMs, 0});
    for (int n = 0; n < bookings; ++n)
        history.lifetime.append({startMs + n * MinuteMs, double(n + 1) * 1000});
    const Forecast forecast
        = forecastOf(stateOf("100000", "9000", startMs, SomeNowMs), UsagePast(history), SomeNowMs);
    QCOMPARE(forecast.isSaid(), sentence.isEmpty());
    if (!sentence.isEmpty())
        QCOMPARE(forecastSentence(forecast), sentence);
}

void TestForecast::steadyUseRunsOutOrLasts_data()
{
    QTest::addColumn<double>("booking");
    QTest::addColumn<bool>("runsOut");
    QTest::newRow("a tenth of the limit") << 200.0 << false;
    QTest::newRow("half of the limit") << 1000.0 << false;
    QTest::newRow("twice the limit") << 4000.0 << true;
    QTest::newRow("nearly at it") << 4750.0 << true;
}

// 21 bookings in two hours; 51 would fit in the window.
void TestForecast::steadyUseRunsOutOrLasts()
{
    QFETCH(double, booking);
    QFETCH(bool, runsOut);
    const qint64 startMs = SomeNowMs - 2 * HourMs;
    const UsagePast past(bookings(startMs, SomeNowMs, booking));
    const QByteArray used = QByteArray::number(21 * booking, 'f', 0);
    const Forecast forecast
        = forecastOf(stateOf("100000", used, startMs, SomeNowMs), past, SomeNowMs);
    QCOMPARE(forecast.kind, runsOut ? Forecast::Kind::RunsOut : Forecast::Kind::Lasts);
    QCOMPARE(forecast.bookings, 21);
    const double expected = startMs + 100'000 / booking * 6 * MinuteMs;
    if (runsOut)
        QVERIFY(std::abs(double(forecast.likelyMs) - expected) < 8 * MinuteMs);
    QVERIFY(forecast.course.first().likely == 21 * booking);
    QVERIFY(std::abs(forecast.course.last().likely / (51 * booking) - 1) < 0.15);
}

void TestForecast::neverLaterThanTheReset()
{
    const qint64 startMs = SomeNowMs - 2 * HourMs, resetMs = startMs + 5 * HourMs;
    const UsagePast past(bookings(startMs, startMs + 5 * HourMs, 3000));
    for (qint64 nowMs = startMs + 12 * MinuteMs; nowMs < resetMs; nowMs += 7 * MinuteMs) {
        for (const int usedPercent : {1, 30, 60, 90, 99, 100}) {
            const QByteArray used = QByteArray::number(usedPercent * 1000);
            const Forecast forecast
                = forecastOf(stateOf("100000", used, startMs, nowMs), past, nowMs);
            QVERIFY(forecast.isSaid());
            QCOMPARE(forecast.resetMs(), resetMs);
            QCOMPARE(forecast.course.last().atMs, resetMs);
            for (qsizetype i = 1; i < forecast.course.size(); ++i) {
                const Forecast::Range &range = forecast.course[i];
                QVERIFY(range.atMs > forecast.course[i - 1].atMs);
                QVERIFY(range.low <= range.likely && range.likely <= range.high);
                QVERIFY(range.likely >= forecast.course[i - 1].likely);
            }
            if (forecast.runOutChance > 0) {
                QVERIFY(nowMs <= forecast.earliestMs && forecast.earliestMs <= forecast.likelyMs);
                QVERIFY(forecast.likelyMs <= forecast.latestMs && forecast.latestMs <= resetMs);
            }
        }
    }
}

// A straight line would have today's use go on; on every other day it stopped at ten.
void TestForecast::theKeysOwnDaysDecide()
{
    const qint64 startMs = SomeNowMs - 180 * MinuteMs, nowMs = SomeNowMs - HourMs;
    const KeyState state = stateOf("60000", "42000", startMs, nowMs);
    const Forecast forecast = forecastOf(state, UsagePast(mornings()), nowMs);
    QCOMPARE(forecast.kind, Forecast::Kind::Lasts);
    QVERIFY(std::abs(forecast.course.last().likely - 52'000) < 4000);
    const Forecast straight = forecastOf(state, UsagePast(bookings(startMs, nowMs, 2000)), nowMs);
    QCOMPARE(straight.kind, Forecast::Kind::RunsOut);
}

// On every earlier day the limit stopped it: what came after is no sign of rest.
void TestForecast::blockedTimeIsNotTakenForRest()
{
    KeyHistory history;
    const qint64 startMs = SomeNowMs - 2 * HourMs;
    for (int day = 10; day >= 1; --day) {
        addBookings(&history, startMs - day * DayMs, startMs - day * DayMs + 144 * MinuteMs, 4080);
        history.windows.append({startMs - day * DayMs, 25 * 4080, 100'000});
    }
    addBookings(&history, startMs, SomeNowMs, 4000);
    const UsagePast past(history);
    QCOMPARE(past.blockedMs(startMs - DayMs, startMs), (300 - 144) * MinuteMs);
    QCOMPARE(past.blockedMs(startMs - DayMs, startMs - DayMs + 150 * MinuteMs), 6 * MinuteMs);
    const Forecast forecast
        = forecastOf(stateOf("150000", "84000", startMs, SomeNowMs), past, SomeNowMs);
    QCOMPARE(forecast.kind, Forecast::Kind::RunsOut);
    QVERIFY(forecast.course.last().likely > 180'000);
}

// Keydeck was opened late: what came in before it is in the window's figure alone.
void TestForecast::useThatNobodySawCountsEvenly()
{
    const qint64 startMs = SomeNowMs - 2 * HourMs;
    KeyHistory history;
    history.lifetime.append({SomeNowMs - 10 * MinuteMs, 500'000});
    for (int n = 1; n <= 3; ++n)
        history.lifetime.append({SomeNowMs - (10 - n) * MinuteMs, 500'000.0 + n});
    const Forecast forecast
        = forecastOf(stateOf("100000", "60000", startMs, SomeNowMs), UsagePast(history), SomeNowMs);
    QCOMPARE(forecast.kind, Forecast::Kind::RunsOut);
    QVERIFY(std::abs(forecast.course.last().likely - 150'000) < 15'000);
}

void TestForecast::pace_data()
{
    QTest::addColumn<QByteArray>("used");
    QTest::addColumn<Pace>("pace");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("ahead") << QByteArray("62000") << Pace::Ahead
                           << u"Ahead of an even pace: 62 % of the limit is used after 40 % of the "
                              "window."_s;
    QTest::newRow("on")
        << QByteArray("42000") << Pace::On
        << u"At an even pace: 42 % of the limit is used after 40 % of the window."_s;
    QTest::newRow("behind") << QByteArray("9999") << Pace::Behind
                            << u"Behind an even pace: 9 % of the limit is used after 40 % of the "
                               "window."_s;
}

void TestForecast::pace()
{
    QFETCH(QByteArray, used);
    QFETCH(Pace, pace);
    QFETCH(QString, sentence);
    const qint64 startMs = SomeNowMs - 2 * HourMs;
    const UsagePast past(bookings(startMs, SomeNowMs, used.toDouble() / 21));
    const Forecast forecast
        = forecastOf(stateOf("100000", used, startMs, SomeNowMs), past, SomeNowMs);
    QCOMPARE(forecast.pace, pace);
    QCOMPARE(paceSentence(forecast), sentence);
}

void TestForecast::sentences_data()
{
    QTest::addColumn<double>("chance");
    QTest::addColumn<QList<int>>("minutes"); // from now: earliest, likely, latest
    QTest::addColumn<double>("used"); // at the reset: likely, and half of its range
    QTest::addColumn<QString>("sentence");
    using M = QList<int>;
    QTest::newRow("runs out") << 1.0 << M{41, 72, 119} << 0.0
                              << u"Runs out about 11:40 (11:10 to 12:30), blocked until 13:30."_s;
    QTest::newRow("likely") << 0.7 << M{41, 72, 119} << 0.0
                            << u"Probably runs out (chance 70 %), about 11:40 (11:10 to 12:30), "
                               "then blocked until 13:30."_s;
    QTest::newRow("soon, to the minute")
        << 1.0 << M{3, 4, 8} << 0.0
        << u"Runs out about 10:34 (10:33 to 10:38), blocked until 13:30."_s;
    QTest::newRow("one moment") << 1.0 << M{5, 5, 5} << 0.0
                                << u"Runs out about 10:35, blocked until 13:30."_s;
    QTest::newRow("not rounded past the reset")
        << 0.95 << M{121, 178, 179} << 0.0
        << u"Runs out about 13:30 (12:30 at the earliest), blocked until 13:30."_s;
    QTest::newRow("lasts")
        << 0.0 << M{0, 0, 0} << 0.7
        << u"Lasts until the reset at 13:30, with about 70 % of the limit used (60 to 80 %)."_s;
    QTest::newRow("lasts easily")
        << 0.0 << M{0, 0, 0} << 0.03
        << u"Lasts until the reset at 13:30, with about 3 % of the limit used."_s;
    QTest::newRow("may last")
        << 0.3 << M{100, 110, 120} << 0.9
        << u"Probably lasts until the reset at 13:30 (chance 70 %), with about 90 % of the limit used."_s;
    QTest::newRow("lasts with little left")
        << 0.45 << M{100, 110, 120} << 0.98
        << u"Probably lasts until the reset at 13:30 (chance 55 %), with nearly all of the limit used."_s;
    // The range never begins at its middle or after it, however it is rounded.
    QTest::newRow("the middle rounds to five minutes")
        << 1.0 << M{19, 21, 40} << 0.0
        << u"Runs out about 10:50 (10:45 to 11:10), blocked until 13:30."_s;
    QTest::newRow("begins in the unit of its middle")
        << 1.0 << M{31, 32, 95} << 0.0
        << u"Runs out about 11:00 (10:55 to 12:05), blocked until 13:30."_s;
    QTest::newRow("ends in the unit of its middle")
        << 1.0 << M{30, 58, 59} << 0.0
        << u"Runs out about 11:30 (11:00 to 11:35), blocked until 13:30."_s;
    QTest::newRow("at any moment")
        << 1.0 << M{0, 0, 9} << 0.0
        << u"Runs out about 10:30 (10:39 at the latest), blocked until 13:30."_s;
}

void TestForecast::sentences()
{
    QFETCH(double, chance);
    QFETCH(QList<int>, minutes);
    QFETCH(double, used);
    QFETCH(QString, sentence);
    Forecast forecast;
    forecast.kind = chance >= 0.5 ? Forecast::Kind::RunsOut : Forecast::Kind::Lasts;
    forecast.nowMs = SomeNowMs;
    forecast.window = {SomeNowMs - 2 * HourMs, 42'000, 100'000};
    forecast.runOutChance = chance;
    forecast.earliestMs = SomeNowMs + minutes[0] * MinuteMs;
    forecast.likelyMs = SomeNowMs + minutes[1] * MinuteMs;
    forecast.latestMs = SomeNowMs + minutes[2] * MinuteMs;
    const double half = used > 0.5 ? 10'000 : 1000;
    forecast.course
        = {{forecast.resetMs(), used * 100'000 - half, used * 100'000, used * 100'000 + half}};
    QCOMPARE(forecastSentence(forecast), sentence);
}

/// When the likely course goes above the limit; 0 where it does not.
static qint64 crossingOf(const Forecast &forecast)
{
    for (const Forecast::Range &range : forecast.course) {
        if (range.likely > forecast.window.limit)
            return range.atMs;
    }
    return 0;
}

// Days of which some run out and some do not: the middle of all of them is neither's.
void TestForecast::theCourseGoesTheWayThatIsSaid()
{
    const qint64 startMs = SomeNowMs - 2 * HourMs;
    KeyHistory history;
    for (int day = 20; day >= 1; --day) {
        const qint64 dayMs = startMs - day * DayMs;
        addBookings(&history, dayMs, dayMs + 2 * HourMs, 2000);
        addBookings(&history, dayMs + 2 * HourMs, dayMs + 5 * HourMs, day % 20 < 13 ? 4000 : 500);
    }
    addBookings(&history, startMs, SomeNowMs, 2000);
    const UsagePast past(history);
    int runOuts = 0, lasts = 0;
    for (double limit = 50'000; limit <= 180'000; limit += 2'000) {
        const Forecast forecast = forecastOf(
            stateOf(QByteArray::number(limit), "42000", startMs, SomeNowMs), past, SomeNowMs);
        const qint64 crossedMs = crossingOf(forecast);
        if (forecast.kind == Forecast::Kind::RunsOut) {
            ++runOuts;
            QVERIFY2(std::abs(crossedMs - forecast.likelyMs) <= Projection::StepMs,
                qPrintable(u"%1: %2 min apart"_s.arg(limit).arg(
                    (crossedMs - forecast.likelyMs) / MinuteMs)));
        } else {
            ++lasts;
            QCOMPARE(crossedMs, 0);
        }
    }
    QVERIFY(runOuts > 5 && lasts > 5);
}

void TestForecast::whatIsWorseComesFirst()
{
    const qint64 startMs = SomeNowMs - 2 * HourMs;
    const UsagePast past(bookings(startMs, SomeNowMs, 4000));
    const auto verdict = [&](const QByteArray &used, const QByteArray &expiry) {
        const KeyState state = stateOf("100000", used, startMs, SomeNowMs, expiry);
        return keyVerdict(state, forecastOf(state, past, SomeNowMs));
    };
    QVERIFY(verdict("84000", "2027-12-31T23:59:59Z").startsWith(u"Runs out about"));
    QVERIFY(verdict("84000", "2026-01-01T00:00:00Z").startsWith(u"Expired"));
    QVERIFY(verdict("100001", "2027-12-31T23:59:59Z").startsWith(u"Blocked until"));
    QVERIFY(verdict("40000", "2026-01-20T00:00:00Z").startsWith(u"Expires"));
}

QTEST_GUILESS_MAIN(TestForecast)
#include "tst_forecast.moc"
