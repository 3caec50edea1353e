// Who listens, and whether they may read: real sockets, real files.
#include "core/gateway/listeneruser.h"

#include "tests/support/childprocess.h"
#include "tests/support/silentport.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include <grp.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::inChild;
using keydeck::test::SilentPort;

namespace {

constexpr uint Nobody = 65534;
constexpr uint NoSuchUser = 3'999'999'999;

QUrl urlOf(const QTcpServer &server, const QString &host)
{
    return QUrl(u"http://%1:%2"_s.arg(host).arg(server.serverPort()));
}

/// The kernel's own answer, asked as that user. Nothing where we may not become them.
std::optional<bool> kernelLetsRead(uint user, const QString &path)
{
    if (user != ::geteuid() && ::geteuid() != 0)
        return std::nullopt;
    const QByteArray name = QFile::encodeName(path);
    return inChild([&] {
        if (user != ::geteuid()
            && (::setgroups(0, nullptr) != 0 || ::setresgid(user, user, user) != 0
                || ::setresuid(user, user, user) != 0))
            ::_exit(1);
        return QByteArray(::access(name.constData(), R_OK) == 0 ? "y" : "n");
    }) == "y";
}

} // namespace

class TestListenerUser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhoListens_data();
    void findsWhoListens();
    void saysNothingOfOtherMachines();
    void saysNothingWhereNobodyListens();
    void tellsWhoMayRead_data();
    void tellsWhoMayRead();
    void rootMayAndAMissingFileIsNoObstacle();
    void thereIsNothingToSayOfAReadableStore();

private:
    QTemporaryDir m_directory;
};

void TestListenerUser::findsWhoListens_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << QHostAddress(QHostAddress::LocalHost) << u"127.0.0.1"_s;
    QTest::newRow("by name") << QHostAddress(QHostAddress::LocalHost) << u"localhost"_s;
    QTest::newRow("IPv6") << QHostAddress(QHostAddress::LocalHostIPv6) << u"[::1]"_s;
    QTest::newRow("any address") << QHostAddress(QHostAddress::Any) << u"127.0.0.1"_s;
}

void TestListenerUser::findsWhoListens()
{
    QFETCH(QHostAddress, address);
    QFETCH(QString, host);
    QTcpServer server;
    if (!server.listen(address))
        QSKIP("this machine has no such address");
    QCOMPARE(listenerUser(urlOf(server, host)).value_or(NoSuchUser), uint(::geteuid()));
}

void TestListenerUser::saysNothingOfOtherMachines()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::Any));
    QVERIFY(!listenerUser(urlOf(server, u"192.0.2.1"_s)));
    QVERIFY(!listenerUser(urlOf(server, u"gateway.example"_s)));
}

void TestListenerUser::saysNothingWhereNobodyListens()
{
    const SilentPort port;
    QVERIFY(!listenerUser(port.url()));
    QCOMPARE(unreadableNote(port.url(), m_directory.filePath(u"store.json"_s)), QString());
}

void TestListenerUser::tellsWhoMayRead_data()
{
    QTest::addColumn<QFile::Permissions>("folder");
    QTest::addColumn<QFile::Permissions>("file");
    QTest::addColumn<uint>("user");

    const QFile::Permissions ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const QFile::Permissions open = ours | QFile::ExeOther;
    const QFile::Permissions all = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther;
    const QFile::Permissions own = QFile::ReadOwner | QFile::WriteOwner;
    QTest::newRow("everybody") << open << all << Nobody;
    QTest::newRow("not others") << open << own << Nobody;
    QTest::newRow("a closed folder") << ours << all << Nobody;
    QTest::newRow("a number without a name") << open << all << NoSuchUser;
    QTest::newRow("nor may that one") << open << own << NoSuchUser;
    QTest::newRow("the owner") << ours << own << uint(::geteuid());
}

void TestListenerUser::tellsWhoMayRead()
{
    QFETCH(QFile::Permissions, folder);
    QFETCH(QFile::Permissions, file);
    QFETCH(uint, user);
    QVERIFY(QFile::setPermissions(m_directory.path(),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeOther));
    const QString path = m_directory.filePath(u"inner"_s);
    QVERIFY(QDir().mkpath(path));
    QFile store(path + u"/store.json"_s);
    QVERIFY(store.open(QIODevice::WriteOnly));
    QVERIFY(store.setPermissions(file));
    QVERIFY(QFile::setPermissions(path, folder));
    const std::optional<bool> may = kernelLetsRead(user, store.fileName());
    if (!may)
        QSKIP("only root asks the kernel as another user");
    QCOMPARE(userMayRead(user, store.fileName()), *may);
    QVERIFY(QFile::setPermissions(path, folder | QFile::ExeOwner | QFile::WriteOwner));
}

void TestListenerUser::rootMayAndAMissingFileIsNoObstacle()
{
    QFile store(m_directory.filePath(u"store.json"_s));
    QVERIFY(store.open(QIODevice::WriteOnly));
    QVERIFY(store.setPermissions(QFile::Permissions()));
    QVERIFY(userMayRead(0, store.fileName()));
    QVERIFY(userMayRead(0, m_directory.filePath(u"not there"_s)));
}

void TestListenerUser::thereIsNothingToSayOfAReadableStore()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QFile store(m_directory.filePath(u"ours.json"_s));
    QVERIFY(store.open(QIODevice::WriteOnly));
    QCOMPARE(unreadableNote(urlOf(server, u"127.0.0.1"_s), store.fileName()), QString());
}

QTEST_GUILESS_MAIN(TestListenerUser)
#include "tst_listeneruser.moc"
