// Editors that are killed at random instants, beside a gateway that writes and readers that read.
#include "core/base/fingerprint.h"
#include "core/store/keycodec.h"
#include "tests/support/faultfigure.h"
#include "tests/support/killededitor.h"
#include "tests/support/storereaders.h"
#include "tests/support/tracededit.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <thread>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int Tokens = 7; // for each booking
constexpr int PaceMs = 5;
constexpr qint64 LifetimeTokens = 1'500'000; // of every sample key
constexpr int LatestKillUs = 12'000; // some edits of a child
constexpr int LockBusy = 3; // keydeckctl's exit status: nothing was changed
constexpr std::chrono::milliseconds LongestAim(50);
constexpr std::chrono::milliseconds StallingDisk(10'000); // files, unlike a lock, may wait for it

qint64 microsecondsSince(SteadyClock::time_point start)
{
    using namespace std::chrono;
    return duration_cast<microseconds>(SteadyClock::now() - start).count();
}

} // namespace

class TestFaultKills final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void losesNothing();

private:
    void killEditor(bool aimed, bool guardianToo);
    void killProgram();
    /// After a death without a guardian: what our next start does.
    void startAgain();
    /// Waits for the lock of what was just killed to go.
    void awaitRecovery(SteadyClock::time_point killed);
    void editWithProgram();
    [[nodiscard]] QStringList nextEdit() const;
    void sleepUpTo(int microseconds);
    void awaitOurLock() const;

    FaultBench m_bench{storeBytes(EditLedger::Keys)};
    EditLedger m_ledger;
    int m_programLifeUs = 0; ///< of keydeckctl, as it was last seen
    int m_kills = 0;
    int m_lockedKills = 0; ///< after which its lock was seen
    int m_lostEdits = 0;
    int m_locksLeft = 0;
    int m_filesLeft = 0;
    qint64 m_longestLockUs = 0;
};

void TestFaultKills::sleepUpTo(int microseconds)
{
    std::this_thread::sleep_for(
        std::chrono::microseconds(QRandomGenerator::global()->bounded(microseconds)));
}

void TestFaultKills::awaitOurLock() const
{
    const auto end = SteadyClock::now() + LongestAim;
    while (!m_bench.isLockedByUs() && SteadyClock::now() < end) { }
}

QStringList TestFaultKills::nextEdit() const
{
    const int edit = m_ledger.next();
    return {u"set"_s, fingerprint(EditLedger::keyOf(edit)), u"--name"_s, EditLedger::nameOf(edit)};
}

void TestFaultKills::awaitRecovery(SteadyClock::time_point killed)
{
    if (m_bench.isLockedByUs()) {
        ++m_lockedKills;
        m_locksLeft += !comesTrue([&] { return !m_bench.isLockedByUs(); });
        m_longestLockUs = std::max(m_longestLockUs, microsecondsSince(killed));
    }
    m_filesLeft += !comesTrue([&] { return m_bench.isClean(); }, StallingDisk);
}

void TestFaultKills::killEditor(bool aimed, bool guardianToo)
{
    KilledEditor editor(m_bench, m_ledger.next());
    sleepUpTo(LatestKillUs);
    if (aimed)
        awaitOurLock();
    QVERIFY2(editor.isRunning(), "an edit failed");
    const auto killed = SteadyClock::now();
    if (guardianToo)
        editor.killGuardian();
    editor.kill();
    ++m_kills;
    if (!guardianToo)
        awaitRecovery(killed);
    editor.tell(m_ledger);
    if (!guardianToo)
        return;
    QVERIFY(comesTrue([&] { return !editor.isGuarded(); }));
    startAgain();
}

void TestFaultKills::startAgain()
{
    m_lockedKills += m_bench.isLockedByUs();
    m_bench.age();
    m_lostEdits += m_ledger.countLost(decodeStore(m_bench.store.bytes()));
    editWithProgram();
    m_locksLeft += m_bench.isLockedByUs();
    // A guardian that gets no processor ends a moment after its program.
    m_filesLeft += !comesTrue([&] { return m_bench.isClean(); });
}

