#include "core/store/lockdoctor.h"
#include "tests/support/childprocess.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LongEnoughMs = LockDoctor::StaleMs + 5000;
constexpr qint64 AnHourMs = 3'600'000;
constexpr int Clearers = 4;
constexpr int Takers = 2;
constexpr int DefaultRounds = 100; // KEYDECK_ROUNDS for more

/// A store, a journal elsewhere, and a clock that starts at the real time.
struct Bench
{
    StoreFixture store;
    QTemporaryDir state;
    LockSafeguards safeguards{LockJournal(state.filePath(u"keydeck/locks"_s)), nullptr};
    ManualClock clock{SystemClock::instance().nowMs()};
    LockDoctor doctor{store.path(), safeguards, clock};

    void takeAsTheGatewayDoes() const
    {
        if (::mkdir(qPrintable(store.lockPath()), 0755) != 0)
            qFatal("cannot take the lock");
    }
    void releaseAsTheGatewayDoes() const { ::rmdir(qPrintable(store.lockPath())); }

    [[nodiscard]] bool isLocked() const { return QFileInfo::exists(store.lockPath()); }

    [[nodiscard]] LockReport lookAtStaleLock()
    {
        takeAsTheGatewayDoes();
        clock.advance(LongEnoughMs);
        return doctor.look();
    }
};

/// What the processes of a race share. All counters only grow.
struct Race
{
    std::atomic<int> round; ///< that may begin
    std::atomic<int> ready; ///< clearers that have looked
    std::atomic<int> done; ///< processes that have ended a round
    std::atomic<int> inside; ///< holders of the lock
    std::atomic<int> together; ///< holders that met another one
    std::atomic<int> robbed; ///< holders whose lock was gone, or not theirs, at the release
    std::atomic<int> taken;
    std::atomic<int> cleared;
    std::atomic<int> refused;
    std::atomic<int> troubles; ///< clearers that failed otherwise
};

class SharedRace final
{
public:
    SharedRace()
        : m_race(static_cast<Race *>(::mmap(
            nullptr, sizeof(Race), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)))
    { }
    ~SharedRace() { ::munmap(m_race, sizeof(Race)); }
    Q_DISABLE_COPY_MOVE(SharedRace)
    [[nodiscard]] Race *operator->() const { return m_race; }
    [[nodiscard]] Race &operator*() const { return *m_race; }

private:
    Race *m_race;
};

void await(const std::atomic<int> &counter, int value)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (counter < value) {
        if (std::chrono::steady_clock::now() > end)
            ::_exit(1);
        ::sched_yield();
    }
}

void hold(Race &race)
{
    race.together += race.inside++ > 0;
    ++race.taken;
    ::sched_yield();
    --race.inside;
}

/// Every process takes its part in each round, and then ends.
class Crew final
{
public:
    Crew(int size, const std::function<void(int member)> &work)
    {
        for (int member = 0; member < size; ++member) {
            const pid_t pid = forkChild();
            if (pid == 0) {
                work(member);
                ::_exit(0);
            }
            m_pids.push_back(pid);
        }
    }
    ~Crew()
    {
        for (const pid_t pid : m_pids)
            ::waitpid(pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(Crew)

private:
    std::vector<pid_t> m_pids;
};

int roundCount()
{
    const int asked = qEnvironmentVariableIntValue("KEYDECK_ROUNDS");
    return asked > 0 ? asked : DefaultRounds;
}

} // namespace

class TestLockDoctor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tellsTheConditionByAge_data()
    {
        QTest::addColumn<qint64>("ageMs");
        QTest::addColumn<LockCondition>("condition");
        QTest::addColumn<QString>("summary");
        QTest::newRow("just taken") << qint64(0) << LockCondition::Busy << u"busy"_s;
        QTest::newRow("within the gateway's patience")
            << qint64(300) << LockCondition::Busy << u"busy"_s;
        QTest::newRow("past it") << qint64(3000) << LockCondition::Held << u"held for 3 s"_s;
        QTest::newRow("nearly stale")
            << LockDoctor::StaleMs - 1000 << LockCondition::Held << u"held for 29 s"_s;
        QTest::newRow("stale") << LongEnoughMs << LockCondition::Stale << u"stale: held for 35 s"_s;
    }

