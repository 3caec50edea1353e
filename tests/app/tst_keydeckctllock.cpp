// keydeckctl lock: what it says of a lock, and which ones it clears.
#include "core/store/lockdoctor.h"
#include "tests/support/childprocess.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <csignal>
#include <thread>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QString Nowhere = u"http://127.0.0.1:1"_s;

QStringList lockCommand(const StoreFixture &store, const QStringList &words)
{
    return QStringList{u"lock"_s} + words + QStringList{u"--store"_s, store.path()};
}

CtlOutcome runLock(const StoreFixture &store, const QStringList &words)
{
    return runCtl(lockCommand(store, words));
}

/// With the clock by which every lock looks an hour old.
CtlOutcome runLateLock(const StoreFixture &store, const QStringList &words)
{
    return runCtl(lockCommand(store, words), {}, ctlEnvironment(), lateCtlProgram());
}

void takeAsTheGatewayDoes(const StoreFixture &store)
{
    QVERIFY(QDir().mkdir(store.lockPath()));
}

bool isLocked(const StoreFixture &store)
{
    return QFileInfo::exists(store.lockPath());
}

/// A gateway under load, in a process of its own: has the lock nearly all the time, but never for
/// long.
class BusyGateway final
{
public:
    explicit BusyGateway(const StoreFixture &store) : m_pid(forkChild())
    {
        if (m_pid != 0)
            return;
        const QByteArray lock = store.lockPath().toLocal8Bit();
        for (;;) {
            if (::mkdir(lock.constData(), 0755) != 0)
                ::_exit(2);
            std::this_thread::sleep_for(std::chrono::milliseconds(15));
            if (::rmdir(lock.constData()) != 0)
                ::_exit(3);
            std::this_thread::sleep_for(std::chrono::microseconds(100));
        }
    }
    ~BusyGateway()
    {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(BusyGateway)

    /// Ends by itself only when its lock was taken from it.
    [[nodiscard]] bool isUndisturbed() const { return ::waitpid(m_pid, nullptr, WNOHANG) == 0; }

private:
    pid_t m_pid;
};

} // namespace

class KeydeckCtlLockTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aFreeLock();
    void aBusyLock();
    void aStaleLockIsExplained();
    void theDocumentHasOneShape();
    void theGatewaysHealthIsSaid();
    void noStoreAndNoLockIsNoStore();
    void oneThatMayBeInUseIsNotCleared();
    void clearNeedsSomebodysWord();
    void clearsWithThatWord();
    void theAnswerAtATerminalDecides_data();
    void theAnswerAtATerminalDecides();
    void aLockThatChangedHandsMeanwhileStays();
    void aWorkingGatewayIsNeverRobbed();
    void whatIsNoEmptyFolderStays();
    void aLivingKeydecksLockStays();
};

void KeydeckCtlLockTest::aFreeLock()
{
    const StoreFixture store(1);
    const CtlOutcome plain = runLock(store, {u"status"_s});
    QVERIFY2(plain.exitCode == 0, plain.all().constData());
    QCOMPARE(plain.out, "free: " + store.lockPath().toUtf8() + '\n');
    const CtlOutcome clear = runLock(store, {u"clear"_s});
    QVERIFY2(clear.exitCode == 0, clear.all().constData());
    QVERIFY(clear.out.startsWith("free: "));
    QCOMPARE(runLock(store, {u"clear"_s, u"--json"_s}).json()[u"cleared"_s].toBool(true), false);
    QVERIFY(store.isTidy());
}

void KeydeckCtlLockTest::aBusyLock()
{
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    const CtlOutcome plain = runLock(store, {u"status"_s});
    QCOMPARE(plain.exitCode, 0);
    // It is "held" on a machine that takes half a second to start a program.
    QVERIFY2(
        plain.out.startsWith("busy: ") || plain.out.startsWith("held for "), plain.out.constData());
    QVERIFY2(isLocked(store), "looking does not release it");
}

void KeydeckCtlLockTest::aStaleLockIsExplained()
{
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    const CtlOutcome outcome = runLateLock(store, {u"status"_s});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.startsWith("stale: held for 1 h: "), outcome.out.constData());
    for (const char *part : {"belongs to user ", "No Keydeck", "last written",
             "fails every request", "Next: Stop the gateway", "\n  keydeckctl lock clear\n"})
        QVERIFY2(outcome.out.contains(part), outcome.out.constData());
}

