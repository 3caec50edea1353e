// keydeckctl with profiles: the store, the gateway, and the stop that they give.
#include "app/profiles/profilefile.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlProfilesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void listsThem();
    void aProfileGivesTheStore();
    void aProfileGivesTheGateway();
    void readOnlyRefusesEdits_data();
    void readOnlyRefusesEdits();
    void readOnlyLetsLook();
    void explicitOptionsWin();
    void theYesIsForTheProfilesOrigin();
    void aProfileWithoutAGatewaySaysSo();
    void anEditSaysByWhenItIsLive();
    void unknownNamesAreListed();
    void aDamagedFileIsSaid();
    void theDemoGatewayTakesNone();
    void theHelpNamesIt();
};

namespace {

struct Fixture
{
    QTemporaryDir home;
    StoreFixture store{3};
    ProfileFile file{home.filePath(u"keydeck/profiles.json"_s)};
    Profile profile = newProfile(u"Production"_s, store.path());

    [[nodiscard]] CtlOutcome run(const QStringList &words) const
    {
        QProcessEnvironment environment = ctlEnvironment();
        environment.insert(u"XDG_CONFIG_HOME"_s, home.path());
        environment.insert(u"KEYDECK_STORE"_s, u"/nowhere/apikeys.json"_s);
        return runCtl(words, {}, environment);
    }
    [[nodiscard]] CtlOutcome runIn(const QStringList &words) const
    {
        return run(QStringList{u"--profile"_s, u"Production"_s} + words);
    }
};

} // namespace

void KeydeckCtlProfilesTest::listsThem()
{
    Fixture f;
    CtlOutcome outcome = f.run({u"profiles"_s});
    QVERIFY2(outcome.exitCode == 0 && outcome.out.startsWith("There are no profiles yet"),
        outcome.all().constData());
    f.profile.color = ProfileColor::Red;
    f.profile.gateway = QUrl(u"https://gw.lan"_s);
    f.profile.readOnly = true;
    QVERIFY(f.file.save(f.profile) && f.file.save(newProfile(u"Lab"_s, u"/srv/lab.json"_s)));
    outcome = f.run({u"profiles"_s});
    const QByteArrayList lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[1].startsWith("Lab ") && lines[1].contains("/srv/lab.json"),
        outcome.all().constData());
    QVERIFY2(lines[2].contains("https://gw.lan") && lines[2].endsWith("read-only"),
        outcome.all().constData());

    const QJsonArray array = f.run({u"profiles"_s, u"--json"_s}).json().array();
    QCOMPARE(array.size(), 2);
    QCOMPARE(array[1][u"name"_s].toString(), u"Production"_s);
    QCOMPARE(array[1][u"colour"_s].toString(), u"red"_s);
    QCOMPARE(array[1][u"read_only"_s].toBool(), true);
    QCOMPARE(array[1][u"polls_per_minute"_s].toInt(), 15);
}

