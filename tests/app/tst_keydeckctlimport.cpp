// keydeckctl import: what becomes of the file and of the store, what is said, and the way back.
#include "app/profiles/profilefile.h"
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlImportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void importsAndPrintsNewKeysAlone();
    void undoGivesTheBytesBack();
    void everyBadRowIsNamedAndNothingWritten();
    void badRowsCanBeLeftOut();
    void aDryRunChangesNothing();
    void jsonSaysTheSame();
    void readsWhatItExports_data();
    void readsWhatItExports();
    void readsStandardInput();
    void columnsCanBeNamed();
    void notesAreKept();
    void asksAtATerminal_data();
    void asksAtATerminal();
    void whatCannotBeDoneIsSaid_data();
    void whatCannotBeDoneIsSaid();
    void aReadOnlyProfileRefuses();
    void besideAWriterNoUsageIsLost();
};

namespace {

constexpr char Staff[] = "name,key,limit,expires\n"
                         "Alice,pk_moved_from_elsewhere_0001,250k,2099-12-31\n"
                         "\"Bob, Jr.\",,5000,2099-06-30T12:00:00Z\n";

struct Bench
{
    StoreFixture store{2};
    QTemporaryDir folder;
    QString file = folder.filePath(u"staff.csv"_s);

    explicit Bench(const QByteArray &content = Staff)
    {
        QFile out(file);
        const bool written = out.open(QIODevice::WriteOnly) && out.write(content) == content.size();
        [&] { QVERIFY(written); }();
    }
    [[nodiscard]] QStringList words(const QStringList &options) const
    {
        return QStringList{u"import"_s, file, u"--store"_s, store.path()} + options;
    }
    [[nodiscard]] CtlOutcome import(const QStringList &options = {}) const
    {
        return runCtl(words(options));
    }
    [[nodiscard]] QJsonObject shown(const QString &selector) const
    {
        return runCtl({u"show"_s, selector, u"--json"_s, u"--store"_s, store.path()})
            .json()
            .object();
    }
    [[nodiscard]] int keyCount() const
    {
        return int(QJsonDocument::fromJson(store.bytes())[u"keys"_s].toArray().size());
    }
};

} // namespace

void KeydeckCtlImportTest::importsAndPrintsNewKeysAlone()
{
    const Bench bench;
    const CtlOutcome outcome = bench.import();
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    const QRegularExpression form(
        u"^imported  %1  Alice\ncreated  ([0-9a-f]{12})  Bob, Jr\\.  (pk_[0-9a-f]{32})\n$"_s.arg(
            fingerprint(u"pk_moved_from_elsewhere_0001"_s)));
    const auto match = form.match(QString::fromUtf8(outcome.out));
    QVERIFY2(match.hasMatch(), outcome.all().constData());
    QCOMPARE(match.captured(1), fingerprint(match.captured(2)));
    QVERIFY(bench.store.bytes().contains(match.captured(2).toUtf8()));
    QVERIFY(bench.store.bytes().startsWith(storeBytes(2).chopped(6))); // the rest is as it was
    const QJsonObject alice = bench.shown(u"Alice"_s);
    QCOMPARE(alice[u"token_limit_per_5h"_s].toInt(), 250'000);
    QCOMPARE(alice[u"expiry_date"_s].toString(), u"2099-12-31T23:59:59.000Z"_s);
    QCOMPARE(alice[u"total_lifetime_tokens"_s].toInt(-1), 0);
    QCOMPARE(alice[u"status"_s].toString(), u"active"_s);
    QVERIFY(bench.store.isTidy());
}

void KeydeckCtlImportTest::undoGivesTheBytesBack()
{
    const Bench bench;
    QCOMPARE(bench.import().exitCode, 0);
    const CtlOutcome undone = runCtl({u"undo"_s, u"--store"_s, bench.store.path()});
    QVERIFY2(
        undone.out.startsWith("undone: Import 2 keys from staff.csv"), undone.all().constData());
    QCOMPARE(bench.store.bytes(), storeBytes(2));
}

void KeydeckCtlImportTest::everyBadRowIsNamedAndNothingWritten()
{
    const Bench bench("name,key,limit,expires\nAlice,,1,+1d\n,,many,+1d\n\"B\nB\",,1,+1d\nC,,1\n"
                      "D,pk_example_00001,1,+1d\n"_ba);
    const CtlOutcome outcome = bench.import();
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.out.isEmpty());
    const QStringList lines = outcome.errorText().split(u'\n', Qt::SkipEmptyParts);
    QVERIFY2(lines.size() == 5, outcome.all().constData());
    QVERIFY(lines[0].startsWith(bench.file + u":3: A name is needed"_s));
    QVERIFY(lines[0].contains(u"“many” is no number of tokens"_s));
    QVERIFY(lines[1].startsWith(bench.file + u":4: The name"_s));
    QVERIFY(lines[2].startsWith(bench.file + u":6: It has 3 cells"_s));
    QVERIFY(lines[3].contains(u":7: Its key is in the store already, as “Example 1”"_s));
    QVERIFY(lines[4].startsWith(u"keydeckctl: Nothing was imported, since 4 of 5 rows"_s));
    QCOMPARE(bench.store.bytes(), storeBytes(2));
}