void KeydeckCtlLockTest::theDocumentHasOneShape()
{
    const StoreFixture store(1);
    const QStringList members{u"age_s"_s, u"condition"_s, u"evidence"_s, u"gateway_effect"_s,
        u"held"_s, u"is_directory"_s, u"is_empty"_s, u"made_by_keydeck_pid"_s, u"obstacle"_s,
        u"owner_name"_s, u"owner_uid"_s, u"path"_s, u"store_written_at"_s};
    const QJsonObject free = runLock(store, {u"status"_s, u"--json"_s}).json().object();
    QCOMPARE(free.keys(), members);
    QCOMPARE(free[u"held"_s], QJsonValue(false));
    QCOMPARE(free[u"condition"_s], QJsonValue(u"free"_s));
    for (const QString &member : {u"age_s"_s, u"owner_uid"_s, u"owner_name"_s, u"is_directory"_s,
             u"is_empty"_s, u"made_by_keydeck_pid"_s})
        QVERIFY2(free[member].isNull(), qPrintable(member));

    takeAsTheGatewayDoes(store);
    const QJsonObject stale = runLateLock(store, {u"status"_s, u"--json"_s}).json().object();
    QCOMPARE(stale.keys(), members);
    QCOMPARE(stale[u"held"_s], QJsonValue(true));
    QCOMPARE(stale[u"condition"_s], QJsonValue(u"stale"_s));
    QCOMPARE(stale[u"path"_s].toString(), store.lockPath());
    QVERIFY(stale[u"age_s"_s].toDouble() >= 3600 && stale[u"age_s"_s].toDouble() < 3660);
    QCOMPARE(stale[u"owner_uid"_s].toInteger(-1), qint64(::geteuid()));
    QCOMPARE(stale[u"owner_name"_s].toString(), QFileInfo(store.path()).owner());
    QCOMPARE(stale[u"is_directory"_s], QJsonValue(true));
    QCOMPARE(stale[u"is_empty"_s], QJsonValue(true));
    QVERIFY(stale[u"made_by_keydeck_pid"_s].isNull());
    QVERIFY(QDateTime::fromString(stale[u"store_written_at"_s].toString(), Qt::ISODate).isValid());
    QCOMPARE(stale[u"evidence"_s].toArray().size(), 4);
    QVERIFY(stale[u"gateway_effect"_s].toString().contains(u"fails every request"_s));
    QVERIFY(stale[u"obstacle"_s].isNull());
}

void KeydeckCtlLockTest::theGatewaysHealthIsSaid()
{
    const StoreFixture store(1);
    const NodeGateway gateway(store.path());
    takeAsTheGatewayDoes(store);
    const QStringList at{u"status"_s, u"--gateway"_s, gateway.url()};
    QVERIFY(runLock(store, at).out.contains(
        "is running: it answered /health, which takes no lock, in "));
    const QJsonValue up = runLock(store, at + QStringList{u"--json"_s}).json()[u"health"_s];
    QCOMPARE(up[u"answered"_s], QJsonValue(true));
    QVERIFY(up[u"latency_ms"_s].toInt(-1) >= 0);

    const QStringList nowhere{u"status"_s, u"--gateway"_s, Nowhere};
    const CtlOutcome silent = runLock(store, nowhere);
    QVERIFY2(silent.exitCode == 0, silent.all().constData());
    QVERIFY2(silent.out.contains("could not be reached"), silent.out.constData());
    const QJsonValue down = runLock(store, nowhere + QStringList{u"--json"_s}).json()[u"health"_s];
    QCOMPARE(down[u"answered"_s], QJsonValue(false));
    QVERIFY(down[u"latency_ms"_s].isNull());
    QCOMPARE(runLock(store, {u"status"_s, u"--gateway"_s, u"ftp://x"_s}).exitCode, 2);
}

void KeydeckCtlLockTest::noStoreAndNoLockIsNoStore()
{
    const StoreFixture store(1);
    QVERIFY(QFile::remove(store.path()));
    QCOMPARE(runLock(store, {u"status"_s}).exitCode, 4);
    QCOMPARE(runLock(store, {u"clear"_s, u"--yes"_s}).exitCode, 4);
}

void KeydeckCtlLockTest::oneThatMayBeInUseIsNotCleared()
{
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    const CtlOutcome outcome = runLock(store, {u"clear"_s, u"--yes"_s});
    QVERIFY2(outcome.exitCode == 3 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY(outcome.errorText().contains(u"may be in use"_s));
    QVERIFY(isLocked(store));
}

void KeydeckCtlLockTest::clearNeedsSomebodysWord()
{
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    const CtlOutcome outcome = runLateLock(store, {u"clear"_s});
    QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(u"--yes"_s), outcome.err.constData());
    QVERIFY2(outcome.errorText().contains(u"stopped, or was checked"_s), outcome.err.constData());
    QVERIFY(isLocked(store));
}

