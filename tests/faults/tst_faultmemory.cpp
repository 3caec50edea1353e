// One commit, out of memory at each of its allocations in turn.
#include "core/changes/storeeditor.h"
#include "core/command/editkeys.h"
#include "core/store/storepatch.h"
#include "tests/support/childprocess.h"
#include "tests/support/faultbench.h"
#include "tests/support/faultfigure.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <cerrno>
#include <limits>
#include <new>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// Allocations of this process, once they are counted: that many succeed, and then some fail.
struct FailingMemory
{
    bool isCounting = false;
    long successes = 0;
    long failures = 0; ///< that are still to come

    [[nodiscard]] bool fails()
    {
        if (!isCounting || failures == 0)
            return false;
        if (successes-- > 0)
            return false;
        --failures;
        errno = ENOMEM;
        return true;
    }
};

FailingMemory memory; // of a child, which has one thread

constexpr long Endless = std::numeric_limits<long>::max();

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr bool CanFail = true;
#else
constexpr bool CanFail = false; // a sanitizer has an allocator of its own
#endif

} // namespace

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// Before the C library's own, for every library of this program; operator new comes to these, too.
extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size)
{
    return memory.fails() ? nullptr : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return memory.fails() ? nullptr : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return memory.fails() ? nullptr : __libc_realloc(block, size);
}
}
#endif

namespace {

constexpr int FirstLimit = 271'828;
constexpr int SecondLimit = 314'159;

/// How a child ends that was not ended by a signal.
enum Ending
{
    Untouched, ///< it had memory enough, and the edit is made
    Made,
    Refused,
    InPlaceBut, ///< made, but something after that failed
    MadeAgain, ///< after std::bad_alloc the same process made another edit
    Unmade, ///< and that one failed
};

EditKeys setLimit(int limit)
{
    return EditKeys({{{sampleKeyText(0), 0},
        {{KeyField::TokenLimitPer5h, QByteArray::number(limit), std::nullopt}}}});
}

QByteArray withLimit(const QByteArray &bytes, int limit)
{
    const QByteArray first = "\"token_limit_per_5h\": 100000";
    const qsizetype at = bytes.indexOf(first);
    return QByteArray(bytes).replace(
        at, first.size(), "\"token_limit_per_5h\": " + QByteArray::number(limit));
}

} // namespace

class TestFaultMemory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void leavesTheStoreWhole_data();
    void leavesTheStoreWhole();

private:
    struct Manner
    {
        long failures = 1; ///< one after the other
        bool isCaught = false; ///< std::bad_alloc, by a program that goes on
    };
    /// What leaves it ends the program, as in ours: QtTest would catch it.
    [[noreturn]] static void commit(
        const FaultBench &bench, long successes, const Manner &manner) noexcept;
    /// What is wrong after such a child; empty: nothing.
    [[nodiscard]] static QString complaint(const FaultBench &bench, int status);
};

void TestFaultMemory::commit(const FaultBench &bench, long successes, const Manner &manner) noexcept
{
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    qInstallMessageHandler(nullptr); // QtTest's would write into the test's results,
    const int nowhere = ::open("/dev/null", O_WRONLY); // and so would what a death says
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    const LockSafeguards safeguards{bench.journal(), LockGuardian::start()};
    KeyStore store(bench.store.path(), {}, SystemClock::instance(), {}, safeguards);
    StoreEditor editor(store, {bench.home() + u"/data"_s, u"test"_s}, SystemClock::instance());
    const EditKeys first = setLimit(FirstLimit);
    memory = {true, successes, manner.failures};
    const auto edit = [&] {
        const auto outcome = editor.run(first);
        memory.isCounting = false;
        if (!outcome)
            ::_exit(outcome.error().message.contains(u"in place"_s) ? InPlaceBut : Refused);
        ::_exit(memory.failures == manner.failures ? Untouched : Made);
    };
    if (!manner.isCaught)
        edit();
    try {
        edit();
    } catch (const std::bad_alloc &) {
        memory.isCounting = false;
    }
    const auto outcome = editor.run(setLimit(SecondLimit));
    ::_exit(outcome && outcome->written ? MadeAgain : Unmade);
}

QString TestFaultMemory::complaint(const FaultBench &bench, int status)
{
    const QByteArray now = bench.store.bytes();
    const bool isOld = now == storeBytes(3);
    const bool isNew = now == withLimit(storeBytes(3), FirstLimit);
    const int ending = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (ending == MadeAgain ? now != withLimit(storeBytes(3), SecondLimit) : !isOld && !isNew)
        return u"the store is not whole"_s;
    if (((ending == Untouched || ending == Made || ending == InPlaceBut) && !isNew)
        || (ending == Refused && !isOld))
        return u"what it says is not what it did"_s;
    if (ending == Unmade)
        return u"the next edit of the same program fails"_s;
    if (!comesTrue([&] { return !bench.isLockedByUs(); }))
        return u"the lock is still there"_s;
    if (!comesTrue([&] { return bench.isClean(); }))
        return u"left: "_s + (bench.leftovers() + bench.journalEntries()).join(u' ');
    return {};
}

void TestFaultMemory::leavesTheStoreWhole_data()
{
    QTest::addColumn<long>("failures");
    QTest::addColumn<bool>("isCaught");
    QTest::newRow("one allocation") << 1L << false;
    QTest::newRow("one, and the program goes on") << 1L << true;
    QTest::newRow("all from one on") << Endless << false;
}

void TestFaultMemory::leavesTheStoreWhole()
{
    if (!CanFail)
        QSKIP("a sanitizer has an allocator of its own, which does not fail on request");
    QFETCH(long, failures);
    QFETCH(bool, isCaught);
    // No disk is needed for this, and a synced one takes its time.
    const QString memoryDisk
        = QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm"_s : QDir::tempPath();
    const FaultBench bench(storeBytes(3), memoryDisk, memoryDisk);
    int runs = 0;
    int deaths = 0;
    int broken = 0;
    for (long successes = 0;; ++successes) {
        bench.store.replace(storeBytes(3));
        bench.emptyHome();
        const pid_t child = forkChild();
        if (child == 0)
            commit(bench, successes, {failures, isCaught});
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        const QString wrong = complaint(bench, status);
        ++runs;
        deaths += WIFSIGNALED(status);
        broken += !wrong.isEmpty();
        if (!wrong.isEmpty())
            qInfo().noquote() << "allocation" << successes + 1 << "status" << status << wrong;
        if (WIFEXITED(status) && WEXITSTATUS(status) == Untouched)
            break;
    }
    printFigure(u"out of memory, %1"_s.arg(QString::fromLatin1(QTest::currentDataTag())),
        u"%1 of %2 runs, each failing later than the one before until the last one failed nowhere, "
        u"left a damaged store, a lock or a file; %3 ended the program"_s.arg(broken)
            .arg(runs)
            .arg(deaths));
    QCOMPARE(broken, 0);
    QVERIFY(deaths > runs / 2 || isCaught);
}

QTEST_GUILESS_MAIN(TestFaultMemory)
#include "tst_faultmemory.moc"