    void tellsTheConditionByAge()
    {
        QFETCH(qint64, ageMs);
        QFETCH(LockCondition, condition);
        QFETCH(QString, summary);
        Bench bench;
        QCOMPARE(bench.doctor.look().condition, LockCondition::Free);
        bench.takeAsTheGatewayDoes();
        bench.clock.advance(
            FileLock::status(bench.store.path()).createdMs + ageMs + 20 - bench.clock.nowMs());
        const LockReport report = bench.doctor.look();
        QCOMPARE(report.condition, condition);
        QCOMPARE(report.summary(), summary);
        QVERIFY(!report.gatewayEffect().isEmpty());
    }

    // The wall clock may have been set back since; that nothing changed while we looked stays true.
    void observesWhereTheBirthTimeDoesNotHelp()
    {
        Bench bench;
        bench.takeAsTheGatewayDoes();
        bench.clock.advance(-LongEnoughMs * 10);
        QCOMPARE(bench.doctor.look().condition, LockCondition::Busy);
        bench.clock.advance(LockDoctor::StaleMs - 1);
        QCOMPARE(bench.doctor.look().condition, LockCondition::Held);
        bench.clock.advance(1);
        QCOMPARE(bench.doctor.look().condition, LockCondition::Stale);
        bench.releaseAsTheGatewayDoes();
        bench.takeAsTheGatewayDoes();
        QCOMPARE(bench.doctor.look().condition, LockCondition::Busy);
    }

    void givesItsEvidence()
    {
        Bench bench;
        const LockReport report = bench.lookAtStaleLock();
        QCOMPARE(report.path, bench.store.lockPath());
        QCOMPARE(report.lock.ownerId, ::geteuid());
        QCOMPARE(report.ownerName, QFileInfo(bench.store.path()).owner());
        QVERIFY(report.storeWrittenMs > 0);
        const QString evidence = report.evidence.join(u'\n');
        for (const QString &part : {u"for 35 s"_s, report.ownerName, u"No Keydeck"_s,
                 u"last written"_s, u"before the lock"_s})
            QVERIFY2(evidence.contains(part), qPrintable(evidence));
        QVERIFY(report.gatewayEffect().contains(u"fails every request"_s));
        QCOMPARE(report.obstacle(), QString());
    }

    void saysThatKeydeckMadeIt()
    {
        Bench bench;
        const auto lock = FileLock::acquire(bench.store.path(), {}, bench.safeguards);
        QVERIFY(lock);
        const QString evidence = bench.doctor.look().evidence.join(u'\n');
        QVERIFY2(evidence.contains(u"process %1 made it"_s.arg(QCoreApplication::applicationPid())),
            qPrintable(evidence));
        QVERIFY(evidence.contains(u"still there"_s));
    }

    void aLivingKeydeckKeepsItsLock()
    {
        Bench bench;
        PausedChild child([&](const auto &pause) {
            const auto lock = FileLock::acquire(bench.store.path(), {}, bench.safeguards);
            pause();
        });
        child.awaitPause();
        bench.clock.advance(AnHourMs);
        const LockReport report = bench.doctor.look();
        QCOMPARE(report.condition, LockCondition::Stale);
        const auto cleared = bench.doctor.clear(report);
        QVERIFY(!cleared);
        QCOMPARE(cleared.error().code, ErrorCode::LockBusy);
        QVERIFY2(cleared.error().message.contains(
                     u"process %1 holds "_s.arg(QString::number(report.maker->pid))),
            qPrintable(cleared.error().message));
        QCOMPARE(report.nextStep(), cleared.error().message);
        QVERIFY(bench.isLocked());

        child.sendSignal(SIGKILL);
        static_cast<void>(child.awaitEnd());
        const LockReport left = bench.doctor.look();
        QVERIFY(left.maker && !left.maker->mayBeAlive);
        QVERIFY(bench.doctor.clear(left));
        QVERIFY(!bench.isLocked());
    }

