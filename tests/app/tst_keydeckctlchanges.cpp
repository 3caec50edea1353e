// keydeckctl backup, changes, undo and redo.
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestKeydeckctlChanges final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void undoAndRedo();
    void undoOfNothing();
    void undoBesideAnotherAdministrator();
    void aRemovalThatGainedUsageSaysSo();
    void changesOfOneKey();
    void changesAsJson();
    void noKeyIsWrittenDown();
    void backupsAreListed();
    void aBackupIsPreviewedAndRestored();
    void aBackupIsRestoredOverWhatTheGatewayCannotUse();
    void atATerminalItAsks();
    void deletedKeysAreGivenBack();
    void trashNamesWhatItCannotFind();
    void aWipedStoreStops();
    void wrongWords_data();
    void wrongWords();
    void withoutAHomeItEditsAllTheSame();
    void aHomeThatCannotBeWrittenStopsTheEdit();
};

namespace {

CtlOutcome run(const StoreFixture &store, const QStringList &arguments)
{
    return runCtl(QStringList{u"--store"_s, store.path()} + arguments);
}

QByteArray limitOf(const StoreFixture &store, int index)
{
    const QByteArray bytes = store.bytes();
    qsizetype at = -1;
    for (int i = 0; i <= index; ++i)
        at = bytes.indexOf("token_limit_per_5h", at + 1);
    return bytes.mid(at + 21, bytes.indexOf(',', at) - at - 21);
}

QString newestBackup(const StoreFixture &store)
{
    return run(store, {u"backup"_s, u"list"_s, u"--json"_s}).json()[0][u"id"].toString();
}

} // namespace

void TestKeydeckctlChanges::undoAndRedo()
{
    const StoreFixture store;
    const QByteArray before = store.bytes();
    QCOMPARE(run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s}).exitCode, 0);
    QCOMPARE(run(store, {u"remove"_s, u"Example 0"_s, u"Example 2"_s, u"--yes"_s}).exitCode, 0);
    const QByteArray after = store.bytes();

    const CtlOutcome undone = run(store, {u"undo"_s});
    QVERIFY2(undone.exitCode == 0 && undone.err.isEmpty(), undone.all().constData());
    QVERIFY2(undone.out.startsWith("undone: Remove 2 keys: 2 created\n"), undone.all().constData());
    QCOMPARE(limitOf(store, 1), "7");
    QCOMPARE(run(store, {u"undo"_s}).exitCode, 0);
    QCOMPARE(store.bytes(), before);
    QCOMPARE(run(store, {u"redo"_s}).exitCode, 0);
    const CtlOutcome redone = run(store, {u"redo"_s, u"--json"_s});
    QCOMPARE(redone.json()[u"done"].toString(), u"done again: Remove 2 keys"_s);
    QCOMPARE(redone.json()[u"changes"].toArray().size(), 2);
    QCOMPARE(store.bytes(), after);
    QVERIFY(store.isTidy());
}

void TestKeydeckctlChanges::undoOfNothing()
{
    const StoreFixture store;
    for (const QString &verb : {u"undo"_s, u"redo"_s}) {
        const CtlOutcome outcome = run(store, {verb});
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY2(outcome.hasOneErrorLine(), outcome.all().constData());
    }
    QVERIFY(run(store, {u"changes"_s}).out.startsWith("No edit of this store"));
    QVERIFY(run(store, {u"backup"_s, u"list"_s}).out.startsWith("There are no backups yet"));
}

void TestKeydeckctlChanges::undoBesideAnotherAdministrator()
{
    const StoreFixture store;
    QCOMPARE(run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s}).exitCode, 0);
    store.replace(store.bytes().replace(": 7,", ": 8,"));
    const CtlOutcome conflict = run(store, {u"undo"_s});
    QCOMPARE(conflict.exitCode, 1);
    QVERIFY2(conflict.errorText().contains(
                 u"token_limit_per_5h of “Example 1” to 8 while you set it to 100000"),
        conflict.all().constData());
    QCOMPARE(limitOf(store, 1), "8");
}

void TestKeydeckctlChanges::aRemovalThatGainedUsageSaysSo()
{
    const StoreFixture store;
    QCOMPARE(
        run(store,
            {u"create"_s, u"--name"_s, u"New"_s, u"--limit"_s, u"9"_s, u"--expires"_s, u"+9d"_s})
            .exitCode,
        0);
    QByteArray bytes = store.bytes();
    bytes.replace(
        bytes.lastIndexOf("\"total_lifetime_tokens\": 0"), 26, "\"total_lifetime_tokens\": 55");
    store.replace(bytes);
    const CtlOutcome undone = run(store, {u"undo"_s});
    QCOMPARE(undone.exitCode, 0);
    QCOMPARE(undone.errorText(), u"keydeckctl: “New” had used 55 more tokens by then.\n"_s);
}

