// profiles.json: nothing that stands in it gets lost, whoever wrote it.
#include "app/profiles/profilefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <sys/stat.h>

using namespace keydeck;
using namespace Qt::StringLiterals;

class TestProfileFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void roundTrip();
    void isForItsOwnerAlone();
    void aPasswordInTheAddressIsNotKept();
    void unknownMembersStay();
    void senselessMembersHaveTheirUsualValue();
    void aDamagedFileIsKeptAside_data();
    void aDamagedFileIsKeptAside();
    void twoOfOneNameAreRefused();
    void removes();
    void writersDoNotLoseEachOthersProfiles();
    void aLinkStaysALink();
    void noHomeIsSaid();
};

namespace {

struct Fixture
{
    QTemporaryDir home;
    ProfileFile file{home.filePath(u"keydeck/profiles.json"_s)};

    [[nodiscard]] QByteArray bytes() const
    {
        QFile raw(file.path());
        return raw.open(QIODevice::ReadOnly) ? raw.readAll() : QByteArray();
    }
    void write(const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(file.path()).path());
        QFile raw(file.path());
        QVERIFY(raw.open(QIODevice::WriteOnly) && raw.write(bytes) == bytes.size());
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (const Profile &profile : file.read().value_or(QList<Profile>()))
            names.append(profile.name);
        return names;
    }
};

Profile fullProfile()
{
    Profile profile = newProfile(u"Production"_s, u"/srv/gateway/data/apikeys.json"_s);
    profile.color = ProfileColor::Red;
    profile.gateway = QUrl(u"http://gw.lan:3000/api"_s);
    profile.caCertificateFile = u"/etc/ssl/gw.pem"_s;
    profile.timeoutS = 3;
    profile.plainHttpOrigin = originOf(profile.gateway);
    profile.build = GatewayBuild::Batching;
    profile.ttlS = 60;
    profile.pollsPerMinute = 0;
    profile.readOnly = true;
    return profile;
}

} // namespace

void TestProfileFile::roundTrip()
{
    const Fixture f;
    QCOMPARE(f.file.read().value(), QList<Profile>());
    const Profile production = fullProfile();
    const Profile plain = newProfile(u"alpha"_s, u"/tmp/a.json"_s);
    QVERIFY(f.file.save(production) && f.file.save(plain));
    QCOMPARE(f.file.read().value(), (QList<Profile>{plain, production})); // by name

    Profile renamed = production;
    renamed.name = u"Live"_s;
    QVERIFY(f.file.save(renamed));
    QCOMPARE(f.file.read().value(), (QList<Profile>{plain, renamed}));
}

void TestProfileFile::isForItsOwnerAlone()
{
    const Fixture f;
    f.write("{\"profiles\": []}");
    QCOMPARE(::chmod(QFile::encodeName(f.file.path()).constData(), 0644), 0);
    QVERIFY(f.file.save(fullProfile()));
    struct stat status
    { };
    QCOMPARE(::stat(QFile::encodeName(f.file.path()).constData(), &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0600U);
    QCOMPARE(QDir(QFileInfo(f.file.path()).path()).entryList(QDir::Files | QDir::Hidden),
        QStringList{u"profiles.json"_s});
}

void TestProfileFile::aPasswordInTheAddressIsNotKept()
{
    const Fixture f;
    Profile profile = fullProfile();
    profile.gateway.setUserInfo(u"grace:secret"_s); // no hex, as ids are
    QVERIFY(f.file.save(profile));
    QVERIFY(!f.bytes().contains("secret"));
    QVERIFY(!f.bytes().contains("grace"));
}

void TestProfileFile::unknownMembersStay()
{
    const Fixture f;
    f.write(R"({"later": [1], "profiles": [
        {"id": "1", "name": "Old", "store": "/a", "fancy": {"x": 1}}, "a word", {"nameless": 1}]})");
    QCOMPARE(f.names(), QStringList{u"Old"_s});
    Profile old = f.file.read()->constFirst();
    old.color = ProfileColor::Teal;
    QVERIFY(f.file.save(old) && f.file.save(fullProfile()));
    const QJsonDocument document = QJsonDocument::fromJson(f.bytes());
    QCOMPARE(document[u"later"_s].toArray().size(), 1);
    const QJsonArray entries = document[u"profiles"_s].toArray();
    QCOMPARE(entries.size(), 4);
    QCOMPARE(entries[0][u"fancy"_s][u"x"_s].toInt(), 1);
    QCOMPARE(entries[0][u"colour"_s].toString(), u"teal"_s);
    QCOMPARE(entries[1].toString(), u"a word"_s);
    QCOMPARE(entries[2][u"nameless"_s].toInt(), 1);
}

