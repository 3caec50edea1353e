#include "core/store/keyset.h"
#include "core/store/storefile.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

struct stat statusOf(const QString &path)
{
    struct stat status
    { };
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        qFatal("nothing at %s", qPrintable(path));
    return status;
}

/// Everything that an edit which is refused must leave as it is.
struct Untouched
{
    explicit Untouched(const StoreFixture &fixture)
        : store(fixture)
        , bytes(fixture.bytes())
        , listing(fixture.listing())
        , inode(QFileInfo::exists(fixture.path()) ? statusOf(fixture.path()).st_ino : 0)
    { }

    [[nodiscard]] bool still() const
    {
        const Untouched now(store);
        return now.bytes == bytes && now.listing == listing && now.inode == inode;
    }

    const StoreFixture &store;
    QByteArray bytes;
    QStringList listing;
    ino_t inode;
};

/// What the staging of new bytes comes to: its sentence, or "staged".
QByteArray stagingOf(const QString &path, const QByteArray &bytes)
{
    const auto staged = StoreFile(path).stage(bytes);
    return staged ? QByteArray("staged") : staged.error().message.toUtf8();
}

bool replaceWith(const QString &path, const QByteArray &bytes)
{
    const StoreFile file(path);
    const FileIdentity before = file.identity();
    auto staged = file.stage(bytes);
    return staged && file.commit(*staged, before).value_or(false)
        && staged->identity() == file.identity();
}

void allow(const QString &path, mode_t mode)
{
    if (::chmod(QFile::encodeName(path).constData(), mode) != 0)
        qFatal("cannot change the mode of %s", qPrintable(path));
}

/// An access list as the kernel keeps it: version 2, then tag, permissions and id of each entry.
QByteArray accessListFor(quint32 user)
{
    struct Entry
    {
        quint16 tag;
        quint16 permissions;
        quint32 id;
    };
    constexpr quint32 none = 0xffffffff;
    const Entry entries[]
        = {{0x01, 6, none}, {0x02, 4, user}, {0x04, 4, none}, {0x10, 4, none}, {0x20, 0, none}};
    const quint32 version = 2;
    return QByteArray(reinterpret_cast<const char *>(&version), sizeof version)
        + QByteArray(reinterpret_cast<const char *>(entries), sizeof entries);
}

QByteArray accessListOf(const QString &path)
{
    char list[1024];
    const ssize_t size = ::getxattr(
        QFile::encodeName(path).constData(), "system.posix_acl_access", list, sizeof list);
    return QByteArray(list, std::max<ssize_t>(size, 0));
}

} // namespace

class TestStoreFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsTheWholeFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("three keys") << storeBytes(3);
        QTest::newRow("several megabytes") << storeBytes(5000);
    }

    void readsTheWholeFile()
    {
        QFETCH(QByteArray, bytes);
        const StoreFixture store(bytes);
        const StoreFile file(store.path());
        const auto snapshot = file.read();
        QVERIFY(snapshot);
        QCOMPARE(snapshot->bytes, bytes);
        QVERIFY(snapshot->identity == file.identity());
        QCOMPARE(snapshot->identity.size, qint64(bytes.size()));
    }

    void tellsWhetherItIsStillTheSame()
    {
        const StoreFixture store;
        const StoreFile file(store.path());
        const auto snapshot = file.read();
        QVERIFY(snapshot);
        QVERIFY(snapshot->identity == file.identity());
        store.replace(snapshot->bytes);
        QVERIFY(!(snapshot->identity == file.identity()));
        QVERIFY(QFile::remove(store.path()));
        QVERIFY(!file.identity().exists());
    }

    /// Each of these is one clear sentence for whoever opens or edits it, and nothing is touched.
    void refusesWhatIsNoStore_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("missing") << u"missing"_s << u"No such file or directory. Check the path."_s;
        QTest::newRow("missing folder") << u"missing folder"_s << u"The folder does not exist"_s;
        QTest::newRow("folder") << u"folder"_s << u"is a folder"_s;
        QTest::newRow("pipe") << u"pipe"_s << u"is a device, pipe or socket"_s;
        QTest::newRow("device") << u"device"_s << u"is a device, pipe or socket"_s;
        QTest::newRow("too large")
            << u"too large"_s
            << u"is 300.00 MiB large, and Keydeck opens stores up to 256.00 MiB"_s;
    }

    void refusesWhatIsNoStore()
    {
        QFETCH(QString, kind);
        QFETCH(QString, sentence);
        const StoreFixture store;
        QString path = store.path();
        if (kind != u"missing folder"_s && kind != u"device"_s)
            QVERIFY(QFile::remove(path));
        if (kind == u"missing folder"_s)
            path = store.directory() + u"/nowhere/apikeys.json"_s;
        else if (kind == u"device"_s)
            path = u"/dev/null"_s;
        else if (kind == u"folder"_s)
            QVERIFY(QDir().mkdir(path));
        else if (kind == u"pipe"_s)
            QCOMPARE(::mkfifo(qPrintable(path), 0644), 0);
        else if (kind == u"too large"_s)
            QVERIFY(QFile(path).open(QFile::WriteOnly) && QFile::resize(path, 300 * 1024 * 1024));
        const QStringList before = store.listing();

        const auto snapshot = StoreFile(path).read();
        QVERIFY(!snapshot);
        QCOMPARE(snapshot.error().code, ErrorCode::StoreUnusable);
        QVERIFY2(snapshot.error().message.contains(sentence), qPrintable(snapshot.error().message));
        QVERIFY2(snapshot.error().message.contains(path), qPrintable(snapshot.error().message));
        if (kind != u"too large"_s) {
            const auto replaceable = StoreFile(path).checkReplaceable();
            QVERIFY(!replaceable);
            QVERIFY2(replaceable.error().message.contains(sentence),
                qPrintable(replaceable.error().message));
            QCOMPARE(stagingOf(path, "{}"), replaceable.error().message.toUtf8());
        }
        QCOMPARE(store.listing(), before);
    }

    void refusesAStoreWithAnotherName_data()
    {
        QTest::addColumn<bool>("symbolic");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("symbolic link") << true << u"is a symbolic link"_s;
        QTest::newRow("hard link") << false << u"has 2 names (hard links)"_s;
    }

    void refusesAStoreWithAnotherName()
    {
        QFETCH(bool, symbolic);
        QFETCH(QString, sentence);
        const StoreFixture store;
        const QByteArray link = QFile::encodeName(store.directory() + u"/link.json"_s);
        const QByteArray target = QFile::encodeName(store.path());
        QCOMPARE(symbolic ? ::symlink(target.constData(), link.constData())
                          : ::link(target.constData(), link.constData()),
            0);
        const Untouched before(store);
        const StoreFile file(QFile::decodeName(link));
        QVERIFY(file.read());
        const auto replaceable = file.checkReplaceable();
        QVERIFY(!replaceable);
        QCOMPARE(replaceable.error().code, ErrorCode::StoreUnusable);
        QVERIFY2(replaceable.error().message.contains(sentence),
            qPrintable(replaceable.error().message));
        QCOMPARE(stagingOf(file.path(), "{}"), replaceable.error().message.toUtf8());
        QVERIFY(before.still());
    }

    void refusesWhatPermissionsForbid_data()
    {
        QTest::addColumn<uint>("folderMode");
        QTest::addColumn<uint>("fileMode");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("unreadable")
            << 0777u << 0000u << u"Cannot read FILE: Permission denied. Run Keydeck as"_s;
        QTest::newRow("folder not writable")
            << 0555u << 0644u << u"Cannot write to the folder FOLDER: Permission denied."_s;
    }

    void refusesWhatPermissionsForbid()
    {
        QFETCH(uint, folderMode);
        QFETCH(uint, fileMode);
        QFETCH(QString, sentence);
        const StoreFixture store;
        const Untouched before(store);
        allow(store.path(), fileMode);
        allow(store.directory(), folderMode);
        if (::geteuid() == 0)
            QCOMPARE(::chown(qPrintable(store.path()), 65534, 65534), 0);
        const QByteArray message = inChild([&] {
            becomeNobody();
            const auto snapshot = StoreFile(store.path()).read();
            return snapshot ? stagingOf(store.path(), "{}") : snapshot.error().message.toUtf8();
        });
        sentence.replace(u"FILE"_s, store.path()).replace(u"FOLDER"_s, store.directory());
        QVERIFY2(QString::fromUtf8(message).startsWith(sentence), message.constData());
        allow(store.directory(), 0700);
        allow(store.path(), 0644);
        QVERIFY(before.still());
    }

    /// A new file would be ours, and with mode 0600 the gateway could not read it any more.
    void refusesWhatBelongsToSomebodyElse()
    {
        const StoreFixture store;
        allow(store.directory(), 0777);
        // Without privileges there is no making one.
        const QString theirs = ::geteuid() == 0 ? store.path() : u"/etc/passwd"_s;
        const Untouched before(store);
        const QByteArray message = inChild([&] {
            becomeNobody();
            return stagingOf(theirs, "{}");
        });
        QVERIFY2(
            message.startsWith(theirs.toUtf8() + " belongs to another user"), message.constData());
        QVERIFY(before.still());
    }

    void replacesTheFileWithAllThatBelongsToIt()
    {
        const StoreFixture store;
        const QByteArray path = QFile::encodeName(store.path());
        if (::geteuid() == 0)
            QCOMPARE(::chown(path.constData(), 1234, 2345), 0);
        allow(store.path(), 0640);
        const struct stat before = statusOf(store.path());
        QVERIFY(replaceWith(store.path(), storeBytes(4)));
        const struct stat after = statusOf(store.path());
        QCOMPARE(store.bytes(), storeBytes(4));
        QVERIFY(after.st_ino != before.st_ino);
        QCOMPARE(after.st_uid, before.st_uid);
        QCOMPARE(after.st_gid, before.st_gid);
        QCOMPARE(after.st_mode, before.st_mode);
        QVERIFY(StoreFile(store.path()).syncDirectory());
        QVERIFY(store.isTidy());
    }

    void keepsTheAccessListAndInheritsNone()
    {
        const StoreFixture store;
        const QByteArray path = QFile::encodeName(store.path());
        const QByteArray list = accessListFor(1234);
        const bool supported
            = ::setxattr(path.constData(), "system.posix_acl_access", list.data(), list.size(), 0)
            == 0;
        QVERIFY(supported || errno == ENOTSUP);
        const QByteArray before = accessListOf(store.path());
        const mode_t mode = statusOf(store.path()).st_mode;
        QVERIFY(replaceWith(store.path(), storeBytes(4)));
        QCOMPARE(accessListOf(store.path()), before);
        QCOMPARE(statusOf(store.path()).st_mode, mode);

        ::removexattr(path.constData(), "system.posix_acl_access");
        allow(store.path(), 0644);
        const QByteArray folder = QFile::encodeName(store.directory());
        ::setxattr(folder.constData(), "system.posix_acl_default", list.data(), list.size(), 0);
        QVERIFY(replaceWith(store.path(), storeBytes(5)));
        QCOMPARE(accessListOf(store.path()), QByteArray());
        QCOMPARE(statusOf(store.path()).st_mode & 07777, mode_t(0644));
    }

    void doesNotCommitOverAnotherFile()
    {
        const StoreFixture store;
        const StoreFile file(store.path());
        const FileIdentity read = file.identity();
        {
            auto staged = file.stage(storeBytes(4));
            QVERIFY(staged);
            store.replace(storeBytes(5));
            const auto committed = file.commit(*staged, read);
            QVERIFY(committed);
            QVERIFY(!*committed);
            QCOMPARE(store.bytes(), storeBytes(5));
        }
        QVERIFY(store.isTidy());
    }

    /// Whoever may write to a folder above can have its name lead elsewhere at any moment.
    void staysInTheFolderThatItBeganIn()
    {
        const StoreFixture parent(storeBytes(1));
        const QString folder = parent.directory() + u"/data"_s;
        const QString aside = parent.directory() + u"/aside"_s;
        const QString elsewhere = parent.directory() + u"/elsewhere"_s;
        for (const QString &path : {folder, elsewhere})
            QVERIFY(QDir().mkdir(path) && QFile::copy(parent.path(), path + u"/apikeys.json"_s));
        const StoreFile byPath(folder + u"/apikeys.json"_s);
        const auto file = byPath.inItsFolder();
        QVERIFY(file);
        QVERIFY(QDir().rename(folder, aside) && QFile::link(elsewhere, folder));
        const FileIdentity others = byPath.identity();
        const struct stat othersFolder = statusOf(elsewhere);

        QVERIFY(file->checkReplaceable());
        auto staged = file->stage(storeBytes(4));
        QVERIFY(staged);
        QVERIFY(file->commit(*staged, file->identity()).value_or(false));
        QVERIFY(file->syncDirectory());
        QCOMPARE(StoreFile(aside + u"/apikeys.json"_s).read()->bytes, storeBytes(4));
        QCOMPARE(QDir(aside).entryList(QDir::Files | QDir::Hidden), QStringList{u"apikeys.json"_s});
        QVERIFY(byPath.identity() == others);
        QCOMPARE(statusOf(elsewhere).st_mtim.tv_nsec, othersFolder.st_mtim.tv_nsec);
    }

    void saysThatItsFolderIsMissing()
    {
        const StoreFixture store;
        const StoreFile file(store.directory() + u"/nowhere/apikeys.json"_s);
        QVERIFY(!file.inItsFolder());
        QCOMPARE(file.inItsFolder().error().message, file.read().error().message);
    }

    /// A file has to be the one that was written and read back, or it is not put in place.
    void doesNotCommitWhatItDidNotStage()
    {
        const StoreFixture store;
        const StoreFile file(store.path());
        {
            auto staged = file.stage(storeBytes(4));
            QVERIFY(staged);
            QStringList names = store.listing();
            names.removeAll(u"apikeys.json"_s);
            const QString newFile = store.directory() + u'/' + names.value(0);
            QVERIFY(QFile::remove(newFile) && QFile::link(u"/etc/passwd"_s, newFile));
            const auto committed = file.commit(*staged, file.identity());
            QVERIFY(!committed);
            QVERIFY2(committed.error().message.contains(u"Nothing was changed"_s),
                qPrintable(committed.error().message));
        }
        QCOMPARE(store.bytes(), storeBytes(3));
        QVERIFY(store.isTidy());
    }

    void doesNotCommitOverAMissingFile()
    {
        const StoreFixture store;
        const StoreFile file(store.path());
        const FileIdentity read = file.identity();
        {
            auto staged = file.stage(storeBytes(4));
            QVERIFY(staged);
            QVERIFY(QFile::remove(store.path()));
            QVERIFY(!file.commit(*staged, read).value_or(true));
        }
        QVERIFY(store.listing().isEmpty());
    }

    void whatIsStagedIsPrivateUntilItIsCommitted()
    {
        const StoreFixture store;
        allow(store.path(), 0600);
        {
            const auto staged = StoreFile(store.path()).stage(storeBytes(4));
            QVERIFY(staged);
            QStringList names = store.listing();
            QCOMPARE(names.removeAll(u"apikeys.json"_s), 1);
            QCOMPARE(names.size(), 1);
            QVERIFY(names.first().startsWith(u".apikeys.json.keydeck-"_s));
            const struct stat status = statusOf(store.directory() + u'/' + names.first());
            QCOMPARE(status.st_mode & 07777, mode_t(0600));
            QCOMPARE(store.bytes(), storeBytes(3));
        }
        QVERIFY(store.isTidy());
    }

    void aFullDiskChangesNothing_data()
    {
        QTest::addColumn<quint64>("room");
        QTest::newRow("no room at all") << quint64(0);
        QTest::newRow("a short write") << quint64(5000);
    }

    void aFullDiskChangesNothing()
    {
        QFETCH(quint64, room);
        const StoreFixture store;
        const Untouched before(store);
        const QByteArray message = inChild([&] {
            limitFileSize(room);
            return stagingOf(store.path(), storeBytes(100));
        });
        QCOMPARE(message,
            "Cannot write the new content of " + store.path().toUtf8()
                + ": File too large. Make room there and try again.");
        QVERIFY(before.still());
    }

    /// The same on a file system that is really full, where we may mount one.
    void aFullFileSystemChangesNothing()
    {
        const StoreFixture outside;
        const QByteArray result = inChild([&]() -> QByteArray {
            const QByteArray folder = QFile::encodeName(outside.directory());
            if (::geteuid() != 0 || !enterMountNamespace()
                || ::mount("tmpfs", folder.constData(), "tmpfs", 0, "size=64k") != 0)
                return "as expected";
            outside.write(storeBytes(3));
            const Untouched before(outside);
            const QByteArray message = stagingOf(outside.path(), storeBytes(1000));
            if (!before.still())
                return "something changed";
            return message.contains("No space left on device. Make room") ? "as expected" : message;
        });
        QCOMPARE(result, QByteArray("as expected"));
    }

    void refusesAFileThatIsAMountPoint()
    {
        const StoreFixture store;
        const Untouched before(store);
        const QByteArray result = inChild([&]() -> QByteArray {
            const QByteArray path = QFile::encodeName(store.path());
            if (::geteuid() != 0 || !enterMountNamespace()
                || ::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) != 0)
                return "as expected";
            const QByteArray message = stagingOf(store.path(), storeBytes(4));
            return message.contains("mount its folder instead") ? "as expected" : message;
        });
        QCOMPARE(result, QByteArray("as expected"));
        QVERIFY(before.still());
    }

    void refusesToGrowPastWhatItCouldReadAgain()
    {
        const StoreFixture store;
        const Untouched before(store);
        const QByteArray message = stagingOf(store.path(), QByteArray(MaximumStoreBytes + 1, ' '));
        QVERIFY2(message.contains("Keydeck opens stores up to"), message.constData());
        QVERIFY(before.still());
    }

    void createsANewStoreOnly()
    {
        const StoreFixture store;
        const Untouched before(store);
        const auto again = StoreFile(store.path()).create("{}");
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::InvalidInput);
        QVERIFY(before.still());

        const QString path = store.directory() + u"/new.json"_s;
        const mode_t mask = ::umask(027);
        const auto created = StoreFile(path).create(storeBytes(1));
        ::umask(mask);
        QVERIFY(created);
        QCOMPARE(StoreFile(path).read()->bytes, storeBytes(1));
        QCOMPARE(statusOf(path).st_mode & 07777, mode_t(0640));
        QCOMPARE(statusOf(path).st_nlink, nlink_t(1));
        QCOMPARE(store.listing(), (QStringList{u"apikeys.json"_s, u"new.json"_s}));

        const auto nowhere = StoreFile(store.directory() + u"/a/b.json"_s).create("{}");
        QVERIFY(!nowhere);
        QVERIFY2(nowhere.error().message.contains(u"The folder does not exist"_s),
            qPrintable(nowhere.error().message));
    }

    void namesAreShownOnOneLine()
    {
        const auto snapshot = StoreFile(u"/nowhere/a\nb.json"_s).read();
        QVERIFY(!snapshot);
        QVERIFY(!snapshot.error().message.contains(u'\n'));
    }
};

QTEST_GUILESS_MAIN(TestStoreFile)
#include "tst_storefile.moc"
