// keydeckctl tag and note, and what list and show make of it.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlTagsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tagsAreAddedAndTakenAway();
    void tagsAreListed();
    void listByTag();
    void notesAreWrittenAndTakenAway();
    void showHasIt();
    void theStoreStaysAsItIs();
    void notesOfTwoStoresAreApart();
    void whatCannotBeDoneIsSaid_data();
    void whatCannotBeDoneIsSaid();
    void damagedNotesAreSaidAndListGoesOn();
    void nothingIsMadeByLooking();
};

namespace {

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

struct Fixture
{
    QTemporaryDir home;
    StoreFixture store{3};

    [[nodiscard]] CtlOutcome run(const QStringList &words) const
    {
        QProcessEnvironment environment = ctlEnvironment();
        environment.insert(u"XDG_DATA_HOME"_s, home.path());
        return runCtl(words + QStringList{u"--store"_s, store.path()}, {}, environment);
    }
    [[nodiscard]] QJsonArray tags(int n) const
    {
        return run({u"list"_s, u"--json"_s}).json()[n][u"tags"_s].toArray();
    }
    [[nodiscard]] QString notesPath() const
    {
        QDirIterator files(
            home.path(), {u"notes.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }
};

} // namespace

void KeydeckCtlTagsTest::tagsAreAddedAndTakenAway()
{
    const Fixture f;
    const CtlOutcome added
        = f.run({u"tag"_s, id(0), id(1), u"--add"_s, u"Prod"_s, u"--add"_s, u"team-a"_s});
    QVERIFY2(added.exitCode == 0 && added.err.isEmpty(), added.all().constData());
    QCOMPARE(added.out,
        u"%1  Example 0  Prod, team-a\n%2  Example 1  Prod, team-a\n"_s.arg(id(0), id(1)).toUtf8());
    QCOMPARE(f.tags(0), (QJsonArray{u"Prod"_s, u"team-a"_s}));
    const CtlOutcome changed = f.run({u"tag"_s, id(0), u"--remove"_s, u"PROD"_s, u"--add"_s,
        u"TEAM-A"_s, u"--add"_s, u"new"_s, u"--json"_s});
    QCOMPARE(changed.json()[0][u"tags"_s].toArray(), (QJsonArray{u"team-a"_s, u"new"_s}));
    QCOMPARE(changed.json()[0][u"id"_s].toString(), id(0));
    QCOMPARE(f.tags(0), (QJsonArray{u"team-a"_s, u"new"_s}));
    QCOMPARE(f.tags(1), (QJsonArray{u"Prod"_s, u"team-a"_s}));
    QCOMPARE(f.run({u"tag"_s, id(2)}).out, u"%1  Example 2  no tags\n"_s.arg(id(2)).toUtf8());
}

void KeydeckCtlTagsTest::tagsAreListed()
{
    const Fixture f;
    QVERIFY2(!f.run({u"list"_s}).out.contains("TAGS"), "no column of nothing");
    QCOMPARE(f.run({u"tag"_s, id(1), u"--add"_s, u"prod"_s}).exitCode, 0);
    const QByteArrayList lines = f.run({u"list"_s}).out.split('\n');
    QVERIFY2(lines[0].endsWith("TAGS"), lines[0].constData());
    QVERIFY2(lines[2].endsWith("prod"), lines[2].constData());
}

void KeydeckCtlTagsTest::listByTag()
{
    const Fixture f;
    QCOMPARE(f.run({u"tag"_s, id(0), id(2), u"--add"_s, u"Prod"_s}).exitCode, 0);
    const QJsonArray prod = f.run({u"list"_s, u"--tag"_s, u"prod"_s, u"--json"_s}).json().array();
    QCOMPARE(prod.size(), 2);
    QCOMPARE(prod[1][u"id"_s].toString(), id(2));
    QCOMPARE(f.run({u"list"_s, u"--tag"_s, u"prod"_s}).out.count('\n'), 3);
    QCOMPARE(f.run({u"list"_s, u"--tag"_s, u"pro"_s}).out.count('\n'), 1);
    QCOMPARE(f.run({u"list"_s, u"--tag"_s, u"prod"_s, u"--status"_s, u"expired"_s, u"--json"_s})
                 .json()
                 .array()
                 .size(),
        0);
}

void KeydeckCtlTagsTest::notesAreWrittenAndTakenAway()
{
    const Fixture f;
    const CtlOutcome written
        = f.run({u"note"_s, u"Example 1"_s, u"--text"_s, u"For the report\non Mondays"_s,
            u"--owner"_s, u"Team A"_s, u"--contact"_s, u"a@example.org"_s});
    QVERIFY2(written.exitCode == 0 && written.err.isEmpty(), written.all().constData());
    QCOMPARE(written.out,
        u"%1  Example 1\nNote         For the report\n             on Mondays\n"
        "Owner        Team A\nContact      a@example.org\n"_s.arg(id(1))
            .toUtf8());
    const QJsonObject json
        = f.run({u"note"_s, id(1), u"--owner"_s, u""_s, u"--json"_s}).json().object();
    QCOMPARE(json[u"note"_s].toString(), u"For the report\non Mondays"_s);
    QVERIFY(json[u"owner"_s].isNull());
    QCOMPARE(json[u"contact"_s].toString(), u"a@example.org"_s);
    QVERIFY(f.run({u"note"_s, id(0)}).out.endsWith("Nothing is noted about it.\n"));
}

void KeydeckCtlTagsTest::showHasIt()
{
    const Fixture f;
    QCOMPARE(f.run({u"tag"_s, id(1), u"--add"_s, u"prod"_s}).exitCode, 0);
    QCOMPARE(f.run({u"note"_s, id(1), u"--owner"_s, u"Team A"_s}).exitCode, 0);
    const QByteArray text = f.run({u"show"_s, id(1)}).out;
    QVERIFY2(text.contains("\nTags         prod\nOwner        Team A\n"), text.constData());
    const QJsonObject json = f.run({u"show"_s, id(1), u"--json"_s}).json().object();
    QCOMPARE(json[u"tags"_s].toArray(), QJsonArray{u"prod"_s});
    QCOMPARE(json[u"owner"_s].toString(), u"Team A"_s);
    QVERIFY(json[u"note"_s].isNull() && json.contains(u"contact"_s));
    QVERIFY(json[u"suspended"_s].isBool());
}

void KeydeckCtlTagsTest::theStoreStaysAsItIs()
{
    const Fixture f;
    QCOMPARE(f.run({u"tag"_s, id(1), u"--add"_s, u"prod"_s}).exitCode, 0);
    QCOMPARE(f.run({u"note"_s, id(1), u"--text"_s, u"x"_s}).exitCode, 0);
    QCOMPARE(f.store.bytes(), storeBytes(3));
    QVERIFY(f.store.isTidy());
    QVERIFY2(f.run({u"undo"_s}).exitCode == 5, "no edit of the store, and none to undo");
}

void KeydeckCtlTagsTest::notesOfTwoStoresAreApart()
{
    const Fixture f;
    QCOMPARE(f.run({u"tag"_s, id(1), u"--add"_s, u"prod"_s}).exitCode, 0);
    const StoreFixture other(3);
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, f.home.path());
    const CtlOutcome listed
        = runCtl({u"list"_s, u"--json"_s, u"--store"_s, other.path()}, {}, environment);
    QCOMPARE(listed.json()[1][u"tags"_s].toArray(), QJsonArray());
}

void KeydeckCtlTagsTest::whatCannotBeDoneIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList &words, const QString &says) {
        QTest::addRow("%s", qPrintable(words.join(u' '))) << words << says;
    };
    row({u"tag"_s, id(0), u"--add"_s, u"a b"_s}, u"--add: The tag “a b” has white space"_s);
    row({u"tag"_s, id(0), u"--add"_s, u"a,b"_s}, u"comma"_s);
    row({u"tag"_s, id(0), u"--add"_s, u""_s}, u"--add is given an empty value"_s);
    row({u"tag"_s, id(0), u"--add"_s, u"x"_s, u"--remove"_s, u"X"_s}, u"both"_s);
    row({u"tag"_s, u"--add"_s, u"x"_s}, u"SELECTOR"_s);
    row({u"note"_s, id(0), u"--owner"_s, u"a\nb"_s}, u"one line"_s);
    row({u"note"_s, id(0), u"--text"_s, u"a"_s, u"--text"_s, u"b"_s}, u"more than once"_s);
    row({u"list"_s, u"--tag"_s, u"a b"_s}, u"white space"_s);
}