void TestProfileFile::senselessMembersHaveTheirUsualValue()
{
    const Fixture f;
    f.write(R"({"profiles": [{"name": "A", "colour": "pink", "timeout_s": 99, "cache_ttl_s": "x",
        "polls_per_minute": -3, "build": "turbo", "read_only": "yes", "gateway": 7,
        "plain_http_allowed_for": true}]})");
    Profile usual;
    usual.id = u"A"_s;
    usual.name = u"A"_s;
    usual.pollsPerMinute = 0;
    usual.readOnly = true; // rather than let through what was meant to be kept out
    QCOMPARE(f.file.read().value(), QList<Profile>{usual});
}

void TestProfileFile::aDamagedFileIsKeptAside_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("torn") << "{\"profiles\": [{\"name\": \"Produ"_ba;
    QTest::newRow("a list") << "[]"_ba;
    QTest::newRow("no list of profiles") << "{\"profiles\": 3}"_ba;
}

void TestProfileFile::aDamagedFileIsKeptAside()
{
    QFETCH(QByteArray, bytes);
    const Fixture f;
    f.write(bytes);
    const auto read = f.file.read();
    QVERIFY(!read);
    QVERIFY2(read.error().message.startsWith(
                 u"The profiles in %1 cannot be read ("_s.arg(f.file.path())),
        qPrintable(read.error().message));
    QVERIFY(!f.file.remove(u"1"_s));
    QCOMPARE(f.bytes(), bytes); // looking changes nothing

    QVERIFY(f.file.save(fullProfile()));
    QCOMPARE(f.names(), QStringList{u"Production"_s});
    const QDir folder(QFileInfo(f.file.path()).path());
    const QStringList aside = folder.entryList({u"profiles.json.damaged-*"_s});
    QCOMPARE(aside.size(), 1);
    QFile kept(folder.filePath(aside[0]));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes);
}

void TestProfileFile::twoOfOneNameAreRefused()
{
    const Fixture f;
    QVERIFY(f.file.save(fullProfile()));
    const QByteArray before = f.bytes();
    const Result<> again = f.file.save(newProfile(u"production"_s, u"/b"_s));
    QCOMPARE(again.error().code, ErrorCode::InvalidInput);
    QCOMPARE(f.bytes(), before);
}

void TestProfileFile::removes()
{
    const Fixture f;
    const Profile profile = fullProfile();
    QVERIFY(f.file.save(profile) && f.file.save(newProfile(u"b"_s, u"/b"_s)));
    QVERIFY(f.file.remove(profile.id) && f.file.remove(profile.id));
    QCOMPARE(f.names(), QStringList{u"b"_s});
}

void TestProfileFile::writersDoNotLoseEachOthersProfiles()
{
    constexpr int Writers = 4, Each = 10;
    const Fixture f;
    std::vector<std::thread> writers;
    std::atomic<int> failed = 0;
    for (int w = 0; w < Writers; ++w) {
        writers.emplace_back([&f, &failed, w] {
            for (int i = 0; i < Each; ++i) {
                const auto saved = ProfileFile(f.file.path())
                                       .save(newProfile(u"%1-%2"_s.arg(w).arg(i), u"/a"_s));
                failed += saved ? 0 : 1;
            }
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(f.names().size(), Writers * Each);
}

void TestProfileFile::aLinkStaysALink()
{
    const Fixture f;
    const QString dotfiles = f.home.filePath(u"dotfiles.json"_s);
    f.write("{\"profiles\": []}");
    QVERIFY(QFile::rename(f.file.path(), dotfiles));
    QVERIFY(QFile::link(dotfiles, f.file.path()));
    QVERIFY(f.file.save(fullProfile()));
    QVERIFY(QFileInfo(f.file.path()).isSymLink());
    QCOMPARE(ProfileFile(dotfiles).read()->size(), 1);
    QCOMPARE(f.names().size(), 1);
}

void TestProfileFile::noHomeIsSaid()
{
    const ProfileFile file;
    QCOMPARE(file.read().value(), QList<Profile>());
    QVERIFY(file.save(fullProfile()).error().message.contains(u"set HOME"_s));
}

QTEST_GUILESS_MAIN(TestProfileFile)
#include "tst_profilefile.moc"