    // Its number says nothing here; that the entry is open does.
    void aLivingKeydeckInAnotherContainerKeepsItsLock()
    {
        Bench bench;
        const auto lock = FileLock::acquire(bench.store.path(), {}, bench.safeguards);
        QVERIFY(lock);
        LockEntry entry
            = *bench.safeguards.journal.find(FileLock::status(bench.store.path()).identity);
        entry.process.startTicks += 1;
        QVERIFY(!entry.process.mayBeAlive());
        QVERIFY(bench.safeguards.journal.mayBeAlive(entry));
    }

    void saysWhatToDo()
    {
        Bench bench;
        QCOMPARE(bench.doctor.look().nextStep(), u"There is nothing to do."_s);
        bench.takeAsTheGatewayDoes();
        QVERIFY(!bench.doctor.look().isAlarming());
        QCOMPARE(bench.doctor.look().nextStep(), u"There is nothing to do."_s);
        bench.clock.advance(5000);
        QVERIFY(bench.doctor.look().isAlarming());
        QVERIFY(bench.doctor.look().nextStep().startsWith(u"Wait: "_s));
        bench.clock.advance(LongEnoughMs);
        QVERIFY(bench.doctor.look().nextStep().startsWith(u"Stop the gateway"_s));
        QVERIFY(QDir().mkpath(bench.store.lockPath() + u"/a"_s));
        const LockReport full = bench.doctor.look();
        QCOMPARE(full.nextStep(), full.obstacle());
        QVERIFY(full.obstacle().contains(u"holds a"_s));
    }

    void clearsWhatIsStale_data()
    {
        QTest::addColumn<bool>("exchange");
        QTest::addColumn<bool>("journal");
        QTest::newRow("by a swap") << true << true;
        QTest::newRow("without a journal") << true << false;
        QTest::newRow("where the file system cannot swap") << false << true;
    }

    void clearsWhatIsStale()
    {
        QFETCH(bool, exchange);
        QFETCH(bool, journal);
        Bench bench;
        const LockReport report = bench.lookAtStaleLock();
        const QByteArray answer = inChild([&] {
            if (!exchange)
                forbidSystemCall(SYS_renameat2, EINVAL);
            const LockDoctor doctor(
                bench.store.path(), journal ? bench.safeguards : LockSafeguards{}, bench.clock);
            const auto cleared = doctor.clear(report);
            return cleared ? QByteArray("cleared") : cleared.error().message.toUtf8();
        });
        QCOMPARE(answer, "cleared"_ba);
        QVERIFY(bench.store.isTidy());
        QCOMPARE(QDir(bench.safeguards.journal.folder()).entryList({u"*.json"_s}), QStringList());
        QVERIFY(FileLock::acquire(bench.store.path()));
    }

    void refusesWhatMayBeInUse()
    {
        Bench bench;
        const auto free = bench.doctor.clear(bench.doctor.look());
        QVERIFY(!free);
        QCOMPARE(free.error().code, ErrorCode::InvalidInput);
        bench.takeAsTheGatewayDoes();
        bench.clock.advance(LockDoctor::StaleMs - 2000);
        const auto held = bench.doctor.clear(bench.doctor.look());
        QVERIFY(!held);
        QCOMPARE(held.error().code, ErrorCode::LockBusy);
        QVERIFY2(
            held.error().message.contains(u"may be in use"_s), qPrintable(held.error().message));
        QVERIFY(bench.isLocked());
    }

