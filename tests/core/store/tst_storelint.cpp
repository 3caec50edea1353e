// What is said of a store's file, its folder and what lies beside it, and what is done about it.
#include "core/store/storelint.h"

#include "core/base/clock.h"
#include "core/store/gatewaytemp.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "core/store/leftovers.h"
#include "core/store/storeaccess.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

#include <functional>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

Q_DECLARE_METATYPE(FindingSeverity)
Q_DECLARE_METATYPE(StoreFix)
Q_DECLARE_METATYPE(std::function<void(const StoreFixture &)>)

namespace {

using Prepare = std::function<void(const StoreFixture &)>;

constexpr uint Nobody = 65534;

QByteArray encoded(const QString &path)
{
    return QFile::encodeName(path);
}

void allow(const QString &path, mode_t mode)
{
    if (::chmod(encoded(path).constData(), mode) != 0)
        qFatal("cannot change the mode of %s", qPrintable(path));
}

void give(const QString &path, uint user)
{
    if (::lchown(encoded(path).constData(), user, user) != 0)
        qFatal("cannot change the owner of %s", qPrintable(path));
}

QString tempOf(const StoreFixture &store)
{
    return store.path() + u".tmp"_s;
}

void write(const QString &path, const QByteArray &bytes = "{\"keys\": [")
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// As if nobody had touched it for two minutes.
void age(const QString &path)
{
    timespec times[2]{};
    ::clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= 120;
    times[1] = times[0];
    if (::utimensat(AT_FDCWD, encoded(path).constData(), times, AT_SYMLINK_NOFOLLOW) != 0)
        qFatal("cannot age %s", qPrintable(path));
}

void leaveTemp(const StoreFixture &store)
{
    write(tempOf(store));
    age(tempOf(store));
}

uint modeOf(const QString &path)
{
    struct stat status
    { };
    return ::lstat(encoded(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

QList<StoreFinding> found(const StoreFixture &store)
{
    return lintFile(store.path(), SystemClock::instance().nowMs());
}

QStringList idsOf(const QList<StoreFinding> &findings)
{
    QStringList ids;
    for (const StoreFinding &each : findings)
        ids += each.finding.id;
    return ids;
}

} // namespace

class TestStoreLint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void findsNothingWrongWithAGoodStore();
    void finds_data();
    void finds();
    void aMountPoint();
    void narrowsOnlyWhereTheGatewayCanStillRead_data();
    void narrowsOnlyWhereTheGatewayCanStillRead();
    void takesFromOthersAndGivesBack();
    void neverThroughALink();
    void setsALeftOverFileAside();
    void leavesAFileInUse_data();
    void leavesAFileInUse();
    void waitsForTheLock();
    void ourOwnLeftOvers();
    void content_data();
    void content();
};

void TestStoreLint::findsNothingWrongWithAGoodStore()
{
    const StoreFixture store;
    QCOMPARE(idsOf(found(store)), QStringList());
    allow(store.directory(), 0755);
    allow(store.path(), 0640);
    QCOMPARE(idsOf(found(store)), QStringList());
    // What the gateway does at this moment is no fault.
    write(tempOf(store));
    QVERIFY(QDir().mkdir(store.lockPath()));
    QCOMPARE(idsOf(found(store)), QStringList());
    QVERIFY(lintContent(decodeStore(store.bytes())).isEmpty());
}

void TestStoreLint::finds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<FindingSeverity>("severity");
    QTest::addColumn<StoreFix>("fix");
    QTest::addColumn<QString>("part"); // of the message
    QTest::addColumn<Prepare>("prepare");

    using enum FindingSeverity;
    const auto row = [](const char *name, const QString &id, FindingSeverity severity, StoreFix fix,
                         const QString &part, const Prepare &prepare) {
        QTest::newRow(name) << id << severity << fix << part << prepare;
    };
    const auto reachable = [](uint mode) {
        return Prepare([mode](const StoreFixture &store) {
            allow(store.directory(), 0755);
            allow(store.path(), mode);
        });
    };
    row("world-readable", u"world-readable"_s, Warning, StoreFix::TakeFromOthers,
        u"copies a key from it"_s, reachable(0644));
    row("world-writable", u"world-readable"_s, Danger, StoreFix::TakeFromOthers,
        u"writes one into it"_s, reachable(0666));
    row("folder world-writable", u"folder-world-writable"_s, Danger, StoreFix::None, u"any lock"_s,
        [](const StoreFixture &store) {
            allow(store.path(), 0600);
            allow(store.directory(), 01777);
        });
    row("symbolic link", u"symlink"_s, Danger, StoreFix::None, u"replace the link"_s,
        [](const StoreFixture &store) {
            const QString target = store.directory() + u"/target.json"_s;
            QVERIFY(QFile::rename(store.path(), target));
            QVERIFY(QFile::link(target, store.path()));
        });
    row("hard links", u"hard-links"_s, Warning, StoreFix::None, u"has 2 names"_s,
        [](const StoreFixture &store) {
            QCOMPARE(::link(encoded(store.path()).constData(),
                         (encoded(store.directory()) + "/other").constData()),
                0);
        });
    row("left-over file", u"temp-left"_s, Warning, StoreFix::SetAside, u"write over it"_s,
        leaveTemp);
    row("left-over file of two names", u"temp-left"_s, Danger, StoreFix::SetAside, u"other names"_s,
        [](const StoreFixture &store) {
            leaveTemp(store);
            QCOMPARE(::link(encoded(tempOf(store)).constData(),
                         (encoded(store.directory()) + "/other").constData()),
                0);
        });
    row("link for the new content", u"temp-link"_s, Danger, StoreFix::None, u"where it points"_s,
        [](const StoreFixture &store) { QVERIFY(QFile::link(u"/nowhere"_s, tempOf(store))); });
    row("folder for the new content", u"temp-folder"_s, Danger, StoreFix::None, u"book no usage"_s,
        [](const StoreFixture &store) { QVERIFY(QDir().mkdir(tempOf(store))); });
    row("pipe for the new content", u"temp-other"_s, Danger, StoreFix::None, u"wait for ever"_s,
        [](const StoreFixture &store) {
            QCOMPARE(::mkfifo(encoded(tempOf(store)).constData(), 0600), 0);
        });
    row("file for a lock", u"lock-no-folder"_s, Danger, StoreFix::None, u"every request"_s,
        [](const StoreFixture &store) { write(store.lockPath()); });
    row("something in the lock", u"lock-not-empty"_s, Danger, StoreFix::None, u"release"_s,
        [](const StoreFixture &store) {
            QVERIFY(QDir().mkdir(store.lockPath()));
            write(store.lockPath() + u"/x"_s);
        });
    if (::geteuid() != 0)
        return;
    row("foreign file for the new content", u"temp-left"_s, Danger, StoreFix::SetAside,
        u"fail at every write"_s, [](const StoreFixture &store) {
            leaveTemp(store);
            give(store.directory(), Nobody);
            give(store.path(), Nobody);
        });
    row("owner unlike the folder's, unreadable", u"owner"_s, Danger, StoreFix::None, u"empty one"_s,
        [](const StoreFixture &store) {
            give(store.directory(), Nobody);
            allow(store.path(), 0600);
        });
    row("owner unlike the folder's, who cannot lock", u"owner"_s, Warning, StoreFix::None,
        u"cannot make its lock"_s, [](const StoreFixture &store) { give(store.path(), Nobody); });
}

void TestStoreLint::finds()
{
    QFETCH(QString, id);
    QFETCH(StoreFix, fix);
    QFETCH(QString, part);
    QFETCH(Prepare, prepare);
    const StoreFixture store;
    prepare(store);
    const QList<StoreFinding> findings = found(store);
    QCOMPARE(idsOf(findings), QStringList{id});
    const StoreFinding &first = findings.first();
    QTEST(first.finding.severity, "severity");
    QCOMPARE(int(first.fix), int(fix));
    QVERIFY2(first.finding.message.contains(part), qPrintable(first.finding.message));
    QVERIFY2(
        first.finding.message.contains(u"the gateway will "_s), qPrintable(first.finding.message));
    QVERIFY2(first.finding.message.endsWith(u'.'), qPrintable(first.finding.message));
    QVERIFY(!first.remedy.isEmpty());
}

void TestStoreLint::aMountPoint()
{
    const StoreFixture store;
    const QByteArray result = inChild([&]() -> QByteArray {
        const QByteArray path = encoded(store.path());
        if (::geteuid() != 0 || !enterMountNamespace()
            || ::mount(path.constData(), path.constData(), nullptr, MS_BIND, nullptr) != 0)
            return "mount-point";
        return idsOf(found(store)).join(u' ').toUtf8();
    });
    QCOMPARE(result, "mount-point"_ba);
}

void TestStoreLint::narrowsOnlyWhereTheGatewayCanStillRead_data()
{
    QTest::addColumn<uint>("folder");
    QTest::addColumn<uint>("store");
    QTest::addColumn<bool>("sameGroup");
    QTest::addColumn<bool>("canBeNarrowed");
    QTest::newRow("only the owner locks") << 0755u << 0644u << true << true;
    QTest::newRow("only the owner locks, another group") << 0755u << 0644u << false << true;
    QTest::newRow("the group locks and reads") << 0775u << 0644u << true << true;
    QTest::newRow("the group locks and does not read") << 0775u << 0604u << true << false;
    QTest::newRow("another group locks") << 0775u << 0644u << false << false;
    QTest::newRow("everybody locks") << 0777u << 0644u << true << false;
    QTest::newRow("the owner does not read") << 0755u << 0244u << true << false;
}

void TestStoreLint::narrowsOnlyWhereTheGatewayCanStillRead()
{
    QFETCH(uint, folder);
    QFETCH(uint, store);
    QFETCH(bool, sameGroup);
    const StoreFixture fixture;
    if (!sameGroup
        && (::geteuid() != 0
            || ::chown(encoded(fixture.path()).constData(), uid_t(-1), Nobody) != 0))
        QSKIP("only root can give a file to another group");
    allow(fixture.directory(), folder);
    allow(fixture.path(), store);
    const auto access = storeAccess(fixture.path());
    QVERIFY(access);
    QVERIFY(access->isReachable);
    QTEST(access->canBeNarrowed, "canBeNarrowed");
    for (const StoreFinding &each : found(fixture)) {
        if (each.finding.id == u"world-readable"_s)
            QCOMPARE(each.fix == StoreFix::TakeFromOthers, access->canBeNarrowed);
    }
    allow(fixture.directory(), 0700);
    QVERIFY(!storeAccess(fixture.path())->isReachable);
}

void TestStoreLint::takesFromOthersAndGivesBack()
{
    const StoreFixture store;
    allow(store.path(), 0666);
    const auto before = takeFromOthers(store.path());
    QVERIFY2(before, before ? "" : qPrintable(before.error().message));
    QCOMPARE(*before, 0666u);
    QCOMPARE(modeOf(store.path()), 0660u);
    QVERIFY(setStoreMode(store.path(), *before));
    QCOMPARE(modeOf(store.path()), 0666u);
    QCOMPARE(store.bytes(), storeBytes(3));
    QVERIFY(!takeFromOthers(store.directory() + u"/none"_s));
}

void TestStoreLint::neverThroughALink()
{
    const StoreFixture store;
    allow(store.path(), 0644);
    const QString link = store.directory() + u"/link"_s;
    QVERIFY(QFile::link(store.path(), link));
    QVERIFY(!takeFromOthers(link));
    QVERIFY(!setStoreMode(link, 0600));
    QVERIFY(!takeFromOthers(store.directory()));
    QCOMPARE(modeOf(store.path()), 0644u);
}

void TestStoreLint::setsALeftOverFileAside()
{
    const StoreFixture store;
    const QTemporaryDir scratch;
    const QString folder = scratch.filePath(u"a/set-aside"_s);
    leaveTemp(store);
    KeyStore keys(store.path(), {}, SystemClock::instance());
    const auto copy = keys.setTempAside(folder);
    QVERIFY2(copy, copy ? "" : qPrintable(copy.error().message));
    QVERIFY(store.isTidy());
    QCOMPARE(QFileInfo(*copy).path(), folder);
    QFile kept(*copy);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), "{\"keys\": ["_ba);
    QCOMPARE(modeOf(*copy), 0600u);
    QCOMPARE(modeOf(folder), 0700u);
    QVERIFY(idsOf(found(store)).isEmpty());
}