void TestKeydeckctlChanges::changesOfOneKey()
{
    const StoreFixture store;
    run(store, {u"set"_s, u"Example 1"_s, u"Example 2"_s, u"--limit"_s, u"7"_s});
    run(store, {u"remove"_s, u"Example 2"_s});
    const QByteArray all = run(store, {u"changes"_s}).out;
    QVERIFY2(all.indexOf("Remove “Example 2”") < all.indexOf("Edit 2 keys"), all.constData());
    const QByteArray one = run(store, {u"changes"_s, u"Example 1"_s}).out;
    QVERIFY(one.contains("changed: token_limit_per_5h: 100000 → 7"));
    QVERIFY(!one.contains("Example 2"));
    // Also of a key that is gone, by its id.
    const QByteArray line = all.mid(all.indexOf("  "));
    const QString id = QString::fromUtf8(line.mid(line.indexOf('\n') + 3, 12));
    const QByteArray gone = run(store, {u"changes"_s, id.first(8)}).out;
    QVERIFY2(gone.contains("removed") && gone.contains("changed"), gone.constData());
    QVERIFY(run(store, {u"changes"_s, u"Nobody"_s}).out.startsWith("No edit of that key"));
}

void TestKeydeckctlChanges::changesAsJson()
{
    const StoreFixture store;
    run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s, u"--no-model"_s});
    const QJsonDocument changes = run(store, {u"changes"_s, u"--json"_s}).json();
    QCOMPARE(changes.array().size(), 1);
    const QJsonObject entry = changes[0].toObject();
    QCOMPARE(entry[u"title"].toString(), u"Edit “Example 1”"_s);
    QVERIFY(entry[u"author"].toString().contains(u'@'));
    QVERIFY(entry[u"confirmed"].toBool());
    const QJsonArray fields = entry[u"changes"][0][u"fields"].toArray();
    QCOMPARE(fields.size(), 2);
    QCOMPARE(fields[0][u"field"].toString(), u"model"_s);
    QCOMPARE(fields[0][u"before"].toString(), u"glm-4.7"_s);
    QVERIFY(fields[0][u"after"].isNull());
    QCOMPARE(fields[1][u"after"].toInt(), 7);
}

void TestKeydeckctlChanges::noKeyIsWrittenDown()
{
    const StoreFixture store;
    const QByteArray created = run(
        store, {u"create"_s, u"--name"_s, u"New"_s, u"--limit"_s, u"9"_s, u"--expires"_s, u"+9d"_s})
                                   .out.trimmed();
    QVERIFY(created.startsWith("pk_"));
    run(store, {u"remove"_s, u"New"_s});
    int looked = 0;
    QDirIterator files(ctlEnvironment().value(u"XDG_DATA_HOME"_s) + u"/keydeck"_s, QDir::Files,
        QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().contains(u"/backups/"_s) || file.fileName().contains(u"/trash/"_s))
            continue;
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY2(!file.readAll().contains(created), qPrintable(file.fileName()));
        ++looked;
    }
    QVERIFY(looked > 0);
}

void TestKeydeckctlChanges::backupsAreListed()
{
    const StoreFixture store;
    run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s});
    run(store, {u"remove"_s, u"Example 2"_s});
    const QByteArray table = run(store, {u"backup"_s, u"list"_s}).out;
    QCOMPARE(table.count('\n'), 3);
    QVERIFY(table.startsWith("ID "));
    const QJsonDocument list = run(store, {u"backup"_s, u"list"_s, u"--json"_s}).json();
    QCOMPARE(list.array().size(), 2);
    QCOMPARE(list[0][u"key_count"].toInt(), 3);
    QVERIFY(list[0][u"usable"].toBool());
    QVERIFY(list[0][u"id"].toString() > list[1][u"id"].toString());
}

