#include "core/store/lockdoctor.h"
#include "core/store/locksettling.h"
#include "tests/support/childprocess.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <chrono>
#include <csignal>
#include <thread>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LongEnoughMs = LockDoctor::StaleMs + 5000;
constexpr qint64 AnHourMs = 3'600'000;

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

    void twoUsersDoNotClearAtOnce()
    {
        Bench bench;
        const LockReport report = bench.lookAtStaleLock();
        {
            const auto another = guardSwaps(bench.store.lockPath());
            QVERIFY(another && another->isOpen());
            const auto refused = bench.doctor.clear(report);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::LockBusy);
            QVERIFY(FileLock::status(bench.store.path()).identity == report.lock.identity);
        }
        QVERIFY(bench.doctor.clear(report));
        QVERIFY(bench.store.isTidy());
    }

    void clearsInAFolderThatCannotBeRead()
    {
        Bench bench;
        const LockReport report = bench.lookAtStaleLock();
        QCOMPARE(::chmod(qPrintable(bench.store.directory()), 0333), 0);
        QCOMPARE(::chown(qPrintable(bench.store.directory()), ::geteuid() ? uid_t(-1) : 65534,
                     gid_t(-1)),
            0);
        const QByteArray answer = inChild([&] {
            becomeNobody();
            const auto guarding = guardSwaps(bench.store.lockPath());
            if (!guarding || guarding->isOpen())
                return QByteArray("it can be read");
            const auto cleared = LockDoctor(bench.store.path(), {}, bench.clock).clear(report);
            return cleared ? QByteArray("cleared") : cleared.error().message.toUtf8();
        });
        QCOMPARE(::chmod(qPrintable(bench.store.directory()), 0700), 0);
        QCOMPARE(answer, "cleared"_ba);
        QVERIFY(bench.store.isTidy());
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
};

QTEST_GUILESS_MAIN(TestLockDoctor)
#include "tst_lockdoctor.moc"