void KeydeckCtlImportTest::badRowsCanBeLeftOut()
{
    const Bench bench("name,limit,expires\nAlice,1,+1d\nBob,many,+1d\n"_ba);
    const CtlOutcome outcome = bench.import({u"--skip-bad"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QVERIFY(outcome.errorText().startsWith(bench.file + u":3: “many”"_s));
    QVERIFY(outcome.out.contains("Alice") && !outcome.out.contains("Bob"));
    QCOMPARE(bench.keyCount(), 3);

    const Bench hopeless("name,limit,expires\nBob,many,+1d\n"_ba);
    const CtlOutcome none = hopeless.import({u"--skip-bad"_s});
    QVERIFY2(none.exitCode == 2 && none.err.contains("none of the rows"), none.all().constData());
}

void KeydeckCtlImportTest::aDryRunChangesNothing()
{
    const Bench bench("name,key,limit,expires\nExample 1,,1,2099-01-01\n"
                      "Al,pk_moved_from_elsewhere_0001,2500,2099-01-01\n"_ba);
    const CtlOutcome outcome = bench.import({u"--dry-run"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QByteArrayList lines = outcome.out.split('\n');
    QVERIFY2(lines[1].contains("Example 1  new ") && lines[1].contains("2099-01-01T23:59:59.000Z"),
        outcome.all().constData());
    QVERIFY2(
        lines[2].contains("pk_…0001") && lines[2].contains("2,500"), outcome.all().constData());
    QCOMPARE(outcome.errorText(),
        u"%1:2: The store has a key of this name already.\n"_s.arg(bench.file));
    QCOMPARE(bench.store.bytes(), storeBytes(2));
    const QJsonDocument json = bench.import({u"--dry-run"_s, u"--json"_s}).json();
    QCOMPARE(json[u"would_import"_s].toArray().size(), 2);
    QCOMPARE(json[u"would_import"_s][1][u"masked_key"_s].toString(), u"pk_…0001"_s);
    QVERIFY(json[u"would_import"_s][0][u"masked_key"_s].isNull());
    QCOMPARE(json[u"would_import"_s][0][u"line"_s].toInt(), 2);
}

void KeydeckCtlImportTest::jsonSaysTheSame()
{
    const Bench bench(QByteArray(Staff) + ",,1,+1d\n");
    const CtlOutcome outcome = bench.import({u"--json"_s, u"--skip-bad"_s});
    const QJsonArray keys = outcome.json()[u"keys"_s].toArray();
    QVERIFY2(outcome.exitCode == 0 && keys.size() == 2, outcome.all().constData());
    QCOMPARE(keys[0][u"name"_s].toString(), u"Alice"_s);
    QVERIFY(keys[0][u"key"_s].isUndefined()); // it is in the file
    QVERIFY(keys[1][u"key"_s].toString().startsWith(u"pk_"_s));
    QCOMPARE(outcome.json()[u"left_out"_s][0][u"line"_s].toInt(), 4);
}

void KeydeckCtlImportTest::readsWhatItExports_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("csv") << QStringList{u"report"_s, u"--format"_s, u"csv"_s, u"--reveal"_s};
    QTest::newRow("json") << QStringList{u"list"_s, u"--json"_s, u"--reveal"_s};
}

void KeydeckCtlImportTest::readsWhatItExports()
{
    QFETCH(QStringList, words);
    const StoreFixture from(12);
    const CtlOutcome exported = runCtl(words + QStringList{u"--store"_s, from.path()});
    const Bench bench(exported.out);
    bench.store.replace(storeBytes(0));
    const CtlOutcome outcome = bench.import();
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QJsonArray before = QJsonDocument::fromJson(from.bytes())[u"keys"_s].toArray();
    const QJsonArray after = QJsonDocument::fromJson(bench.store.bytes())[u"keys"_s].toArray();
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i) {
        for (const QString &field : {u"key"_s, u"name"_s, u"model"_s, u"token_limit_per_5h"_s,
                 u"expiry_date"_s, u"created_at"_s})
            QCOMPARE(after[i][field], before[i][field]);
    }
}

void KeydeckCtlImportTest::readsStandardInput()
{
    const StoreFixture store(1);
    const CtlOutcome outcome
        = runCtl({u"import"_s, u"-"_s, u"--store"_s, store.path(), u"--limit"_s, u"1k"_s,
                     u"--expires"_s, u"+1d"_s, u"--prefix"_s, u"team_"_s},
            "[{\"name\": \"Alice\"},\n{\"name\": \"Bob\", \"model\": \"x\"}]");
    QVERIFY2(outcome.exitCode == 0 && outcome.out.count("  team_") == 2, outcome.all().constData());
    const CtlOutcome bad
        = runCtl({u"import"_s, u"-"_s, u"--store"_s, store.path()}, "name\nAlice\n");
    QVERIFY2(bad.err.startsWith("stdin:2: A limit is needed"), bad.all().constData());
}

void KeydeckCtlImportTest::columnsCanBeNamed()
{
    const Bench bench("Person;Cap;Cap;Until\nAlice;1;2;31 May 2099\n"_ba);
    const CtlOutcome unnamed = bench.import();
    QVERIFY2(unnamed.exitCode == 2 && unnamed.hasOneErrorLine()
            && unnamed.errorText().contains(u"--map name=COLUMN, of “Person”, “Cap”"_s),
        unnamed.all().constData());
    const CtlOutcome outcome = bench.import({u"--map"_s, u"name=Person"_s, u"--map"_s,
        u"limit=#3"_s, u"--separator"_s, u";"_s, u"--expires"_s, u"2099-05-31"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(bench.shown(u"Alice"_s)[u"token_limit_per_5h"_s].toInt(), 2);
}

void KeydeckCtlImportTest::notesAreKept()
{
    const Bench bench("name,limit,expires,tags,note,owner,contact\n"
                      "Alice,1,2099-01-01,\"a, b\",hello,Team,a@b.org\n"_ba);
    QCOMPARE(bench.import().exitCode, 0);
    const QJsonObject alice = bench.shown(u"Alice"_s);
    QCOMPARE(alice[u"tags"_s].toArray(), (QJsonArray{u"a"_s, u"b"_s}));
    QCOMPARE(alice[u"note"_s].toString(), u"hello"_s);
    QCOMPARE(alice[u"owner"_s].toString(), u"Team"_s);
    QCOMPARE(alice[u"contact"_s].toString(), u"a@b.org"_s);
    QVERIFY(!bench.store.bytes().contains("hello"));
}

void KeydeckCtlImportTest::asksAtATerminal_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("keys");
    QTest::newRow("yes") << "y\n"_ba << QStringList() << 4;
    QTest::newRow("no") << "\n"_ba << QStringList() << 2;
    QTest::newRow("--yes") << QByteArray() << QStringList{u"--yes"_s} << 4;
}

void KeydeckCtlImportTest::asksAtATerminal()
{
    QFETCH(QByteArray, typed);
    QFETCH(QStringList, options);
    QFETCH(int, keys);
    const Bench bench;
    const CtlOutcome outcome = runCtlAtTerminal(bench.words(options), 100, typed);
    QCOMPARE(outcome.out.contains("Import 2 of 2 rows as new keys? [y/N]"), !typed.isEmpty());
    QVERIFY2(bench.keyCount() == keys, outcome.all().constData());
    QCOMPARE(outcome.exitCode, keys == 2 ? 1 : 0);
}

void KeydeckCtlImportTest::whatCannotBeDoneIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList &words, int exitCode, const QString &says) {
        QTest::addRow("%s", qPrintable(words.join(u' '))) << words << exitCode << says;
    };
    row({}, 2, u"Name the file to import"_s);
    row({u"FILE"_s, u"other.csv"_s}, 2, u"more words are given"_s);
    row({u"/no/such/file"_s}, 1, u"/no/such/file cannot be read: No such file"_s);
    row({u"/dev"_s}, 2, u"/dev is not a regular file"_s);
    row({u"FILE"_s, u"--format"_s, u"html"_s}, 2, u"“html” is neither csv nor json"_s);
    row({u"FILE"_s, u"--format"_s, u"json"_s}, 2, u"line 1: this is not JSON"_s);
    row({u"FILE"_s, u"--separator"_s, u"x"_s}, 2, u"--separator takes"_s);
    row({u"FILE"_s, u"--map"_s, u"name=Nobody"_s}, 2, u"--map: There is no column “Nobody”"_s);
    row({u"FILE"_s, u"--limit"_s, u"much"_s}, 2, u"--limit: “much” is no number"_s);
    row({u"FILE"_s, u"--grace"_s, u"1h"_s}, 2, u"import takes no --grace"_s);
}

void KeydeckCtlImportTest::whatCannotBeDoneIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    const Bench bench;
    words.replaceInStrings(u"FILE"_s, bench.file);
    const CtlOutcome outcome
        = runCtl(QStringList{u"import"_s, u"--store"_s, bench.store.path()} + words);
    QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine() && outcome.out.isEmpty(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(says), outcome.all().constData());
    QCOMPARE(bench.store.bytes(), storeBytes(2));
}

