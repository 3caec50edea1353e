#include "core/store/filelock.h"
#include "core/store/lockjournal.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

#include <functional>

#include <sys/file.h>
#include <sys/stat.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr LockPatience Short{100, 1000, 2000};

mode_t modeOf(const QString &path)
{
    struct stat status
    { };
    return ::lstat(qPrintable(path), &status) == 0 ? status.st_mode & 07777 : 0;
}

/// A store, and a journal elsewhere.
struct Bench
{
    StoreFixture store;
    QTemporaryDir state;
    LockJournal journal{state.filePath(u"keydeck/locks"_s)};

    [[nodiscard]] QStringList entries() const
    {
        return QDir(journal.folder()).entryList({u"*.json"_s}, QDir::Files);
    }

    /// What a process that was killed left: its lock, and the entry.
    [[nodiscard]] LockEntry leaveLock() const
    {
        const QByteArray bytes = inChild([&] {
            auto lock = FileLock::acquire(store.path(), {}, {journal, nullptr});
            const auto entry = journal.find(FileLock::status(store.path()).identity);
            static_cast<void>(new FileLock(std::move(*lock))); // never released
            return QJsonDocument(entry->toJson()).toJson();
        });
        return *LockEntry::fromJson(QJsonDocument::fromJson(bytes).object());
    }

    void rewriteEntry(const LockEntry &entry) const
    {
        QFile file(journal.folder() + u'/' + entries().value(0));
        if (!file.open(QFile::WriteOnly | QFile::Truncate))
            qFatal("cannot rewrite the entry");
        file.write(QJsonDocument(entry.toJson()).toJson());
    }

    [[nodiscard]] bool isLocked() const { return QFileInfo::exists(store.lockPath()); }
};

} // namespace

