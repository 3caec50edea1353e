#include "core/command/editkeys.h"
#include "core/store/filelock.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "core/store/storepatch.h"
#include "tests/support/childprocess.h"
#include "tests/support/guardedchild.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr int DefaultKills = 150; // KEYDECK_KILLS for more
constexpr int LatestKillUs = 12'000; // a few edits
constexpr std::chrono::milliseconds GoneWithin(1000);

/// What a child tells its parent without a system call.
struct Shared
{
    Shared()
        : acknowledged(static_cast<std::atomic<int> *>(::mmap(nullptr, sizeof(std::atomic<int>),
            PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)))
    { }
    ~Shared() { ::munmap(acknowledged, sizeof(std::atomic<int>)); }
    Q_DISABLE_COPY_MOVE(Shared)

    std::atomic<int> *acknowledged;
};

/// A store, and the folder of a journal elsewhere.
struct Bench
{
    StoreFixture store;
    QTemporaryDir state;
    [[nodiscard]] QString journalFolder() const { return state.filePath(u"keydeck/locks"_s); }
    [[nodiscard]] LockJournal journal() const { return LockJournal(journalFolder()); }
    [[nodiscard]] bool isJournalEmpty() const
    {
        return QDir(journalFolder()).entryList(QDir::Files) == QStringList{u"guard"_s}
        || QDir(journalFolder()).isEmpty();
    }
};

EditKeys setName(const QString &name)
{
    return EditKeys(
        {{{sampleKeyText(0), 0}, {{KeyField::Name, jsonStringText(name), std::nullopt}}}});
}

bool comesTrue(const std::function<bool()> &condition)
{
    const auto end = SteadyClock::now() + GoneWithin;
    while (!condition()) {
        if (SteadyClock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    return true;
}

GuardedChild::Work editForEver(const StoreFixture &store, const Shared &shared)
{
    return [&](const LockSafeguards &safeguards, const std::function<void()> &ready) {
        KeyStore keys(store.path(), {}, SystemClock::instance(), {}, safeguards);
        ready();
        for (int edit = 1;; ++edit) {
            if (!keys.apply(setName(QString::number(edit))))
                ::_exit(1);
            *shared.acknowledged = edit;
        }
    };
}

GuardedChild::Work lockForEver(const StoreFixture &store)
{
    return [&](const LockSafeguards &safeguards, const std::function<void()> &ready) {
        ready();
        for (;;) {
            auto lock = FileLock::acquire(store.path(), {}, safeguards, JournalSync::Unsynced);
            if (!lock || !lock->release())
                ::_exit(1);
        }
    };
}

GuardedChild::Work holdForEver(const StoreFixture &store)
{
    return [&](const LockSafeguards &safeguards, const std::function<void()> &ready) {
        const auto lock = FileLock::acquire(store.path(), {}, safeguards);
        if (!lock)
            ::_exit(1);
        ready();
        ::pause();
    };
}

void sleepUpTo(int microseconds)
{
    std::this_thread::sleep_for(
        std::chrono::microseconds(QRandomGenerator::global()->bounded(microseconds)));
}

int killCount()
{
    const int asked = qEnvironmentVariableIntValue("KEYDECK_KILLS");
    return asked > 0 ? asked : DefaultKills;
}

/// As if it were from an hour ago, when nobody of now was alive.
void makeOld(const QString &path)
{
    const timespec times[2] = {{::time(nullptr) - 3600, 0}, {::time(nullptr) - 3600, 0}};
    ::utimensat(AT_FDCWD, qPrintable(path), times, AT_SYMLINK_NOFOLLOW);
}

/// What the process has open, but for /dev/null and the lock: a socket is just "socket".
QStringList openFiles(pid_t process, const QString &lockPath)
{
    const QDir open(u"/proc/%1/fd"_s.arg(process));
    QStringList targets;
    const QStringList numbers
        = open.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &number : numbers) {
        std::array<char, 4096> target{};
        if (::readlink(qPrintable(open.filePath(number)), target.data(), target.size()) > 0)
            targets += QString::fromLocal8Bit(target.data()).section(u':', 0, 0);
    }
    targets.removeAll(u"/dev/null"_s);
    targets.removeAll(lockPath);
    return targets;
}

} // namespace