void TestStoreLint::leavesAFileInUse_data()
{
    QTest::addColumn<Prepare>("prepare");
    QTest::newRow("none") << Prepare([](const StoreFixture &) {});
    QTest::newRow("young") << Prepare([](const StoreFixture &store) { write(tempOf(store)); });
    QTest::newRow("a link") << Prepare([](const StoreFixture &store) {
        QVERIFY(QFile::link(store.path(), tempOf(store)));
        age(tempOf(store));
    });
    QTest::newRow("a folder") << Prepare([](const StoreFixture &store) {
        QVERIFY(QDir().mkdir(tempOf(store)));
        age(tempOf(store));
    });
}

void TestStoreLint::leavesAFileInUse()
{
    QFETCH(Prepare, prepare);
    const StoreFixture store;
    const QTemporaryDir scratch;
    prepare(store);
    const QStringList before = store.listing();
    const auto copy
        = KeyStore(store.path(), {}, SystemClock::instance()).setTempAside(scratch.path());
    QVERIFY(!copy);
    QCOMPARE(copy.error().code, ErrorCode::InvalidInput);
    QCOMPARE(store.listing(), before);
    QVERIFY(QDir(scratch.path()).isEmpty());
}

void TestStoreLint::waitsForTheLock()
{
    const StoreFixture store;
    const QTemporaryDir scratch;
    leaveTemp(store);
    QVERIFY(QDir().mkdir(store.lockPath()));
    LockPatience little;
    little.totalMs = 20;
    const auto copy
        = KeyStore(store.path(), {}, SystemClock::instance(), little).setTempAside(scratch.path());
    QVERIFY(!copy);
    QCOMPARE(copy.error().code, ErrorCode::LockBusy);
    QVERIFY(QFile::exists(tempOf(store)));
    QVERIFY(QDir(scratch.path()).isEmpty());
}

