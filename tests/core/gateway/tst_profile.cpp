// What a profile promises: a yes for one origin alone, a name of its own, one sentence a problem.
#include "core/gateway/profile.h"

#include "core/base/clock.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck;
using namespace Qt::StringLiterals;

class TestProfile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void coloursHaveIds();
    void aYesIsForOneOrigin_data();
    void aYesIsForOneOrigin();
    void theGatewayIsAskedAsTheProfileSays();
    void names_data();
    void names();
    void stores_data();
    void stores();
    void certificates();
    void isFoundByName();
    void isFoundByStore();
};

namespace {

Profile named(const QString &name)
{
    return newProfile(name, u"/srv/%1/apikeys.json"_s.arg(name));
}

} // namespace

void TestProfile::coloursHaveIds()
{
    for (int i = 0; i < ProfileColorCount; ++i)
        QCOMPARE(profileColorFromId(profileColorId(ProfileColor(i))), ProfileColor(i));
    QVERIFY(!profileColorFromId(u"pink"_s));
}

void TestProfile::aYesIsForOneOrigin_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("as it was said") << u"http://gw.lan:3000"_s << true;
    QTest::newRow("another path") << u"http://gw.lan:3000/v2/"_s << true;
    QTest::newRow("another case") << u"http://GW.lan:3000"_s << true;
    QTest::newRow("another port") << u"http://gw.lan:3001"_s << false;
    QTest::newRow("the usual port") << u"http://gw.lan"_s << false;
    QTest::newRow("another host") << u"http://gw.lan.example:3000"_s << false;
    QTest::newRow("another scheme") << u"https://gw.lan:3000"_s << false;
    QTest::newRow("none") << QString() << false;
}

void TestProfile::aYesIsForOneOrigin()
{
    QFETCH(QString, url);
    Profile profile = named(u"a"_s);
    profile.plainHttpOrigin = originOf(QUrl(u"http://gw.lan:3000/v1"_s));
    profile.gateway = QUrl(url);
    QTEST(profile.allowsPlainHttp(), "allowed");
    QTEST(gatewaySettings(profile).allowPlainHttp, "allowed");
    profile.plainHttpOrigin.clear();
    QVERIFY(!profile.allowsPlainHttp());
}

void TestProfile::theGatewayIsAskedAsTheProfileSays()
{
    Profile profile = named(u"a"_s);
    profile.gateway = QUrl(u"https://gw.lan/x"_s);
    profile.timeoutS = 3;
    const GatewaySettings settings = gatewaySettings(profile);
    QCOMPARE(settings.baseUrl, profile.gateway);
    QCOMPARE(settings.deadlineMs, 3000);
    QVERIFY(!settings.allowPlainHttp);
}

void TestProfile::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("problem");
    QTest::newRow("fine") << u"Production"_s << QString();
    QTest::newRow("its own") << u"Mine"_s << QString();
    QTest::newRow("empty") << u"  "_s << u"Give the profile a name, such as Production."_s;
    QTest::newRow("taken") << u"staging"_s
                           << u"There is a profile “staging” already: choose another name."_s;
    QTest::newRow("long") << QString(61, u'x')
                          << u"The name has 61 characters: shorten it to 60."_s;
    QTest::newRow("unseen") << u"Pro\u202eduction"_s
                            << u"The name has characters that cannot be seen: type it anew."_s;
}

void TestProfile::names()
{
    QFETCH(QString, name);
    QFETCH(QString, problem);
    Profile mine = named(u"Mine"_s);
    const QList<Profile> all{mine, named(u"Staging"_s)};
    mine.name = name;
    const Result<> checked = checkProfileName(mine, all);
    QCOMPARE(checked ? QString() : checked.error().message, problem);
}

void TestProfile::stores_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("fine");
    QTest::newRow("not there yet") << u"/srv/gateway/apikeys.json"_s << true;
    QTest::newRow("none") << QString() << false;
    QTest::newRow("relative") << u"data/apikeys.json"_s << false;
    QTest::newRow("a folder") << u"/tmp"_s << false;
}

void TestProfile::stores()
{
    QFETCH(QString, path);
    QTEST(checkProfileStore(path).has_value(), "fine");
}

void TestProfile::certificates()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"ca.pem"_s);
    QVERIFY(checkCaCertificate({}).has_value());
    QCOMPARE(checkCaCertificate(path).error().message,
        u"%1 could not be read: there is no such file. Choose the file of the authority that "
        "signed the gateway's certificate."_s.arg(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") > 0);
    file.close();
    QVERIFY(checkCaCertificate(path).error().message.contains(u"no certificate in PEM form"_s));
    QVERIFY(!checkCaCertificate(u"ca.pem"_s));
    const QString real = QStringLiteral(KEYDECK_TEST_DATA) + u"/tls/test-only.crt"_s;
    QVERIFY(checkCaCertificate(real).has_value());
}

void TestProfile::isFoundByName()
{
    const QList<Profile> all{named(u"Production"_s), named(u"prod"_s), named(u"PROD"_s)};
    QCOMPARE(profileNamed(all, u"PROD"_s)->name, u"PROD"_s);
    QCOMPARE(profileNamed(all, u"production"_s)->name, u"Production"_s);
    const Result<Profile> unknown = profileNamed(all, u"Prod"_s);
    QCOMPARE(unknown.error().code, ErrorCode::InvalidInput);
    QCOMPARE(unknown.error().message,
        u"There is no profile “Prod”: there are “Production”, “prod”, “PROD”."_s);
    QVERIFY(profileNamed({}, u"x"_s).error().message.contains(u"nor any other"_s));
}

void TestProfile::isFoundByStore()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"apikeys.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Profile profile = newProfile(u"a"_s, file.fileName());
    const QList<Profile> all{named(u"b"_s), profile};
    QCOMPARE(profileOfStore(all, folder.path() + u"/./apikeys.json"_s), profile);
    QVERIFY(!profileOfStore(all, folder.filePath(u"other.json"_s)));
    QVERIFY(!profileOfStore(all, QString()));
    QVERIFY(!isSameStore({}, {}));
    QVERIFY(profileOfStore(all, u"/srv//b/../b/apikeys.json"_s).has_value()); // not there yet
}

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
