// What keydeckctl says besides what it was asked for: on standard error, a line each.
#include "core/store/filelock.h"
#include "tests/support/childprocess.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr uint Somebody = 65534;

} // namespace

class KeydeckCtlNotesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyStartRecovers_data();
    void everyStartRecovers();
    void anEditThatIsHeldUpSaysSo();
    void rootSaysWhoseTheStoreStays();
};

void KeydeckCtlNotesTest::everyStartRecovers_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("list") << QStringList{u"list"_s};
    QTest::newRow("lock status") << QStringList{u"lock"_s, u"status"_s};
    QTest::newRow("lock clear") << QStringList{u"lock"_s, u"clear"_s};
    QTest::newRow("remove") << QStringList{u"remove"_s, u"Example 0"_s};
}

void KeydeckCtlNotesTest::everyStartRecovers()
{
    QFETCH(QStringList, words);
    const StoreFixture store(2);
    const LockJournal journal(ctlLockJournal());
    // Without a guardian.
    PausedChild holder([&](const auto &pause) {
        const auto lock = FileLock::acquire(store.path(), {}, {journal, nullptr});
        if (!lock)
            ::_exit(1);
        pause();
    });
    holder.awaitPause();
    holder.sendSignal(SIGKILL);
    QCOMPARE(holder.awaitEnd(), SIGKILL);
    QVERIFY(QFileInfo::exists(store.lockPath()));
    const CtlOutcome outcome = runCtl(words + QStringList{u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 0 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(
        outcome.err.contains("had left " + store.lockPath().toUtf8()), outcome.err.constData());
    QVERIFY(store.isTidy());
    QVERIFY(runCtl({u"list"_s, u"--store"_s, store.path()}).err.isEmpty());
}

void KeydeckCtlNotesTest::anEditThatIsHeldUpSaysSo()
{
    const QString strace = QStandardPaths::findExecutable(u"strace"_s);
    if (strace.isEmpty())
        QSKIP("strace is not installed");
    const StoreFixture store(2);
    // The rename is what an edit does while it holds the lock.
    const QStringList edit{u"-f"_s, u"-o"_s, u"/dev/null"_s, u"-e"_s, u"trace=renameat"_s, u"-e"_s,
        u"inject=renameat:delay_enter=600000"_s, ctlProgram(), u"remove"_s, u"Example 0"_s,
        u"--store"_s, store.path()};
    const CtlOutcome outcome = runCtl(edit, {}, ctlEnvironment(), strace);
    if (outcome.err.contains("ptrace"))
        QSKIP("this system permits no strace");
    QVERIFY2(outcome.exitCode == 0 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(QRegularExpression(u"held the lock for \\d+ ms"_s)),
        outcome.err.constData());
    QVERIFY(outcome.err.contains("may have failed requests"));
    QVERIFY(outcome.out.startsWith("removed  "));
    QVERIFY(store.isTidy());
}

void KeydeckCtlNotesTest::rootSaysWhoseTheStoreStays()
{
    if (::geteuid() != 0)
        QSKIP("only root edits the stores of others");
    const StoreFixture store(2);
    QCOMPARE(::chown(qPrintable(store.path()), Somebody, gid_t(-1)), 0);
    const CtlOutcome outcome = runCtl({u"remove"_s, u"Example 0"_s, u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 0 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.err.contains("Running as root: "), outcome.err.constData());
    QCOMPARE(QFileInfo(store.path()).ownerId(), Somebody);
    QVERIFY2(runCtl({u"list"_s, u"--store"_s, store.path()}).err.isEmpty(), "it edits nothing");
}

QTEST_GUILESS_MAIN(KeydeckCtlNotesTest)
#include "tst_keydeckctlnotes.moc"
