// The window's program with profiles: what a store is opened with, and what wins.
#include "app/keydeck/application.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestProfileSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void initTestCase();

    void aProfileBecomesASession();
    void aStoreIsOpenedByItsProfile();
    void aStoreWithoutOneIsOpenedAsBefore();
    void savingAProfileTakesTheRememberedGatewayOver();
    void explicitOptionsWin();
    void aYesOfTheCommandLineIsNotTheProfiles();
    void unknownNamesAreListed();
    void commandLine_data();
    void commandLine();
    void theHelpNamesIt();

private:
    QTemporaryDir m_home;
};

namespace {

const QString Url = u"http://gw.lan:3000"_s;

struct Fixture
{
    QTemporaryDir home;
    StoreFixture store{1};
    ProfileFile file{home.filePath(u"profiles.json"_s)};
    WindowSettings settings{home.filePath(u"keydeck.ini"_s)};
    Profile profile = newProfile(u"Production"_s, store.path());

    Fixture()
    {
        profile.color = ProfileColor::Red;
        profile.gateway = QUrl(Url);
        profile.plainHttpOrigin = originOf(profile.gateway);
        profile.timeoutS = 2;
        profile.readOnly = true;
    }
    [[nodiscard]] SessionSettings session(const QString &path, const Options &options = {})
    {
        return Application(options, settings, {}, file).sessionFor(path);
    }
    [[nodiscard]] Options adopted(const QStringList &arguments) const
    {
        Options options = parseCommandLine(QStringList{u"keydeck"_s} + arguments).value();
        const Result<> adopted = adoptProfile(options, file);
        return adopted ? options : Options();
    }
};

} // namespace