void KeydeckCtlTagsTest::whatCannotBeDoneIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(QString, says);
    const Fixture f;
    const CtlOutcome outcome = f.run(words);
    QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(says), outcome.all().constData());
    QVERIFY(f.notesPath().isEmpty());
}

void KeydeckCtlTagsTest::damagedNotesAreSaidAndListGoesOn()
{
    const Fixture f;
    QCOMPARE(f.run({u"tag"_s, id(1), u"--add"_s, u"prod"_s}).exitCode, 0);
    QFile notes(f.notesPath());
    QVERIFY(notes.resize(20));
    const CtlOutcome listed = f.run({u"list"_s});
    QVERIFY2(listed.exitCode == 0 && listed.hasOneErrorLine(), listed.all().constData());
    QVERIFY(listed.errorText().contains(notes.fileName()) && listed.out.contains("Example 2"));
    const CtlOutcome byTag = f.run({u"list"_s, u"--tag"_s, u"prod"_s});
    QVERIFY2(byTag.exitCode == 1 && byTag.out.isEmpty(), byTag.all().constData());
    const CtlOutcome tagged = f.run({u"tag"_s, id(1), u"--add"_s, u"new"_s});
    QVERIFY2(tagged.exitCode == 0 && tagged.errorText().contains(u".damaged-"_s),
        tagged.all().constData());
    QCOMPARE(f.tags(1), QJsonArray{u"new"_s});
}

void KeydeckCtlTagsTest::nothingIsMadeByLooking()
{
    const Fixture f;
    for (const QStringList &words : {QStringList{u"list"_s}, QStringList{u"show"_s, id(0)},
             QStringList{u"tag"_s, id(0)}, QStringList{u"note"_s, id(0)}})
        QCOMPARE(f.run(words).exitCode, 0);
    QVERIFY(QDir(f.home.path()).isEmpty());
}

QTEST_GUILESS_MAIN(KeydeckCtlTagsTest)
#include "tst_keydeckctltags.moc"
