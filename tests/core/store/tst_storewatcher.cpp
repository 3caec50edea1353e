#include "core/store/storefile.h"
#include "core/store/storewatcher.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

#include <sys/mount.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// Slow enough to tell the watch from the poll.
constexpr StoreWatcher::Settings WatchOnly{25, 3'600'000};
constexpr StoreWatcher::Settings QuickPoll{25, 50};

/// Until the store's last change is one that no later one can be mistaken for.
bool settles(const StoreFixture &store)
{
    const StoreFile file(store.path());
    return QTest::qWaitFor([&] { return !file.identity().mayHideAChange(fileClockNs()); });
}

} // namespace

class TestStoreWatcher final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void noticesEveryAtomicReplace()
    {
        const StoreFixture store;
        StoreWatcher watcher(store.path(), WatchOnly);
        QSignalSpy changed(&watcher, &StoreWatcher::changed);
        for (int round = 1; round <= 5; ++round) {
            store.replace(storeBytes(round));
            QTRY_COMPARE_WITH_TIMEOUT(changed.size(), round, 1000);
        }
    }

    void noticesRemovalAndReturn()
    {
        const StoreFixture store;
        StoreWatcher watcher(store.path(), WatchOnly);
        QSignalSpy changed(&watcher, &StoreWatcher::changed);
        QVERIFY(QFile::remove(store.path()));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 1000);
        store.write(storeBytes(3));
        QTRY_VERIFY_WITH_TIMEOUT(changed.size() >= 2, 1000);
    }

    void isSilentAboutEverythingElse()
    {
        const StoreFixture store;
        QVERIFY(settles(store));
        StoreWatcher watcher(store.path(), QuickPoll);
        QSignalSpy changed(&watcher, &StoreWatcher::changed);
        QVERIFY(QDir().mkdir(store.lockPath()));
        QVERIFY(QDir().rmdir(store.lockPath()));
        QVERIFY(QFile::copy(store.path(), store.directory() + u"/other.json"_s));
        QVERIFY(!changed.wait(300));
    }

    /// A file system that stamps two changes alike, as most did before Linux 6.13, and on which a
    /// write in place keeps everything else as well.
    void seesTwoChangesWithinOneTick()
    {
        const QTemporaryDir mountPoint;
        const QByteArray target = QFile::encodeName(mountPoint.path());
        if (::geteuid() != 0 || !enterMountNamespace()
            || ::mount("ramfs", target.constData(), "ramfs", 0, nullptr) != 0)
            QSKIP("mounting takes root");
        const auto unmount = qScopeGuard([&] { ::umount2(target.constData(), MNT_DETACH); });
        const QString path = mountPoint.filePath(u"apikeys.json"_s);
        const auto write = [](const QString &name, const char *text) {
            QFile file(name);
            QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate) && file.write(text) == 1);
        };
        write(path, "0");
        StoreWatcher watcher(path, {0, 50});
        int seen = 0;
        connect(&watcher, &StoreWatcher::changed, this, [&] {
            if (++seen == 1)
                write(path, "2");
        });
        for (int round = 0; round < 12; ++round) {
            QTest::qWait(60); // until nothing of the last round is hidden any more
            seen = 0;
            write(path + u".tmp"_s, "1");
            QCOMPARE(std::rename(qPrintable(path + u".tmp"_s), qPrintable(path)), 0);
            QTRY_VERIFY_WITH_TIMEOUT(seen >= 2, 1000);
        }
    }

    /// The last of a burst is noticed, and the burst costs far fewer looks than it had events.
    void seesTheEndOfABurst()
    {
        constexpr int Replaces = 200;
        const StoreFixture store;
        const StoreFile file(store.path());
        StoreWatcher watcher(store.path(), WatchOnly);
        QSignalSpy changed(&watcher, &StoreWatcher::changed);
        FileIdentity seen;
        connect(&watcher, &StoreWatcher::changed, this, [&] { seen = file.identity(); });
        std::atomic<bool> done = false;
        QElapsedTimer burst;
        burst.start();
        std::thread gateway([&] {
            for (int n = 0; n < Replaces; ++n) {
                store.replace(storeBytes(1 + n % 7));
                const int pauseMs = QRandomGenerator::global()->bounded(1, 21);
                std::this_thread::sleep_for(std::chrono::milliseconds(pauseMs));
            }
            done = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(done, 60'000);
        gateway.join();
        const qint64 burstMs = burst.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(seen == file.identity(), 1000);
        QVERIFY2(changed.size() > 10 && changed.size() <= burstMs / WatchOnly.coalesceMs + 2,
            qPrintable(u"%1 signals in %2 ms"_s.arg(changed.size()).arg(burstMs)));
    }

    void thePollIsTheNetForAFolderThatComesLater()
    {
        const StoreFixture parent;
        const QString folder = parent.directory() + u"/data"_s;
        const QString path = folder + u"/apikeys.json"_s;
        StoreWatcher watcher(path, QuickPoll);
        QSignalSpy changed(&watcher, &StoreWatcher::changed);
        QVERIFY(QDir().mkdir(folder));
        QVERIFY(QFile::copy(parent.path(), path));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 2000);
        QTest::qWait(2 * QuickPoll.pollMs); // the one look more that follows a fresh change
        changed.clear();
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 2000);
    }

    void followsAFolderThatIsReplaced()
    {
        const StoreFixture parent;
        const QString folder = parent.directory() + u"/data"_s;
        const QString path = folder + u"/apikeys.json"_s;
        QVERIFY(QDir().mkdir(folder));
        QVERIFY(QFile::copy(parent.path(), path));
        StoreWatcher watcher(path, {25, 1000});
        QSignalSpy changed(&watcher, &StoreWatcher::changed);
        QVERIFY(QDir().rename(folder, parent.directory() + u"/old"_s));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 3000);
        QVERIFY(QDir().mkdir(folder));
        QVERIFY(QFile::copy(parent.path(), path));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 2, 3000);
        // That was a poll, which moved the watch to the new folder: this comes before the next one.
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 3, 700);
    }
};

QTEST_GUILESS_MAIN(TestStoreWatcher)
#include "tst_storewatcher.moc"