void TestFaultKills::editWithProgram()
{
    CtlOutcome outcome = runEdit(m_bench, nextEdit());
    while (outcome.exitCode == LockBusy)
        outcome = runEdit(m_bench, nextEdit());
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    m_ledger.acknowledge(m_ledger.next());
    m_programLifeUs = int(outcome.tookMs + 1) * 1000;
}

void TestFaultKills::killProgram()
{
    QProcess program;
    program.setProcessEnvironment(m_bench.environment());
    program.start(ctlProgram(), nextEdit() + QStringList{u"--store"_s, m_bench.store.path()});
    QVERIFY(program.waitForStarted());
    sleepUpTo(m_programLifeUs);
    const auto killed = SteadyClock::now();
    ::kill(pid_t(program.processId()), SIGKILL);
    QVERIFY(program.waitForFinished());
    if (program.exitStatus() == QProcess::CrashExit)
        ++m_kills;
    else
        QVERIFY(program.exitCode() == 0 || program.exitCode() == LockBusy);
    awaitRecovery(killed);
    if (program.readAllStandardOutput().contains("changed"))
        m_ledger.acknowledge(m_ledger.next());
}

void TestFaultKills::losesNothing()
{
    const int kills = faultRounds(1000, 5000);
    const int reads = faultRounds(100'000, 10'000'000);
    GatewayWriter gateway;
    gateway.start({m_bench.store.path(), sampleKeyText(0), 0, Tokens, PaceMs});
    QVERIFY(gateway.awaitBooking());
    StoreReaders readers(m_bench.store.path());
    editWithProgram();
    for (int round = 0; m_kills < kills || readers.reads() < reads; ++round) {
        const bool aimed = round % 8 < 4;
        switch (round % 4) {
        case 0:
        case 1:
            killEditor(aimed, false);
            break;
        case 2:
            killEditor(aimed, true);
            break;
        default:
            killProgram();
        }
        m_lostEdits += m_ledger.countLost(decodeStore(m_bench.store.bytes()));
        static_cast<void>(gateway.soFar());
        if (QTest::currentTestFailed())
            return;
    }
    readers.stop();
    const GatewayWriter::Outcome outcome = gateway.finish();
    const KeySet keys = decodeStore(m_bench.store.bytes());
    const auto booked = qint64(keys.at(0).value(KeyField::TotalLifetimeTokens).toNumber());
    const qint64 lost = LifetimeTokens + qint64(outcome.acknowledged) * Tokens - booked;
    printFigure(u"SIGKILL at random instants"_s,
        u"%1 kills, its lock was seen after %2 of them; 0 expected, and came out: %3 of %4 "
        u"bookings "
        u"lost, %5 acknowledged edits lost, %6 of %7 reads unparsable, %8 locks and %9 files left; "_s
                .arg(m_kills)
                .arg(m_lockedKills)
                .arg(lost / Tokens)
                .arg(outcome.acknowledged)
                .arg(m_lostEdits)
                .arg(readers.unparsable())
                .arg(readers.reads())
                .arg(m_locksLeft)
                .arg(m_filesLeft)
            + u"a lock outlived its guarded process by %1 ms at most; the gateway gave up %2 bookings"_s
                  .arg(double(m_longestLockUs) / 1000, 0, 'f', 1)
                  .arg(outcome.refused));
    QCOMPARE(lost, 0);
    QCOMPARE(m_lostEdits, 0);
    QCOMPARE(readers.unparsable(), 0);
    QCOMPARE(m_locksLeft, 0);
    QCOMPARE(m_filesLeft, 0);
}

QTEST_GUILESS_MAIN(TestFaultKills)
#include "tst_faultkills.moc"