void TestProfileSession::initTestCase()
{
    for (const char *name : {"XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
        qputenv(name, QFile::encodeName(m_home.path()));
}

void TestProfileSession::aProfileBecomesASession()
{
    const Fixture f;
    SessionSettings others;
    others.historyDirectory = u"/history"_s;
    const SessionSettings session = sessionFor(f.profile, others);
    QCOMPARE(session.storePath, f.store.path());
    QCOMPARE(session.profile.name, u"Production"_s);
    QCOMPARE(session.profile.color, ProfileColor::Red);
    QCOMPARE(session.profile.id, f.profile.id);
    QCOMPARE(session.gateway.baseUrl, QUrl(Url));
    QCOMPARE(session.gateway.deadlineMs, 2000);
    QVERIFY(session.gateway.allowPlainHttp);
    QVERIFY(session.readOnly);
    QCOMPARE(session.historyDirectory, u"/history"_s);
}

void TestProfileSession::aStoreIsOpenedByItsProfile()
{
    Fixture f;
    QVERIFY(f.file.save(f.profile));
    f.settings.setGatewayOf(f.store.path(), QUrl(u"http://127.0.0.1:1"_s)); // of before
    const SessionSettings session = f.session(f.store.path());
    QCOMPARE(session.profile.id, f.profile.id);
    QCOMPARE(session.gateway.baseUrl, QUrl(Url));
    QVERIFY(!session.records.folder.isEmpty());
}

void TestProfileSession::aStoreWithoutOneIsOpenedAsBefore()
{
    Fixture f;
    f.settings.setGatewayOf(f.store.path(), QUrl(u"http://127.0.0.1:1"_s));
    const SessionSettings session = f.session(f.store.path());
    QVERIFY(session.profile.name.isEmpty());
    QCOMPARE(session.gateway.baseUrl, QUrl(u"http://127.0.0.1:1"_s));
    QVERIFY(!session.readOnly);
}

void TestProfileSession::savingAProfileTakesTheRememberedGatewayOver()
{
    Fixture f;
    f.settings.setGatewayOf(f.store.path(), QUrl(u"http://127.0.0.1:1"_s));
    Application application({}, f.settings, {}, f.file);
    std::optional<Result<>> done;
    const auto note = [&done](const Result<> &result) { done = result; };
    application.save(f.profile, note);
    QVERIFY(!done); // it is written on a worker
    QTRY_VERIFY(done);
    QVERIFY(*done);
    QCOMPARE(f.settings.gatewayOf(f.store.path()), QUrl());
    QCOMPARE(application.profiles().value(), QList<Profile>{f.profile});
    done.reset();
    application.remove(f.profile.id, note);
    QTRY_VERIFY(done);
    QVERIFY(*done);
    QCOMPARE(application.profiles().value(), QList<Profile>());
}

void TestProfileSession::explicitOptionsWin()
{
    Fixture f;
    f.profile.readOnly = false;
    QVERIFY(f.file.save(f.profile));
    const Options plain = f.adopted({u"--profile"_s, u"production"_s});
    QCOMPARE(plain.storePath, f.store.path());
    QCOMPARE(f.session(plain.storePath, plain).profile.name, u"Production"_s);

    const QString other = f.home.filePath(u"other.json"_s);
    const Options options = f.adopted({u"--profile"_s, u"Production"_s, other, u"--gateway"_s,
        u"http://127.0.0.1:9"_s, u"--read-only"_s});
    const SessionSettings session = f.session(options.storePath, options);
    QCOMPARE(session.storePath, other);
    QCOMPARE(session.gateway.baseUrl, QUrl(u"http://127.0.0.1:9"_s));
    QVERIFY(session.readOnly);
    QCOMPARE(session.profile.name, u"Production"_s);

    const Options byPath = f.adopted({f.store.path(), u"--gateway"_s, u"http://127.0.0.1:9"_s});
    QCOMPARE(f.session(f.store.path(), byPath).gateway.baseUrl, QUrl(u"http://127.0.0.1:9"_s));
}

// Another address has no share in what was said of the profile's.
void TestProfileSession::aYesOfTheCommandLineIsNotTheProfiles()
{
    Fixture f;
    QVERIFY(f.file.save(f.profile));
    const QStringList elsewhere{
        u"--profile"_s, u"Production"_s, u"--gateway"_s, u"http://other.lan:3000"_s};
    Options options = f.adopted(elsewhere);
    QVERIFY(!f.session(f.store.path(), options).gateway.allowPlainHttp);
    options = f.adopted(elsewhere + QStringList{u"--allow-plain-http"_s});
    QVERIFY(f.session(f.store.path(), options).gateway.allowPlainHttp);
    QCOMPARE(f.file.read()->constFirst(), f.profile);
}

void TestProfileSession::unknownNamesAreListed()
{
    const Fixture f;
    QVERIFY(f.file.save(f.profile));
    Options options;
    options.profileName = u"Prod"_s;
    const Result<> adopted = adoptProfile(options, f.file);
    QCOMPARE(adopted.error().code, ErrorCode::InvalidInput);
    QCOMPARE(adopted.error().message, u"There is no profile “Prod”: there are “Production”."_s);
}

void TestProfileSession::commandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("problem");
    QTest::newRow("a name") << QStringList{u"--profile"_s, u"A"_s} << QString();
    QTest::newRow("an empty name")
        << QStringList{u"--profile"_s, u" "_s} << u"--profile takes the name of a profile."_s;
    QTest::newRow("with the demo") << QStringList{u"--demo"_s, u"--profile"_s,
        u"A"_s} << u"--demo brings a store and a gateway of its own: leave out the others."_s;
}

void TestProfileSession::commandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, problem);
    const Result<Options> options = parseCommandLine(QStringList{u"keydeck"_s} + arguments);
    QCOMPARE(options ? QString() : options.error().message, problem);
}

void TestProfileSession::theHelpNamesIt()
{
    QVERIFY(helpText().contains(u"--profile NAME"_s));
    QVERIFY(helpText().contains(u"keydeck --profile Production"_s));
}

QTEST_MAIN(TestProfileSession)
#include "tst_profilesession.moc"
