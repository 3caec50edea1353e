#include "core/rules/steadystate.h"

#include "core/rules/lint.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

constexpr qint64 Minute = 60'000, Hour = 60 * Minute, Day = 24 * Hour;

QByteArray record(const QByteArray &expiry, const QByteArray &starts)
{
    return R"({"key":"pk_example_0000","name":"Ann","token_limit_per_5h":100,"expiry_date":)"
        + expiry + R"(,"total_lifetime_tokens":5,"usage_windows":[)" + starts + "]}";
}

QByteArray window(const QByteArray &start, const QByteArray &used = "60")
{
    return R"({"window_start":")" + start + R"(","tokens_used":)" + used + "}";
}

bool isSame(const KeyState &a, const KeyState &b)
{
    const auto same = [](double x, double y) { return x == y || (qIsNaN(x) && qIsNaN(y)); };
    return same(a.rate.used, b.rate.used) && same(a.rate.limit, b.rate.limit)
        && a.rate.started == b.rate.started && a.rate.beganMs == b.rate.beganMs
        && a.rate.blocked == b.rate.blocked && a.rate.gatewayFails == b.rate.gatewayFails
        && a.expiresMs == b.expiresMs && a.status == b.status && a.all == b.all;
}

} // namespace

class TestSteadyState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void whatIsSteadyIsWhatWouldBeDerived_data();
    void whatIsSteadyIsWhatWouldBeDerived();
    void whatNobodyCanTellIsNotSteady_data();
    void whatNobodyCanTellIsNotSteady();
};

void TestSteadyState::whatIsSteadyIsWhatWouldBeDerived_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray later = R"("2027-12-31T23:59:59.000Z")";
    QTest::newRow("no window") << record(later, {});
    QTest::newRow("one window") << record(later, window("2026-01-18T08:10:00.000Z"));
    QTest::newRow("one that ended") << record(later, window("2026-01-17T08:10:00.000Z"));
    QTest::newRow("two") << record(
        later, window("2026-01-18T06:42:00.000Z") + "," + window("2026-01-18T09:00:00.000Z", "50"));
    QTest::newRow("one to come") << record(later, window("2026-01-18T11:00:00.000Z"));
    QTest::newRow("expires within the day")
        << record(R"("2026-01-18T12:00:00.000Z")", window("2026-01-18T06:42:00.000Z"));
    QTest::newRow("soon expires within 7 days") << record(R"("2026-01-25T14:00:00.000Z")", {});
    QTest::newRow("never expires") << record(R"("nonsense")", {});
}

void TestSteadyState::whatIsSteadyIsWhatWouldBeDerived()
{
    QFETCH(QByteArray, json);
    const ApiKey key = keyOf(json);
    int steady = 0;
    // From each of some moments on, through everything that happens within a day, to the ms.
    for (const qint64 from : {0LL, 7 * Minute, 30 * Minute, 92 * Minute, 4 * Hour}) {
        const qint64 fromMs = SomeNowMs + from;
        const KeyState state = keyState(key, fromMs);
        const qint64 until = steadyUntilMs(key, state, fromMs);
        QVERIFY(until >= fromMs);
        for (qint64 later = fromMs; later < fromMs + Day; later += 5 * Minute) {
            for (const qint64 ms : {later, later + 1, until - 1}) {
                if (ms < fromMs || ms >= until || ms > fromMs + 30 * Day)
                    continue;
                ++steady;
                QVERIFY(isSame(state, keyState(key, ms)));
                QCOMPARE(lintKey(key, fromMs), lintKey(key, ms));
            }
        }
    }
    QVERIFY(steady > 100);
}

void TestSteadyState::whatNobodyCanTellIsNotSteady_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray later = R"("2027-12-31T23:59:59.000Z")";
    QTest::newRow("no windows") << QByteArray(R"({"key":"a"})");
    QTest::newRow("no object") << QByteArray("5");
    QTest::newRow("a start with an offset")
        << record(later, window("2026-01-18T08:10:00.000+01:00"));
    QTest::newRow("a start that is no date") << record(later, window("yesterday"));
    QTest::newRow("a start that is a number")
        << record(later, R"({"window_start":5,"tokens_used":5})");
    QTest::newRow("it ends now") << record(later, window("2026-01-18T05:30:00.000Z"));
    QTest::newRow("it expires now") << record(R"("2026-01-18T10:30:00.000Z")", {});
}

void TestSteadyState::whatNobodyCanTellIsNotSteady()
{
    QFETCH(QByteArray, json);
    const ApiKey key = keyOf(json);
    QCOMPARE(steadyUntilMs(key, keyState(key, SomeNowMs), SomeNowMs), SomeNowMs);
}

QTEST_APPLESS_MAIN(TestSteadyState)
#include "tst_steadystate.moc"