void KeydeckCtlProfilesTest::aProfileGivesTheStore()
{
    const Fixture f;
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome outcome = f.runIn({u"list"_s, u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.json().array().size(), 3);
    const CtlOutcome edit = f.runIn({u"set"_s, u"Example 1"_s, u"--name"_s, u"Ada"_s});
    QVERIFY2(edit.exitCode == 0, edit.all().constData());
    QVERIFY(f.store.bytes().contains("Ada"));
}

void KeydeckCtlProfilesTest::aProfileGivesTheGateway()
{
    Fixture f;
    const NodeGateway gateway(f.store.path());
    f.profile.gateway = QUrl(gateway.url());
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome stats = f.runIn({u"stats"_s, u"Example 1"_s, u"--json"_s});
    QVERIFY2(stats.exitCode == 0, stats.all().constData());
    QCOMPARE(stats.json().array()[0][u"http_status"_s].toInt(), 200);
    const CtlOutcome lock = f.runIn({u"lock"_s, u"status"_s, u"--json"_s});
    QVERIFY2(lock.json()[u"health"_s][u"answered"_s].toBool(), lock.all().constData());
}

void KeydeckCtlProfilesTest::readOnlyRefusesEdits_data()
{
    QTest::addColumn<QStringList>("words");
    const auto row = [](const QStringList &words) {
        QTest::addRow("%s", qPrintable(words.join(u' '))) << words;
    };
    row({u"create"_s, u"--name"_s, u"A"_s, u"--limit"_s, u"1k"_s, u"--expires"_s, u"+1d"_s});
    row({u"set"_s, u"Example 1"_s, u"--limit"_s, u"1k"_s});
    row({u"remove"_s, u"Example 1"_s});
    row({u"undo"_s});
    row({u"redo"_s});
    row({u"lint"_s, u"--fix"_s});
    row({u"backup"_s, u"restore"_s, u"newest"_s, u"--yes"_s});
    row({u"lock"_s, u"clear"_s, u"--yes"_s});
}

void KeydeckCtlProfilesTest::readOnlyRefusesEdits()
{
    QFETCH(QStringList, words);
    Fixture f;
    QVERIFY(f.file.save(f.profile));
    QCOMPARE(f.runIn({u"set"_s, u"Example 0"_s, u"--limit"_s, u"7k"_s}).exitCode, 0); // to undo
    const QString lock = f.store.path() + u".lock"_s;
    QVERIFY(words[0] != u"lock"_s || QDir().mkdir(lock));
    const QByteArray before = f.store.bytes();
    f.profile.readOnly = true;
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome outcome = f.runIn(words);
    QVERIFY2(outcome.exitCode == 1, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine() && outcome.out.isEmpty(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(u"The profile “Production” is read-only"_s),
        outcome.all().constData());
    QCOMPARE(f.store.bytes(), before);
    QCOMPARE(QDir(lock).exists(), words[0] == u"lock"_s);
}

void KeydeckCtlProfilesTest::readOnlyLetsLook()
{
    Fixture f;
    f.profile.readOnly = true;
    QVERIFY(f.file.save(f.profile));
    for (const QStringList &words : {QStringList{u"list"_s}, {u"show"_s, u"Example 1"_s},
             {u"lint"_s}, {u"changes"_s}, {u"backup"_s, u"list"_s}, {u"lock"_s, u"status"_s}}) {
        const CtlOutcome outcome = f.runIn(words);
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    }
}

void KeydeckCtlProfilesTest::explicitOptionsWin()
{
    Fixture f;
    const StoreFixture other(1);
    const NodeGateway gateway(f.store.path());
    f.profile.gateway = QUrl(u"http://127.0.0.1:1"_s);
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome list = f.runIn({u"list"_s, u"--store"_s, other.path(), u"--json"_s});
    QCOMPARE(list.json().array().size(), 1);
    const CtlOutcome stats
        = f.runIn({u"stats"_s, u"Example 1"_s, u"--gateway"_s, gateway.url(), u"--json"_s});
    QVERIFY2(stats.exitCode == 0, stats.all().constData());
}

void KeydeckCtlProfilesTest::theYesIsForTheProfilesOrigin()
{
    Fixture f;
    f.profile.gateway = QUrl(u"http://gw.invalid:3000"_s);
    QVERIFY(f.file.save(f.profile));
    CtlOutcome outcome = f.runIn({u"stats"_s, u"Example 1"_s});
    QVERIFY2(
        outcome.exitCode == 2 && outcome.err.contains("unencrypted"), outcome.all().constData());
    f.profile.plainHttpOrigin = originOf(f.profile.gateway);
    QVERIFY(f.file.save(f.profile));
    outcome = f.runIn({u"stats"_s, u"Example 1"_s});
    QVERIFY2(
        outcome.exitCode == 1 && !outcome.err.contains("unencrypted"), outcome.all().constData());
    outcome = f.runIn({u"stats"_s, u"Example 1"_s, u"--gateway"_s, u"http://other.invalid:3000"_s});
    QVERIFY2(
        outcome.exitCode == 2 && outcome.err.contains("unencrypted"), outcome.all().constData());
}

void KeydeckCtlProfilesTest::aProfileWithoutAGatewaySaysSo()
{
    const Fixture f;
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome outcome = f.runIn({u"stats"_s, u"Example 1"_s});
    QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY(outcome.errorText().contains(u"The profile “Production” has no gateway"_s));
}

// Never "at once" of a gateway that remembers keys, or may.
void KeydeckCtlProfilesTest::anEditSaysByWhenItIsLive()
{
    Fixture f;
    f.profile.gateway = QUrl(u"https://gw.lan"_s);
    const QStringList edit{u"set"_s, u"Example 1"_s, u"--limit"_s};
    const std::pair<GatewayBuild, const char *> builds[]
        = {{GatewayBuild::Plain, "from the next request on"},
            {GatewayBuild::Cached, "at the latest"}, {GatewayBuild::Batching, "at the earliest"},
            {GatewayBuild::Unknown, "If the gateway remembers keys"}};
    for (int limit = 1000; const auto &[build, says] : builds) {
        f.profile.build = build;
        QVERIFY(f.file.save(f.profile));
        const CtlOutcome outcome = f.runIn(edit + QStringList{QString::number(++limit)});
        QVERIFY2(outcome.exitCode == 0 && outcome.err.contains(says), outcome.all().constData());
    }
    f.profile.gateway.clear();
    QVERIFY(f.file.save(f.profile));
    QVERIFY(!f.runIn(edit + QStringList{u"2000"_s}).err.contains("gateway"));
}

void KeydeckCtlProfilesTest::unknownNamesAreListed()
{
    const Fixture f;
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome outcome = f.run({u"--profile"_s, u"Prod"_s, u"list"_s});
    QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY(outcome.errorText().contains(u"no profile “Prod”: there are “Production”."_s));
}

void KeydeckCtlProfilesTest::aDamagedFileIsSaid()
{
    const Fixture f;
    QVERIFY(f.file.save(f.profile));
    QFile file(f.file.path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    for (const QStringList &words :
        {QStringList{u"profiles"_s}, {u"--profile"_s, u"A"_s, u"list"_s}}) {
        const CtlOutcome outcome = f.run(words);
        QVERIFY2(outcome.exitCode == 1 && outcome.hasOneErrorLine(), outcome.all().constData());
        QVERIFY(outcome.errorText().contains(f.file.path()));
    }
    QCOMPARE(f.run({u"list"_s, u"--store"_s, f.store.path()}).exitCode, 0); // needs none
}

void KeydeckCtlProfilesTest::theDemoGatewayTakesNone()
{
    const Fixture f;
    QVERIFY(f.file.save(f.profile));
    const CtlOutcome outcome = f.runIn({u"demo-gateway"_s});
    QVERIFY2(
        outcome.exitCode == 2 && outcome.err.contains("no --profile"), outcome.all().constData());
}

void KeydeckCtlProfilesTest::theHelpNamesIt()
{
    const Fixture f;
    QVERIFY(f.run({u"--help"_s}).out.contains("--profile NAME"));
    QVERIFY(f.run({u"profiles"_s, u"--help"_s}).out.contains("keydeckctl --profile Production"));
}

QTEST_GUILESS_MAIN(KeydeckCtlProfilesTest)
#include "tst_keydeckctlprofiles.moc"