class TestLockGuardian final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void removesWhatAKilledProgramHeld()
    {
        const Bench bench;
        GuardedChild child(bench.journalFolder(), holdForEver(bench.store));
        QVERIFY(QFileInfo::exists(bench.store.lockPath()));
        QVERIFY(!bench.isJournalEmpty());
        child.killProgram();
        QVERIFY(comesTrue([&] { return bench.store.isTidy() && bench.isJournalEmpty(); }));
    }

    void survivesAnyKill_data()
    {
        QTest::addColumn<bool>("edits");
        QTest::newRow("of an editing program") << true;
        QTest::newRow("of a locking program") << false;
    }

    void survivesAnyKill()
    {
        QFETCH(bool, edits);
        const Bench bench;
        const Shared shared;
        qint64 slowestUs = 0;
        int found = 0;
        const int kills = killCount();
        for (int kill = 0; kill < kills; ++kill) {
            bench.store.replace(storeBytes(3));
            *shared.acknowledged = 0;
            GuardedChild child(bench.journalFolder(),
                edits ? editForEver(bench.store, shared) : lockForEver(bench.store));
            sleepUpTo(LatestKillUs);
            child.killProgram();
            const auto killed = SteadyClock::now();
            found += !bench.store.isTidy();
            QVERIFY2(comesTrue([&] { return bench.store.isTidy() && bench.isJournalEmpty(); }),
                qPrintable(bench.store.listing().join(u' ')));
            using namespace std::chrono;
            slowestUs = std::max<qint64>(
                slowestUs, duration_cast<microseconds>(SteadyClock::now() - killed).count());

            const KeySet keys = decodeStore(bench.store.bytes());
            QVERIFY2(keys.isEditable(), qPrintable(keys.problem()));
            const int acknowledged = *shared.acknowledged;
            if (acknowledged > 0) {
                const int written = keys.at(0).name().toInt();
                QVERIFY(written == acknowledged || written == acknowledged + 1);
            }
        }
        qInfo("%d kills, %d with something left; all gone %lld us after the kill at the latest",
            kills, found, static_cast<long long>(slowestUs));
    }

    void ourNextStartRecoversWhenBothDie_data()
    {
        QTest::addColumn<bool>("guardianFirst");
        QTest::newRow("the guardian first") << true;
        QTest::newRow("the program first, its guardian stopped") << false;
    }

    void ourNextStartRecoversWhenBothDie()
    {
        QFETCH(bool, guardianFirst);
        const Bench bench;
        for (int kill = 0; kill < killCount() / 3; ++kill) {
            GuardedChild child(bench.journalFolder(),
                kill % 2 ? lockForEver(bench.store) : holdForEver(bench.store));
            ::kill(child.guardian(), guardianFirst ? SIGKILL : SIGSTOP);
            sleepUpTo(LatestKillUs / 3);
            child.killProgram();
            child.killGuardian();
            QVERIFY(comesTrue([&] { return !isAlive(child.guardian()); }));

            bench.journal().recover();
            QVERIFY(!QFileInfo::exists(bench.store.lockPath()));
            QVERIFY(bench.isJournalEmpty());
            // A directory that was not recorded yet is nobody's lock, and goes when it is old.
            for (const QString &name : bench.store.listing())
                makeOld(bench.store.directory() + u'/' + name);
            KeyStore keys(bench.store.path(), {}, SystemClock::instance());
            QVERIFY(keys.apply(setName(QString::number(kill))));
            QVERIFY2(bench.store.isTidy(), qPrintable(bench.store.listing().join(u' ')));
        }
    }

    void theWaitingRecoverToo()
    {
        const Bench bench;
        GuardedChild child(bench.journalFolder(), holdForEver(bench.store));
        child.killGuardian();
        QVERIFY(comesTrue([&] { return !isAlive(child.guardian()); }));
        child.killProgram();
        QVERIFY(QFileInfo::exists(bench.store.lockPath()));
        const auto start = SteadyClock::now();
        auto lock = FileLock::acquire(bench.store.path(), {}, {bench.journal(), nullptr});
        QVERIFY(lock);
        QVERIFY(SteadyClock::now() - start < GoneWithin);
        QVERIFY(lock->release());
        QVERIFY(bench.store.isTidy());
    }

    void theProgramGoesOnWithoutItsGuardian()
    {
        const Bench bench;
        const Shared shared;
        const GuardedChild child(bench.journalFolder(), editForEver(bench.store, shared));
        child.killGuardian();
        QVERIFY(comesTrue([&] { return !isAlive(child.guardian()); }));
        const int before = *shared.acknowledged;
        QVERIFY(comesTrue([&] { return *shared.acknowledged > before + 2; }));
    }

    void aStoppedGuardianStopsNobody()
    {
        const Bench bench;
        const Shared shared;
        GuardedChild child(bench.journalFolder(), lockForEver(bench.store));
        ::kill(child.guardian(), SIGSTOP);
        std::this_thread::sleep_for(std::chrono::milliseconds(300)); // its queue fills up
        QVERIFY(isAlive(child.pid()));
        QVERIFY(comesTrue([&] { return FileLock::acquire(bench.store.path()).has_value(); }));
        child.killProgram();
        ::kill(child.guardian(), SIGCONT);
        QVERIFY(comesTrue([&] { return !isAlive(child.guardian()); }));
        bench.journal().recover();
        QVERIFY(bench.isJournalEmpty());
        QVERIFY2(bench.store.isTidy(), qPrintable(bench.store.listing().join(u' ')));
    }

    void ignoresWhatEndsATerminalsPrograms()
    {
        const Bench bench;
        GuardedChild child(bench.journalFolder(), holdForEver(bench.store));
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE})
            ::kill(child.guardian(), number);
        QVERIFY(comesTrue([&] { return ::getsid(child.guardian()) == child.guardian(); }));
        child.killProgram();
        QVERIFY(comesTrue([&] { return bench.store.isTidy(); }));
    }

    void endsWithItsProgram()
    {
        const Bench bench;
        GuardedChild child(bench.journalFolder(), [](const auto &, const auto &ready) { ready(); });
        QVERIFY(comesTrue([&] { return !isAlive(child.guardian()); }));
    }

    void leavesNoZombieBehindAProgramThatEndsWell()
    {
        const Bench bench;
        const QByteArray answer = inChild([&] {
            const auto start = SteadyClock::now();
            LockSafeguards safeguards{bench.journal(), LockGuardian::start()};
            const pid_t guardian = safeguards.guardian->processId();
            auto lock = FileLock::acquire(bench.store.path(), {}, safeguards);
            if (!lock || !lock->release())
                return QByteArray("no lock");
            lock = tl::make_unexpected(Error()); // which holds the guardian, too
            safeguards.guardian.reset();
            if (::kill(guardian, 0) == 0)
                return QByteArray("the guardian is still there");
            const bool quick = SteadyClock::now() - start < std::chrono::milliseconds(90);
            return QByteArray(quick ? "gone" : "slow");
        });
        QCOMPARE(answer, "gone"_ba);
    }

    void removesWhatCouldNotBeReleased()
    {
        const Bench bench;
        const QByteArray answer = inChild([&] {
            LockSafeguards safeguards{bench.journal(), LockGuardian::start()};
            auto lock = FileLock::acquire(bench.store.path(), {}, safeguards);
            forbidSystemCall(SYS_unlinkat, EIO);
            const bool released = lock && lock->release();
            if (released || !QFileInfo::exists(bench.store.lockPath()))
                return QByteArray("it was released");
            lock = tl::make_unexpected(Error());
            safeguards.guardian.reset(); // the program ends well, as far as it knows
            return QByteArray(bench.store.isTidy() ? "gone" : "left");
        });
        QCOMPARE(answer, "gone"_ba);
        QVERIFY(bench.isJournalEmpty());
    }

    void keepsNothingOpen()
    {
        const Bench bench;
        int ends[2];
        QVERIFY(::pipe(ends) == 0);
        GuardedChild child(bench.journalFolder(), holdForEver(bench.store));
        ::close(ends[1]);
        // Whoever waits for the end of the program's output must not wait for its guardian, which
        // closes what it inherited while the program already goes on.
        const QStringList itsConnection{u"socket"_s};
        QTRY_COMPARE(openFiles(child.guardian(), bench.store.lockPath()), itsConnection);
        ::kill(child.guardian(), SIGSTOP);
        child.killProgram();
        char byte = 0;
        QCOMPARE(::read(ends[0], &byte, 1), 0); // the end, although the guardian is stopped
        ::close(ends[0]);
    }

    void leavesSomebodyElsesLock()
    {
        const Bench bench;
        GuardedChild child(bench.journalFolder(), holdForEver(bench.store));
        QVERIFY(QDir().rmdir(bench.store.lockPath()));
        QVERIFY(QDir().mkdir(bench.store.lockPath()));
        child.killProgram();
        QVERIFY(comesTrue([&] { return !isAlive(child.guardian()); }));
        QVERIFY(QFileInfo::exists(bench.store.lockPath()));
        QVERIFY(bench.isJournalEmpty());
    }

    void coversLocksOnPoorerFileSystems_data()
    {
        QTest::addColumn<int>("call");
        QTest::newRow("without a rename that refuses to replace") << int(SYS_renameat2);
        QTest::newRow("without a time of our own as a mark") << int(SYS_utimensat);
    }

    void coversLocksOnPoorerFileSystems()
    {
        QFETCH(int, call);
        const Bench bench;
        GuardedChild child(bench.journalFolder(), [&](const auto &safeguards, const auto &ready) {
            forbidSystemCall(call, EINVAL);
            holdForEver(bench.store)(safeguards, ready);
        });
        QCOMPARE(bench.store.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.lock"_s}));
        child.killProgram();
        QVERIFY(comesTrue([&] { return bench.store.isTidy() && bench.isJournalEmpty(); }));
    }

    void worksWithoutAJournal()
    {
        const Bench bench;
        QFile inTheWay(bench.state.filePath(u"keydeck"_s));
        QVERIFY(inTheWay.open(QFile::WriteOnly));
        GuardedChild child(bench.journalFolder(), holdForEver(bench.store));
        QVERIFY(QFileInfo::exists(bench.store.lockPath()));
        child.killProgram();
        QVERIFY(comesTrue([&] { return bench.store.isTidy(); }));
    }
};

QTEST_GUILESS_MAIN(TestLockGuardian)
#include "tst_lockguardian.moc"