void KeydeckCtlLockTest::clearsWithThatWord()
{
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    const CtlOutcome outcome = runLateLock(store, {u"clear"_s, u"--yes"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.out, "cleared: " + store.lockPath().toUtf8() + '\n');
    QVERIFY2(outcome.tookMs >= 1000, "it is watched for a second first");
    QVERIFY(store.isTidy());
    QCOMPARE(runCtl({u"remove"_s, u"Example 0"_s, u"--store"_s, store.path()}).exitCode, 0);

    takeAsTheGatewayDoes(store);
    const CtlOutcome json
        = runLateLock(store, {u"clear"_s, u"--yes"_s, u"--json"_s, u"--gateway"_s, Nowhere});
    QCOMPARE(json.json()[u"cleared"_s].toBool(), true);
    QVERIFY(store.isTidy());
}

void KeydeckCtlLockTest::theAnswerAtATerminalDecides_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("return") << QByteArray("\n") << 1;
    QTest::newRow("no") << QByteArray("n\n") << 1;
    QTest::newRow("something else") << QByteArray("sure\n") << 1;
    QTest::newRow("the end of the input") << QByteArray("\x04") << 1;
    QTest::newRow("yes") << QByteArray("y\n") << 0;
    QTest::newRow("a whole yes") << QByteArray("Yes\n") << 0;
}

void KeydeckCtlLockTest::theAnswerAtATerminalDecides()
{
    QFETCH(QByteArray, typed);
    QFETCH(int, exitCode);
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    CtlTerminal at;
    at.typed = typed;
    at.program = lateCtlProgram();
    const CtlOutcome outcome = runCtlAtTerminal(lockCommand(store, {u"clear"_s}), at);
    QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
    for (const char *part : {"stale: held for 1 h", "belongs to user ", "last written",
             "the gateway is stopped, or was checked", "[y/N]"})
        QVERIFY2(outcome.out.contains(part), outcome.out.constData());
    QCOMPARE(isLocked(store), exitCode != 0);
}

void KeydeckCtlLockTest::aLockThatChangedHandsMeanwhileStays()
{
    const StoreFixture store(1);
    takeAsTheGatewayDoes(store);
    LockIdentity theirs;
    CtlTerminal at;
    at.typed = "y\n";
    at.program = lateCtlProgram();
    at.beforeTyping = [&] {
        QVERIFY(QDir().rmdir(store.lockPath()));
        takeAsTheGatewayDoes(store);
        theirs = FileLock::status(store.path()).identity;
    };
    const CtlOutcome outcome = runCtlAtTerminal(lockCommand(store, {u"clear"_s}), at);
    QVERIFY2(outcome.exitCode == 3, outcome.all().constData());
    QVERIFY2(outcome.out.contains("Nothing was cleared"), outcome.out.constData());
    QVERIFY(FileLock::status(store.path()).identity == theirs);
    QCOMPARE(store.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.lock"_s}));
}

void KeydeckCtlLockTest::aWorkingGatewayIsNeverRobbed()
{
    const StoreFixture store(1);
    const BusyGateway gateway(store);
    int refused = 0;
    for (int n = 0; n < 5; ++n) {
        const CtlOutcome outcome = runLateLock(store, {u"clear"_s, u"--yes"_s});
        QVERIFY2(
            outcome.exitCode == 3 || outcome.out.startsWith("free: "), outcome.all().constData());
        refused += outcome.exitCode == 3;
        QVERIFY(gateway.isUndisturbed());
    }
    QVERIFY2(refused > 0, "the gateway was never met at work");
}

void KeydeckCtlLockTest::whatIsNoEmptyFolderStays()
{
    const StoreFixture store(1);
    QVERIFY(QDir().mkpath(store.lockPath() + u"/something"_s));
    const CtlOutcome full = runLateLock(store, {u"clear"_s, u"--yes"_s});
    QVERIFY2(full.exitCode == 1 && full.hasOneErrorLine(), full.all().constData());
    QVERIFY2(full.errorText().contains(u"holds something"_s), full.err.constData());
    QVERIFY(runLateLock(store, {u"status"_s}).out.contains("Next: " + store.lockPath().toUtf8()));
    QVERIFY(QDir(store.lockPath()).removeRecursively());
    QVERIFY(QFile::copy(store.path(), store.lockPath()));
    const CtlOutcome file = runLateLock(store, {u"clear"_s, u"--yes"_s});
    QVERIFY2(file.exitCode == 1 && file.hasOneErrorLine(), file.all().constData());
    QVERIFY(isLocked(store));
}

void KeydeckCtlLockTest::aLivingKeydecksLockStays()
{
    const StoreFixture store(1);
    const LockJournal journal(ctlLockJournal());
    PausedChild holder([&](const auto &pause) {
        const auto lock = FileLock::acquire(store.path(), {}, {journal, nullptr});
        if (!lock)
            ::_exit(1);
        pause();
    });
    holder.awaitPause();
    const QJsonDocument json = runLateLock(store, {u"status"_s, u"--json"_s}).json();
    const qint64 pid = json[u"made_by_keydeck_pid"_s].toInteger();
    QVERIFY(pid > 0);
    const CtlOutcome outcome = runLateLock(store, {u"clear"_s, u"--yes"_s});
    QVERIFY2(outcome.exitCode == 3 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(
        outcome.errorText().contains(u"process %1 holds "_s.arg(pid)), outcome.all().constData());
    QVERIFY(isLocked(store));
}

QTEST_GUILESS_MAIN(KeydeckCtlLockTest)
#include "tst_keydeckctllock.moc"