void KeydeckCtlImportTest::aReadOnlyProfileRefuses()
{
    const Bench bench;
    const ProfileFile file(bench.folder.filePath(u"keydeck/profiles.json"_s));
    Profile profile = newProfile(u"Production"_s, bench.store.path());
    profile.readOnly = true;
    QVERIFY(file.save(profile));
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, bench.folder.path());
    const QStringList words{u"import"_s, bench.file, u"--profile"_s, u"Production"_s};
    const CtlOutcome outcome = runCtl(words, {}, environment);
    QVERIFY2(outcome.exitCode == 1 && outcome.err.contains("“Production” is read-only"),
        outcome.all().constData());
    QCOMPARE(bench.store.bytes(), storeBytes(2));
    QCOMPARE(runCtl(words + QStringList{u"--dry-run"_s}, {}, environment).exitCode, 0);
}

void KeydeckCtlImportTest::besideAWriterNoUsageIsLost()
{
    constexpr int Rows = 2000, Tokens = 3;
    QByteArray text = "name,limit,expires\n";
    for (int n = 0; n < Rows; ++n)
        text += "Key " + QByteArray::number(n) + ",1000,2099-01-01\n";
    const Bench bench(text);
    const double before = bench.shown(u"Example 1"_s)[u"total_lifetime_tokens"_s].toDouble();
    GatewayWriter writer;
    writer.start({bench.store.path(), sampleKeyText(1), 0, Tokens, 5, 0});
    QVERIFY(writer.awaitBooking());
    const CtlOutcome outcome = bench.import({u"--json"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
    QVERIFY(writer.awaitBooking());
    const GatewayWriter::Outcome booked = writer.finish();
    QCOMPARE(booked.refused, 0);
    QCOMPARE(bench.keyCount(), Rows + 2);
    QCOMPARE(bench.shown(u"Example 1"_s)[u"total_lifetime_tokens"_s].toDouble(),
        before + Tokens * booked.acknowledged);
}

QTEST_GUILESS_MAIN(KeydeckCtlImportTest)
#include "tst_keydeckctlimport.moc"