    void refusesALockThatChangedHands()
    {
        Bench bench;
        const LockReport report = bench.lookAtStaleLock();
        bench.releaseAsTheGatewayDoes();
        const auto released = bench.doctor.clear(report);
        QVERIFY(!released);
        QCOMPARE(released.error().code, ErrorCode::LockBusy);
        bench.takeAsTheGatewayDoes();
        const LockIdentity theirs = FileLock::status(bench.store.path()).identity;
        const auto taken = bench.doctor.clear(report);
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, ErrorCode::LockBusy);
        QVERIFY(FileLock::status(bench.store.path()).identity == theirs);
        QCOMPARE(bench.store.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.lock"_s}));
    }

    void refusesWhatIsNoEmptyFolder_data()
    {
        QTest::addColumn<QString>("inTheWay");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("a file") << u"file"_s << u"not a folder"_s;
        QTest::newRow("a link") << u"link"_s << u"not a folder"_s;
        QTest::newRow("a full folder") << u"full"_s << u"holds a, b, c, 1 more"_s;
    }

    void refusesWhatIsNoEmptyFolder()
    {
        QFETCH(QString, inTheWay);
        QFETCH(QString, sentence);
        Bench bench;
        if (inTheWay == u"file"_s) {
            QVERIFY(QFile::copy(bench.store.path(), bench.store.lockPath()));
        } else if (inTheWay == u"link"_s) {
            QVERIFY(QFile::link(bench.state.path(), bench.store.lockPath()));
        } else {
            for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
                QVERIFY(QDir().mkpath(bench.store.lockPath() + u'/' + name));
        }
        bench.clock.advance(LongEnoughMs);
        const QStringList before = bench.store.listing();
        const auto cleared = bench.doctor.clear(bench.doctor.look());
        QVERIFY(!cleared);
        QCOMPARE(cleared.error().code, ErrorCode::Failed);
        QVERIFY2(cleared.error().message.contains(sentence), qPrintable(cleared.error().message));
        QCOMPARE(bench.store.listing(), before);
    }

    void aClearThatIsKilledIsFinishedOrUndone_data()
    {
        QTest::addColumn<bool>("tookIt");
        QTest::newRow("what it swapped out was stale") << false;
        QTest::newRow("somebody had taken it meanwhile") << true;
    }

    void aClearThatIsKilledIsFinishedOrUndone()
    {
        QFETCH(bool, tookIt);
        Bench bench;
        const LockIdentity stale = bench.lookAtStaleLock().lock.identity;
        if (tookIt) {
            bench.releaseAsTheGatewayDoes();
            bench.takeAsTheGatewayDoes();
        }
        const LockIdentity present = FileLock::status(bench.store.path()).identity;
        static_cast<void>(inChild([&] {
            auto claim = LockClaim::prepare(
                bench.store.path(), bench.safeguards, JournalSync::Synced, stale);
            const bool swapped = claim && claim->exchange();
            static_cast<void>(new LockClaim(std::move(*claim)));
            return QByteArray(swapped ? "swapped" : "");
        }));
        QVERIFY(FileLock::status(bench.store.path()).identity != present);
        bench.safeguards.journal.recover();
        QCOMPARE(bench.isLocked(), tookIt);
        if (tookIt) {
            QVERIFY(FileLock::status(bench.store.path()).identity == present);
            bench.releaseAsTheGatewayDoes();
        }
        QVERIFY2(bench.store.isTidy(), qPrintable(bench.store.listing().join(u' ')));
    }