void TestStoreLint::ourOwnLeftOvers()
{
    const StoreFixture store;
    // No process has this number: it is above the kernel's limit.
    const QString left = store.directory() + u"/.apikeys.json.keydeck-99999999-0123abcd"_s;
    write(left);
    QVERIFY(found(store).isEmpty());
    age(left);
    const QList<StoreFinding> findings = found(store);
    QCOMPARE(idsOf(findings), QStringList{u"leftovers"_s});
    QCOMPARE(int(findings[0].fix), int(StoreFix::RemoveOurs));
    QCOMPARE(oldLeftovers(store.path()), QStringList{left});
    removeOldLeftovers(store.path());
    QVERIFY(store.isTidy());
}

void TestStoreLint::content_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<bool>("isRepairable");
    QTest::newRow("mark") << "\xef\xbb\xbf{\"keys\":[null]}"_ba
                          << QStringList{u"byte-order-mark"_s, u"null-entries"_s} << true;
    QTest::newRow("torn") << "{\"keys\":["_ba << QStringList{u"unusable"_s} << false;
}

void TestStoreLint::content()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, ids);
    QFETCH(bool, isRepairable);
    const QList<StoreFinding> findings = lintContent(decodeStore(bytes));
    QCOMPARE(idsOf(findings), ids);
    for (const StoreFinding &each : findings) {
        QCOMPARE(each.fix == StoreFix::Repair, isRepairable);
        QVERIFY(each.finding.message.contains(u"the gateway "_s));
        QVERIFY(!each.remedy.isEmpty());
    }
    if (!isRepairable)
        QVERIFY(findings[0].remedy.contains(u"backup"_s));
}

QTEST_GUILESS_MAIN(TestStoreLint)
#include "tst_storelint.moc"