class TestLockJournal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void remembersALockForAsLongAsItIsHeld()
    {
        const Bench bench;
        auto lock = FileLock::acquire(bench.store.path(), {}, {bench.journal, nullptr});
        QVERIFY(lock);
        QCOMPARE(bench.entries().size(), 1);
        const LockIdentity held = FileLock::status(bench.store.path()).identity;
        const auto entry = bench.journal.find(held);
        QVERIFY(entry);
        QCOMPARE(entry->lockPath, bench.store.lockPath());
        QCOMPARE(entry->process.pid, QCoreApplication::applicationPid());
        QVERIFY(entry->process.startTicks > 0);
        QVERIFY(!entry->process.bootId.isEmpty());
        QVERIFY(entry->marked);
        QVERIFY(entry->identity == held);
        QVERIFY(FileLock::status(bench.store.path()).isEmpty);

        QVERIFY(lock->release());
        QCOMPARE(bench.entries(), QStringList());
        QVERIFY(!bench.journal.find(held));
        QVERIFY(bench.store.isTidy());
    }

    void isForItsUserOnly()
    {
        const Bench bench;
        const auto lock = FileLock::acquire(bench.store.path(), {}, {bench.journal, nullptr});
        QVERIFY(lock);
        QCOMPARE(modeOf(bench.journal.folder()), mode_t(0700));
        QCOMPARE(modeOf(bench.state.filePath(u"keydeck"_s)), mode_t(0700));
        QCOMPARE(modeOf(bench.journal.folder() + u'/' + bench.entries().value(0)), mode_t(0600));
    }

    void forgetsALockThatWasNotHad()
    {
        const Bench bench;
        QVERIFY(QDir().mkdir(bench.store.lockPath()));
        QVERIFY(!FileLock::acquire(bench.store.path(), Short, {bench.journal, nullptr}));
        QCOMPARE(bench.entries(), QStringList());
        QCOMPARE(bench.store.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.lock"_s}));
    }

    void aRelativePathIsRememberedWhole()
    {
        const Bench bench;
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(bench.store.directory()));
        auto lock = FileLock::acquire(u"apikeys.json"_s, {}, {bench.journal, nullptr});
        QDir::setCurrent(before);
        QVERIFY(lock);
        const auto entry = bench.journal.find(FileLock::status(bench.store.path()).identity);
        QVERIFY(entry);
        QCOMPARE(entry->lockPath, bench.store.lockPath());
        QVERIFY(lock->release());
        QVERIFY(bench.store.isTidy());
    }

    void recoversTheLockOfADeadProcess()
    {
        const Bench bench;
        static_cast<void>(bench.leaveLock());
        QVERIFY(bench.isLocked());
        QCOMPARE(bench.journal.recover(), QStringList{bench.store.lockPath()});
        QVERIFY(bench.store.isTidy());
        QCOMPARE(bench.entries(), QStringList());
    }

    void recoversForOneStoreOnly()
    {
        const Bench bench;
        static_cast<void>(bench.leaveLock());
        QCOMPARE(bench.journal.recover(bench.store.path() + u"2"_s), QStringList());
        QVERIFY(bench.isLocked());
        QCOMPARE(bench.journal.recover(bench.store.path()).size(), 1);
    }

    void recoversAfterAnotherBoot()
    {
        const Bench bench;
        LockEntry entry = bench.leaveLock();
        entry.process = {1, 1, u"another boot"_s}; // a number that lives
        entry.identity.device += 1; // and disks are counted anew
        bench.rewriteEntry(entry);
        QCOMPARE(bench.journal.recover().size(), 1);
        QVERIFY(bench.store.isTidy());
    }

    void leavesTheLockOfALivingProcess()
    {
        const Bench bench;
        PausedChild child([&](const auto &pause) {
            const auto lock = FileLock::acquire(bench.store.path(), {}, {bench.journal, nullptr});
            pause();
        });
        child.awaitPause();
        QCOMPARE(bench.journal.recover(), QStringList());
        QVERIFY(bench.isLocked());
        QCOMPARE(bench.entries().size(), 1);
    }

    // The number of a process in another container says nothing here; that its entry is open does.
    void leavesTheLockOfAProcessInAnotherContainer()
    {
        const Bench bench;
        LockEntry entry = bench.leaveLock();
        QFile file(bench.journal.folder() + u'/' + bench.entries().value(0));
        QVERIFY(file.open(QFile::ReadWrite));
        QCOMPARE(::flock(file.handle(), LOCK_EX), 0);
        QCOMPARE(bench.journal.recover(), QStringList());
        QVERIFY(bench.isLocked());
        QCOMPARE(::flock(file.handle(), LOCK_UN), 0);
        QCOMPARE(bench.journal.recover().size(), 1);
    }

    void leavesWhatIsNotProvablyOurs_data()
    {
        QTest::addColumn<std::function<void(LockEntry &)>>("change");
        QTest::addColumn<bool>("staysRecorded");
        const auto add = [](const char *name, auto change, bool staysRecorded) {
            QTest::newRow(name) << std::function<void(LockEntry &)>(change) << staysRecorded;
        };
        add(
            "another inode", [](LockEntry &entry) { ++entry.identity.inode; }, false);
        add(
            "another birth", [](LockEntry &entry) { ++entry.identity.bornNs; }, false);
        add(
            "another mark", [](LockEntry &entry) { ++entry.identity.modifiedNs; }, false);
        add(
            "another device", [](LockEntry &entry) { ++entry.identity.device; }, false);
        add(
            "no mark", [](LockEntry &entry) { entry.marked = false; }, true);
        add(
            "a disk that is not mounted", [](LockEntry &entry) { ++entry.folderInode; }, true);
    }

    void leavesWhatIsNotProvablyOurs()
    {
        QFETCH(std::function<void(LockEntry &)>, change);
        QFETCH(bool, staysRecorded);
        const Bench bench;
        LockEntry entry = bench.leaveLock();
        change(entry);
        bench.rewriteEntry(entry);
        QCOMPARE(bench.journal.recover(), QStringList());
        QVERIFY(bench.isLocked());
        QCOMPARE(bench.entries().size(), staysRecorded ? 1 : 0);
    }

    void leavesTheNextHoldersLock()
    {
        const Bench bench;
        static_cast<void>(bench.leaveLock());
        QVERIFY(QDir().rmdir(bench.store.lockPath()));
        QVERIFY(QDir().mkdir(bench.store.lockPath())); // often with the same inode number
        QCOMPARE(bench.journal.recover(), QStringList());
        QVERIFY(bench.isLocked());
        QCOMPARE(bench.entries(), QStringList());
    }

    void keepsTheEntryOfALockThatIsNotEmpty()
    {
        const Bench bench;
        LockEntry entry = bench.leaveLock();
        const QString intruder = bench.store.lockPath() + u"/intruder"_s;
        QVERIFY(QDir().mkdir(intruder));
        entry.identity = *LockIdentity::at(QFile::encodeName(bench.store.lockPath()));
        bench.rewriteEntry(entry);
        QCOMPARE(bench.journal.recover(), QStringList());
        QVERIFY(bench.isLocked());
        QCOMPARE(bench.entries().size(), 1);
    }

    void survivesDamagedEntries_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("stays");
        const QString ours = u"%1-00.json"_s.arg(QCoreApplication::applicationPid());
        const QString dead = u"999999999-00.json"_s;
        QTest::newRow("empty, of a living process") << ours << QByteArray() << true;
        QTest::newRow("empty, of a dead process") << dead << QByteArray() << false;
        QTest::newRow("cut short") << dead << "{\"lock\":\"/tm"_ba << false;
        QTest::newRow("something else") << dead << "[1,2]"_ba << false;
        QTest::newRow("no paths") << dead << "{\"pid\":1,\"identity\":{\"inode\":5}}"_ba << false;
    }

    void survivesDamagedEntries()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(bool, stays);
        const Bench bench;
        QVERIFY(QDir().mkpath(bench.journal.folder()));
        QFile file(bench.journal.folder() + u'/' + name);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(bench.journal.recover(), QStringList());
        QCOMPARE(bench.entries().size(), stays ? 1 : 0);
    }

    void onlyOneHasTheGuard()
    {
        const Bench bench;
        auto first = bench.journal.guard();
        QVERIFY(first);
        const auto second = bench.journal.guard();
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::LockBusy);
        *first = {};
        QVERIFY(bench.journal.guard());
        QVERIFY(QFileInfo::exists(bench.journal.folder() + u"/guard"_s));
    }

    void aLockIsHadWithoutAJournal_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("none asked for") << QString();
        QTest::newRow("cannot be made") << u"/proc/keydeck/locks"_s;
    }

    void aLockIsHadWithoutAJournal()
    {
        QFETCH(QString, folder);
        const StoreFixture store;
        const LockJournal journal(folder);
        auto lock = FileLock::acquire(store.path(), {}, {journal, nullptr});
        QVERIFY(lock);
        QVERIFY(!journal.find(FileLock::status(store.path()).identity));
        QCOMPARE(journal.recover(), QStringList());
        QVERIFY(lock->release());
        QVERIFY(store.isTidy());
    }
};

QTEST_GUILESS_MAIN(TestLockJournal)
#include "tst_lockjournal.moc"
