// An edit that is stopped for a second, beside a gateway that waits 450 ms for a lock.
#include "core/store/keycodec.h"
#include "tests/support/faultfigure.h"
#include "tests/support/tracededit.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <span>

#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int StopMs = 1000;
constexpr int CallsPerLockedCall = 10;
constexpr int PointsPerLockout = 5;
constexpr int Tokens = 7; // for each booking
constexpr int PaceMs = 5;
constexpr int PatienceMs = 30'000;
constexpr qint64 LifetimeTokens = 1'500'000; // of every sample key

} // namespace

class TestFaultStops final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void initTestCase();
    void anywhereInAnEdit();
    void whileItHoldsTheLock();
    void cleanupTestCase();

private:
    struct Stops
    {
        int count = 0;
        int lockedOut = 0; ///< after which the gateway gave up a booking
        int reported = 0; ///< of which the program said that it held the lock for too long
        int falselyReported = 0;
    };
    /// Runs an edit that is stopped right after that call, and checks that it is made all the same.
    void stopAfter(const SystemCall &call, Stops &stops);
    [[nodiscard]] bool isLimitSet() const;
    /// From the call that takes the lock to the one before its release.
    [[nodiscard]] std::span<const SystemCall> callsWithTheLock() const;

    FaultBench m_bench{storeBytes(3)};
    GatewayWriter m_gateway;
    std::vector<SystemCall> m_calls;
    int m_limit = 200'000;
};

void TestFaultStops::initTestCase()
{
    const QString obstacle = tracingObstacle();
    QVERIFY2(obstacle.isEmpty(), qPrintable(obstacle));
    m_calls = callsOfEdit(m_bench, {u"set"_s, u"Example 0"_s, u"--limit"_s, u"5"_s}).programs;
    QVERIFY(m_calls.size() > 50);
    m_calls.pop_back(); // the end
    m_gateway.start({m_bench.store.path(), sampleKeyText(0), 0, Tokens, PaceMs});
    QVERIFY(m_gateway.awaitBooking());
}

bool TestFaultStops::isLimitSet() const
{
    const KeySet keys = decodeStore(m_bench.store.bytes());
    return keys.isEditable()
        && keys.at(0).value(KeyField::TokenLimitPer5h).text().toByteArray()
        == QByteArray::number(m_limit);
}

void TestFaultStops::stopAfter(const SystemCall &call, Stops &stops)
{
    m_bench.emptyHome(); // so that the edit makes the calls that were listed
    QFile trace(m_bench.home() + u"/trace"_s);
    const QStringList words{u"set"_s, u"Example 0"_s, u"--limit"_s, QString::number(++m_limit)};
    QProcess program;
    program.setProcessEnvironment(m_bench.environment());
    program.setChildProcessModifier([] { ::setpgid(0, 0); });
    program.start(
        Strace, spoilingArguments(m_bench, words, {call, "signal=STOP"}, trace.fileName()));
    QTRY_VERIFY2_WITH_TIMEOUT(
        trace.isOpen() || trace.open(QFile::ReadOnly), "no trace", PatienceMs);
    QByteArray told;
    QTRY_VERIFY2_WITH_TIMEOUT((told += trace.readAll()).contains("stopped by SIGSTOP"),
        call.text.constData(), PatienceMs);

    const int refused = m_gateway.soFar().refused;
    QTest::qSleep(StopMs);
    const bool isLockedOut = m_gateway.soFar().refused > refused;
    ::kill(-pid_t(program.processId()), SIGCONT);
    QVERIFY(program.waitForFinished(PatienceMs));
    trace.remove();
    const QByteArray said = program.readAllStandardError();
    QVERIFY2(program.exitCode() == 0 && program.readAllStandardOutput().contains("changed"),
        said.constData());
    QVERIFY(isLimitSet());
    QVERIFY2(m_bench.isClean(), qPrintable(m_bench.leftovers().join(u' ')));
    const bool isReported = said.contains("held the lock for");
    ++stops.count;
    stops.lockedOut += isLockedOut;
    stops.reported += isLockedOut && isReported;
    stops.falselyReported += isReported && !isLockedOut;
}

std::span<const SystemCall> TestFaultStops::callsWithTheLock() const
{
    const auto isLocking = [](const SystemCall &call) { return call.name == "renameat2"; };
    const auto isReleasing = [](const SystemCall &call) {
        return call.name == "unlinkat" && call.text.contains("AT_REMOVEDIR");
    };
    const auto locking = std::find_if(m_calls.begin(), m_calls.end(), isLocking);
    return {locking, std::find_if(locking, m_calls.end(), isReleasing)};
}

void TestFaultStops::anywhereInAnEdit()
{
    const int points = faultRounds(20, 60);
    const double step = double(m_calls.size()) / points;
    const double first = QRandomGenerator::global()->bounded(step);
    Stops stops;
    for (int point = 0; point < points; ++point) {
        stopAfter(m_calls[size_t(first + point * step)], stops);
        if (QTest::currentTestFailed())
            return;
    }
    printFigure(u"SIGSTOP for 1 s"_s,
        u"%1 points of an edit, at %2 of them the gateway was locked out, which was reported at "
        u"%3; "
        u"every edit was made"_s.arg(stops.count)
            .arg(stops.lockedOut)
            .arg(stops.reported));
    // One call in 17 is made with the lock; an edit that is made in several attempts, as the
    // gateway writes, may be stopped in another one's.
    QVERIFY(stops.lockedOut <= points / PointsPerLockout);
    QCOMPARE(stops.reported, stops.lockedOut);
}

void TestFaultStops::whileItHoldsTheLock()
{
    const std::span<const SystemCall> locked = callsWithTheLock();
    QVERIFY(!locked.empty() && &locked.back() != &m_calls.back());
    Stops stops;
    for (const SystemCall &call : locked) {
        stopAfter(call, stops);
        if (QTest::currentTestFailed())
            return;
    }
    printFigure(u"SIGSTOP for 1 s with the lock held"_s,
        u"%1 points, all that there are; the gateway was locked out at %2, which was reported at "
        u"%3; "
        u"every edit was made"_s.arg(stops.count)
            .arg(stops.lockedOut)
            .arg(stops.reported));
    QVERIFY(stops.lockedOut > 0);
    QCOMPARE(stops.reported, stops.lockedOut);
    // So short is the time with the lock that most stops of an edit are outside of it.
    QVERIFY(stops.count < int(m_calls.size()) / CallsPerLockedCall);
}

void TestFaultStops::cleanupTestCase()
{
    const GatewayWriter::Outcome outcome = m_gateway.finish();
    const KeySet keys = decodeStore(m_bench.store.bytes());
    const auto booked = qint64(keys.at(0).value(KeyField::TotalLifetimeTokens).toNumber());
    const qint64 lost = LifetimeTokens + qint64(outcome.acknowledged) * Tokens - booked;
    printFigure(u"SIGSTOP for 1 s, the gateway's bookings"_s,
        u"%1 acknowledged, %2 tokens of them lost, %3 refused"_s.arg(outcome.acknowledged)
            .arg(lost)
            .arg(outcome.refused));
    QCOMPARE(lost, 0);
}

QTEST_GUILESS_MAIN(TestFaultStops)
#include "tst_faultstops.moc"
