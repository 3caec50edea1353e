#include "core/store/filelock.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include <sys/stat.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr LockPatience Short{100, 1000, 2000};

quint64 inodeOf(const QString &path)
{
    struct stat status
    { };
    return ::lstat(qPrintable(path), &status) == 0 ? status.st_ino : 0;
}

bool makeDirectory(const QString &path)
{
    return ::mkdir(qPrintable(path), 0755) == 0;
}

qint64 msSince(std::chrono::steady_clock::time_point start)
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now() - start).count();
}

} // namespace

class TestFileLock final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void holdsAnEmptyDirectoryAndRemovesIt()
    {
        const StoreFixture store;
        auto lock = FileLock::acquire(store.path());
        QVERIFY(lock);
        const LockStatus status = FileLock::status(store.path());
        QVERIFY(status.held);
        QVERIFY(status.isDirectory);
        QVERIFY(status.isEmpty);
        QCOMPARE(status.identity.inode, inodeOf(store.lockPath()));
        QVERIFY(qAbs(status.createdMs - SystemClock::instance().nowMs()) < 5000);

        const auto held = lock->release();
        QVERIFY(held);
        QVERIFY(*held >= 0 && *held == lock->heldUs());
        QVERIFY(store.isTidy());
        QVERIFY(!FileLock::status(store.path()).held);
        QCOMPARE(*lock->release(), *held);
    }

    void isReleasedByItsDestructor()
    {
        const StoreFixture store;
        {
            auto lock = FileLock::acquire(store.path());
            QVERIFY(lock);
            const FileLock moved = std::move(*lock);
            QVERIFY(QFileInfo::exists(store.lockPath()));
        }
        QVERIFY(store.isTidy());
    }

    void assignmentReleasesTheOldOne()
    {
        const StoreFixture first;
        const StoreFixture second;
        auto lock = FileLock::acquire(first.path());
        QVERIFY(lock);
        {
            auto other = FileLock::acquire(second.path());
            QVERIFY(other);
            *lock = std::move(*other);
        }
        QVERIFY(first.isTidy());
        QVERIFY(QFileInfo::exists(second.lockPath()));
    }

    void waitsUntilTheHolderIsDone()
    {
        const StoreFixture store;
        QVERIFY(makeDirectory(store.lockPath()));
        std::thread holder([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(40));
            QDir().rmdir(store.lockPath());
        });
        const auto lock = FileLock::acquire(store.path());
        holder.join();
        QVERIFY(lock);
    }

    void givesUpWhenOneHolderKeepsIt()
    {
        const StoreFixture store;
        QVERIFY(makeDirectory(store.lockPath()));
        const quint64 inode = inodeOf(store.lockPath());
        const auto lock = FileLock::acquire(store.path(), Short);
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::LockBusy);
        QVERIFY2(lock.error().message.contains(store.path() + u" is locked: the same holder"_s),
            qPrintable(lock.error().message));
        QCOMPARE(inodeOf(store.lockPath()), inode);
    }

    void saysThatTheLockChangesHands()
    {
        const StoreFixture store;
        QVERIFY(makeDirectory(store.lockPath()));
        std::atomic<bool> stop = false;
        // A rename over the empty directory leaves no gap for us.
        std::thread holders([&] {
            const QByteArray next = QFile::encodeName(store.directory() + u"/next"_s);
            while (!stop) {
                ::mkdir(next.constData(), 0755);
                ::rename(next.constData(), qPrintable(store.lockPath()));
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
        const auto lock = FileLock::acquire(store.path(), Short);
        stop = true;
        holders.join();
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::LockBusy);
        QVERIFY2(
            lock.error().message.contains(u"changed hands"_s), qPrintable(lock.error().message));
    }

    void patienceEndsInTime_data()
    {
        QTest::addColumn<int>("totalMs");
        QTest::addColumn<int>("minimumRetryUs");
        QTest::addColumn<int>("maximumRetryUs");
        QTest::addColumn<int>("leastMs");
        QTest::addColumn<int>("mostMs");
        const auto add = [](const char *name, const LockPatience &patience, int least, int most) {
            QTest::newRow(name) << patience.totalMs << patience.minimumRetryUs
                                << patience.maximumRetryUs << least << most;
        };
        add("ours", LockPatience(), 3000, 3600);
        add("the gateway's", LockPatience::gateway(), 450, 900);
        add("none", LockPatience{0, 1000, 2000}, 0, 100);
    }

    void patienceEndsInTime()
    {
        QFETCH(int, totalMs);
        QFETCH(int, minimumRetryUs);
        QFETCH(int, maximumRetryUs);
        QFETCH(int, leastMs);
        QFETCH(int, mostMs);
        const StoreFixture store;
        QVERIFY(makeDirectory(store.lockPath()));
        const auto start = std::chrono::steady_clock::now();
        const auto lock
            = FileLock::acquire(store.path(), {totalMs, minimumRetryUs, maximumRetryUs});
        const qint64 tookMs = msSince(start);
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::LockBusy);
        QVERIFY2(tookMs >= leastMs && tookMs <= mostMs, qPrintable(QString::number(tookMs)));
    }

    void neverRemovesSomebodyElsesLock()
    {
        const StoreFixture store;
        auto lock = FileLock::acquire(store.path());
        QVERIFY(lock);
        QVERIFY(QDir().rmdir(store.lockPath()));
        QVERIFY(makeDirectory(store.lockPath()));
        const quint64 theirs = inodeOf(store.lockPath());
        const auto released = lock->release();
        QVERIFY(!released);
        QVERIFY2(released.error().message.startsWith(u"Somebody removed the lock"_s),
            qPrintable(released.error().message));
        QCOMPARE(inodeOf(store.lockPath()), theirs);
    }

    void saysWhatKeepsItFromReleasing()
    {
        const StoreFixture store;
        auto lock = FileLock::acquire(store.path());
        QVERIFY(lock);
        QVERIFY(makeDirectory(store.lockPath() + u"/intruder"_s));
        QVERIFY(!FileLock::status(store.path()).isEmpty);
        const auto released = lock->release();
        QVERIFY(!released);
        QVERIFY2(released.error().message.contains(store.lockPath()),
            qPrintable(released.error().message));
    }

    void failsAtOnceWhereNobodyCouldLock_data()
    {
        QTest::addColumn<QString>("inTheWay");
        QTest::addColumn<QString>("storeName");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("missing folder")
            << QString() << u"missing/apikeys.json"_s << u"The folder does not exist"_s;
        QTest::newRow("file as folder")
            << QString() << u"apikeys.json/apikeys.json"_s << u"not a folder"_s;
        QTest::newRow("file in its place") << u"file"_s << u"apikeys.json"_s << u"Move it away"_s;
        QTest::newRow("link in its place") << u"link"_s << u"apikeys.json"_s << u"Move it away"_s;
    }

    void failsAtOnceWhereNobodyCouldLock()
    {
        QFETCH(QString, inTheWay);
        QFETCH(QString, storeName);
        QFETCH(QString, sentence);
        const StoreFixture store;
        if (inTheWay == u"file"_s) {
            QVERIFY(QFile::copy(store.path(), store.lockPath()));
        }
        if (inTheWay == u"link"_s) {
            QVERIFY(QFile::link(store.directory(), store.lockPath()));
        }
        const QStringList before = store.listing();
        const auto start = std::chrono::steady_clock::now();
        const auto lock = FileLock::acquire(store.directory() + u'/' + storeName);
        QVERIFY(msSince(start) < 500);
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::Failed);
        QVERIFY2(lock.error().message.contains(sentence), qPrintable(lock.error().message));
        QVERIFY2(lock.error().message.contains(storeName), qPrintable(lock.error().message));
        QCOMPARE(store.listing(), before);
    }

    void failsAtOnceWithoutPermission()
    {
        const StoreFixture store;
        QVERIFY(QFile::setPermissions(store.directory(),
            QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
        const QString message = QString::fromUtf8(inChild([&] {
            becomeNobody();
            const auto lock = FileLock::acquire(store.path());
            return lock ? QByteArray("acquired") : lock.error().message.toUtf8();
        }));
        QVERIFY2(message.startsWith(
                     u"Cannot create the lock "_s + store.lockPath() + u": Permission denied."_s),
            qPrintable(message));
        QVERIFY(store.isTidy());
        QFile::setPermissions(
            store.directory(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void aSignalWaitsForTheRelease_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP") << SIGHUP;
    }

    void aSignalWaitsForTheRelease()
    {
        QFETCH(int, number);
        const StoreFixture store;
        PausedChild child([&](const auto &pause) {
            auto lock = FileLock::acquire(store.path());
            pause();
            if (!lock || !lock->release())
                ::_exit(1);
            // Not reached: the signal takes effect with the release.
            pause();
        });
        child.awaitPause();
        child.sendSignal(number);
        QVERIFY(QFileInfo::exists(store.lockPath()));
        QVERIFY(child.isRunning());
        child.resume();
        QCOMPARE(child.awaitEnd(), number);
        QVERIFY(store.isTidy());
    }

    void aStopByTheTerminalWaitsForTheRelease()
    {
        const StoreFixture store;
        const auto isWaiting = [] {
            sigset_t blocked;
            pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
            return sigismember(&blocked, SIGTSTP) == 1;
        };
        auto lock = FileLock::acquire(store.path());
        QVERIFY(lock);
        QVERIFY(isWaiting());
        QVERIFY(lock->release());
        QVERIFY(!isWaiting());
    }

    void twoThreadsNeverHoldItTogether()
    {
        const StoreFixture store;
        std::atomic<int> inside = 0;
        std::atomic<int> together = 0;
        std::atomic<int> failed = 0;
        const auto compete = [&] {
            for (int round = 0; round < 100; ++round) {
                auto lock = FileLock::acquire(store.path());
                if (!lock) {
                    ++failed;
                    continue;
                }
                together += inside++ > 0;
                std::this_thread::yield();
                --inside;
                failed += !lock->release();
            }
        };
        std::thread other(compete);
        compete();
        other.join();
        QCOMPARE(together.load(), 0);
        QCOMPARE(failed.load(), 0);
        QVERIFY(store.isTidy());
    }
};

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_filelock.moc"