void TestKeydeckctlChanges::aBackupIsPreviewedAndRestored()
{
    const StoreFixture store;
    const QByteArray before = store.bytes();
    run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s});
    const QByteArray after = store.bytes();
    const CtlOutcome preview = run(store, {u"backup"_s, u"restore"_s, u"newest"_s, u"--dry-run"_s});
    QVERIFY2(preview.out.contains("would be restored: 1 changed\n")
            && preview.out.contains("token_limit_per_5h: 7 → 100000"),
        preview.all().constData());
    QCOMPARE(store.bytes(), after);
    const QStringList wish{u"backup"_s, u"restore"_s, newestBackup(store)};
    const CtlOutcome unasked = run(store, wish);
    QVERIFY2(unasked.exitCode == 2 && unasked.err.contains("--yes"), unasked.all().constData());
    QCOMPARE(store.bytes(), after);
    const CtlOutcome restored = run(store, wish + QStringList{u"--yes"_s});
    QCOMPARE(restored.exitCode, 0);
    QCOMPARE(store.bytes(), before);
    QCOMPARE(run(store, {u"undo"_s}).exitCode, 0);
    QCOMPARE(store.bytes(), after);
    QCOMPARE(
        run(store, {u"backup"_s, u"restore"_s, u"20200101-000000-000"_s, u"--yes"_s}).exitCode, 5);
}

void TestKeydeckctlChanges::aBackupIsRestoredOverWhatTheGatewayCannotUse()
{
    const StoreFixture store;
    const QByteArray before = store.bytes();
    for (const QByteArray &damaged :
        {before.chopped(100), "[]"_ba, "{\"keys\":[null]}"_ba, QByteArray()}) {
        store.replace(before);
        QCOMPARE(run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s}).exitCode, 0);
        const QString id = newestBackup(store);
        store.replace(damaged);
        QCOMPARE(run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"8"_s}).exitCode, 4);
        QCOMPARE(run(store, {u"backup"_s, u"restore"_s, id, u"--yes"_s}).exitCode, 0);
        QCOMPARE(store.bytes(), before);
    }
    // The newest copy is of the damaged store, and the newest that helps is meant.
    QVERIFY(QFile::remove(store.path()));
    QCOMPARE(run(store, {u"backup"_s, u"restore"_s, u"newest"_s, u"--yes"_s}).exitCode, 0);
    QCOMPARE(store.bytes(), before);
    QVERIFY(store.isTidy());
}

void TestKeydeckctlChanges::atATerminalItAsks()
{
    const StoreFixture store;
    const QByteArray before = store.bytes();
    run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s});
    const QByteArray after = store.bytes();
    const QStringList words{
        u"--store"_s, store.path(), u"backup"_s, u"restore"_s, newestBackup(store)};
    const CtlOutcome refused = runCtlAtTerminal(words, 100, "\n");
    QVERIFY2(refused.out.contains("Restore it? [y/N]"), refused.all().constData());
    QCOMPARE(refused.exitCode, 1);
    QCOMPARE(store.bytes(), after);
    QCOMPARE(runCtlAtTerminal(words, 100, "y\n").exitCode, 0);
    QCOMPARE(store.bytes(), before);
}

void TestKeydeckctlChanges::deletedKeysAreGivenBack()
{
    const StoreFixture store;
    QCOMPARE(run(store, {u"trash"_s, u"list"_s}).out, "There are no deleted keys to give back.\n");
    QCOMPARE(run(store, {u"remove"_s, u"Example 1"_s, u"Example 2"_s, u"--yes"_s}).exitCode, 0);
    const QJsonArray listed = run(store, {u"trash"_s, u"list"_s, u"--json"_s}).json().array();
    QCOMPARE(listed.size(), 2);
    QCOMPARE(listed[0][u"name"].toString(), u"Example 1"_s);
    QVERIFY(listed[0][u"deleted_at"].toString().endsWith(u'Z'));
    QVERIFY(!run(store, {u"trash"_s, u"list"_s}).out.contains(sampleKeyText(1).toUtf8()));

    const CtlOutcome given
        = run(store, {u"trash"_s, u"restore"_s, u"Example 2"_s, listed[0][u"id"].toString()});
    QVERIFY2(given.exitCode == 0, given.all().constData());
    QVERIFY2(given.out.startsWith("given back: 2 created"), given.out.constData());
    QVERIFY(store.bytes().contains(sampleKeyText(1).toUtf8()));
    QVERIFY(store.bytes().contains(sampleKeyText(2).toUtf8()));
    QVERIFY(run(store, {u"trash"_s, u"list"_s, u"--json"_s}).json().array().isEmpty());
    QCOMPARE(run(store, {u"undo"_s}).exitCode, 0);
    QVERIFY(!store.bytes().contains(sampleKeyText(2).toUtf8()));
}