    // A clearer that finds the wrong lock, and then waits for a disk that stalls.
    void aHolderWaitsUntilItsLockIsBack()
    {
        const Bench bench;
        auto lock = FileLock::acquire(bench.store.path());
        QVERIFY(lock);
        PausedChild clearer([&](const auto &pause) {
            auto claim = LockClaim::prepare(
                bench.store.path(), bench.safeguards, JournalSync::Unsynced, LockIdentity());
            if (!claim || !claim->exchange())
                ::_exit(1);
            pause();
            std::this_thread::sleep_for(std::chrono::milliseconds(1000));
            if (!claim->exchangeBack())
                ::_exit(1);
        });
        clearer.awaitPause();
        clearer.resume();
        const auto released = lock->release();
        QVERIFY2(released, qPrintable(released ? QString() : released.error().message));
        QCOMPARE(clearer.awaitEnd(), 0);
        QVERIFY2(bench.store.isTidy(), qPrintable(bench.store.listing().join(u' ')));
    }

    void manyClearersNeverRobAHolder_data()
    {
        QTest::addColumn<bool>("sameUser");
        QTest::addColumn<bool>("keydeckTakes");
        QTest::newRow("one user's clearers, gateways take") << true << false;
        QTest::newRow("clearers of several users, gateways take") << false << false;
        QTest::newRow("clearers of several users, Keydecks take") << false << true;
    }

    void manyClearersNeverRobAHolder();
};

void TestLockDoctor::manyClearersNeverRobAHolder()
{
    QFETCH(bool, sameUser);
    QFETCH(bool, keydeckTakes);
    const Bench bench;
    const SharedRace race;
    const int rounds = roundCount();
    const auto clear = [&](int member) {
        const QString folder = sameUser ? u"one"_s : QString::number(member);
        const LockSafeguards own{LockJournal(bench.state.filePath(folder)), nullptr};
        ManualClock late(SystemClock::instance().nowMs() + AnHourMs);
        LockDoctor doctor(bench.store.path(), own, late);
        for (int round = 1; round <= rounds; ++round) {
            await(race->round, round);
            const LockReport report = doctor.look();
            ++race->ready;
            await(race->ready, round * Clearers);
            const auto cleared = doctor.clear(report);
            race->cleared += cleared.has_value();
            race->refused += !cleared && cleared.error().code == ErrorCode::LockBusy;
            race->troubles += !cleared && cleared.error().code != ErrorCode::LockBusy;
            ++race->done;
        }
    };
    const auto takeAsGateway = [&](int round) {
        while (race->done < round * Clearers) {
            if (::mkdir(qPrintable(bench.store.lockPath()), 0755) != 0)
                continue;
            hold(*race);
            race->robbed += ::rmdir(qPrintable(bench.store.lockPath())) != 0;
        }
    };
    const auto takeAsKeydeck = [&](int round) {
        while (race->done < round * Clearers) {
            auto lock = FileLock::acquire(bench.store.path(), {20, 100, 200});
            if (!lock)
                continue;
            hold(*race);
            race->robbed += !lock->release();
        }
    };
    {
        const Crew clearers(Clearers, clear);
        const auto referee = [&](int) {
            for (int round = 1; round <= rounds; ++round) {
                bench.takeAsTheGatewayDoes(); // and never release it
                race->round = round;
                await(race->ready, round * Clearers);
                const Crew takers(Takers,
                    [&](int) { keydeckTakes ? takeAsKeydeck(round) : takeAsGateway(round); });
                await(race->done, round * Clearers);
            }
        };
        const Crew alone(1, referee);
    }
    qInfo("%d rounds: %d cleared, %d refused, %d taken, %d together, %d robbed", rounds,
        race->cleared.load(), race->refused.load(), race->taken.load(), race->together.load(),
        race->robbed.load());
    QCOMPARE(race->together.load(), 0);
    QCOMPARE(race->robbed.load(), 0);
    QCOMPARE(race->troubles.load(), 0);
    QCOMPARE(race->cleared.load(), rounds);
    QVERIFY(race->taken > 0);
    QVERIFY2(bench.store.isTidy(), qPrintable(bench.store.listing().join(u' ')));
}

QTEST_GUILESS_MAIN(TestLockDoctor)
#include "tst_lockdoctor.moc"