void TestKeydeckctlChanges::trashNamesWhatItCannotFind()
{
    const StoreFixture store;
    const QByteArray before = store.bytes();
    CtlOutcome outcome = run(store, {u"trash"_s, u"restore"_s, u"Nobody"_s});
    QCOMPARE(outcome.exitCode, 5);
    QVERIFY2(
        outcome.hasOneErrorLine() && outcome.err.contains("“Nobody”"), outcome.all().constData());
    for (const QStringList &wrong : {QStringList{u"trash"_s}, QStringList{u"trash"_s, u"restore"_s},
             QStringList{u"trash"_s, u"list"_s, u"x"_s}, QStringList{u"trash"_s, u"empty"_s}}) {
        outcome = run(store, wrong);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("trash takes list, or restore"), outcome.all().constData());
    }
    QCOMPARE(store.bytes(), before);
}

void TestKeydeckctlChanges::aWipedStoreStops()
{
    const StoreFixture store(10);
    run(store, {u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s});
    store.replace(storeBytes(0));
    for (const QStringList &edit : {QStringList{u"set"_s, u"Example 1"_s, u"--limit"_s, u"8"_s},
             QStringList{u"create"_s, u"--name"_s, u"N"_s, u"--limit"_s, u"8"_s, u"--expires"_s,
                 u"+1d"_s}}) {
        const CtlOutcome stopped = run(store, edit);
        QCOMPARE(stopped.exitCode, 4);
        QVERIFY2(stopped.errorText().contains(u"had 10, which is what a wiped store looks like"),
            stopped.all().constData());
        QCOMPARE(store.bytes(), storeBytes(0));
    }
    const CtlOutcome listed = run(store, {u"list"_s, u"--json"_s});
    QCOMPARE(listed.exitCode, 0);
    QVERIFY(listed.errorText().contains(u"wiped"));
    QCOMPARE(run(store, {u"backup"_s, u"make"_s}).exitCode, 0);
    QVERIFY(run(store, {u"list"_s}).err.isEmpty());
    QCOMPARE(run(store,
                 {u"create"_s, u"--name"_s, u"N"_s, u"--limit"_s, u"8"_s, u"--expires"_s, u"+1d"_s})
                 .exitCode,
        0);
}

void TestKeydeckctlChanges::wrongWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no word") << QStringList{u"backup"_s};
    QTest::newRow("another word") << QStringList{u"backup"_s, u"delete"_s};
    QTest::newRow("no id") << QStringList{u"backup"_s, u"restore"_s};
    QTest::newRow("an id too many") << QStringList{u"backup"_s, u"list"_s, u"x"_s};
    QTest::newRow("a list needs no yes") << QStringList{u"backup"_s, u"list"_s, u"--yes"_s};
    QTest::newRow("undo what") << QStringList{u"undo"_s, u"Example 1"_s};
}

void TestKeydeckctlChanges::wrongWords()
{
    QFETCH(const QStringList, arguments);
    const StoreFixture store;
    const CtlOutcome outcome = run(store, arguments);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.hasOneErrorLine(), outcome.all().constData());
}

void TestKeydeckctlChanges::withoutAHomeItEditsAllTheSame()
{
    const StoreFixture store;
    QTemporaryDir home;
    QProcessEnvironment environment = ctlEnvironment();
    environment.remove(u"XDG_DATA_HOME"_s);
    environment.insert(u"HOME"_s, home.path());
    const QStringList edit{
        u"--store"_s, store.path(), u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s};
    QCOMPARE(runCtl(edit, {}, environment).exitCode, 0);
    QVERIFY(QFile::exists(home.filePath(u".local/share/keydeck/stores"_s)));
    environment.insert(u"HOME"_s, u"nowhere"_s);
    QCOMPARE(runCtl(edit, {}, environment).exitCode, 0);
}

void TestKeydeckctlChanges::aHomeThatCannotBeWrittenStopsTheEdit()
{
    const StoreFixture store;
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, u"/proc/nowhere"_s);
    const QByteArray before = store.bytes();
    const CtlOutcome outcome
        = runCtl({u"--store"_s, store.path(), u"set"_s, u"Example 1"_s, u"--limit"_s, u"7"_s}, {},
            environment);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.hasOneErrorLine() && outcome.err.contains("XDG_DATA_HOME"),
        outcome.all().constData());
    QCOMPARE(store.bytes(), before);
}

QTEST_GUILESS_MAIN(TestKeydeckctlChanges)
#include "tst_keydeckctlchanges.moc"
