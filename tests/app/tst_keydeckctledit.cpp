// keydeckctl create, set and remove: what they change in the file, and what they leave.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

QJsonArray keysOf(const StoreFixture &store)
{
    return QJsonDocument::fromJson(store.bytes())[u"keys"_s].toArray();
}

/// The names of the store's keys, in the file's order.
QStringList namesOf(const StoreFixture &store)
{
    QStringList names;
    for (const QJsonValue &key : keysOf(store))
        names += key[u"name"_s].toString();
    return names;
}

/// A command line of words and the store.
QStringList on(const StoreFixture &store, const QStringList &words)
{
    return words + QStringList{u"--store"_s, store.path()};
}

const QStringList CreateBob{
    u"create"_s, u"--name"_s, u"Bob"_s, u"--limit"_s, u"250k"_s, u"--expires"_s, u"2099-12-31"_s};

} // namespace

class KeydeckCtlEditTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void createPrintsTheKeyAndNothingElse();
    void createWritesTheRecord();
    void createMakesSeveral();
    void createTakesAGivenKey();
    void createRefusesAKeyThatIsThere();
    void setChangesOnlyTheValue();
    void setAddsAndRemovesTheModel();
    void setChangesSeveralInOneWrite();
    void setOfTheSameWritesNothing();
    void oneBadSelectorChangesNothing();
    void setByKeyTakesTheFirst();
    void removeTakesTheRecordsAway();
    void removingSeveralIsAskedOrSaid();
    void aDuplicateCanBeRemoved();
    void jsonSaysWhatWasTouched();
};

void KeydeckCtlEditTest::createPrintsTheKeyAndNothingElse()
{
    const StoreFixture store(1);
    const CtlOutcome outcome = runCtl(on(store, CreateBob));
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    const QString key = QString::fromUtf8(outcome.out).trimmed();
    QVERIFY2(QRegularExpression(u"^pk_[0-9a-f]{32}$"_s).match(key).hasMatch(), qPrintable(key));
    QCOMPARE(outcome.out, key.toUtf8() + '\n');
    QCOMPARE(keysOf(store)[1][u"key"_s].toString(), key);
    QVERIFY(store.isTidy());
}

void KeydeckCtlEditTest::createWritesTheRecord()
{
    const StoreFixture store(1);
    const QByteArray before = store.bytes();
    const CtlOutcome outcome
        = runCtl(on(store, CreateBob + QStringList{u"--model"_s, u"glm-5"_s, u"--json"_s}));
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QJsonObject record = keysOf(store)[1].toObject();
    QCOMPARE(record[u"name"_s].toString(), u"Bob"_s);
    QCOMPARE(record[u"model"_s].toString(), u"glm-5"_s);
    QCOMPARE(record[u"token_limit_per_5h"_s].toInt(), 250'000);
    QCOMPARE(record[u"expiry_date"_s].toString(), u"2099-12-31T23:59:59.000Z"_s);
    QCOMPARE(record[u"last_used"_s], record[u"created_at"_s]);
    QCOMPARE(record[u"total_lifetime_tokens"_s].toInt(-1), 0);
    QVERIFY(record[u"usage_windows"_s].isArray());
    QVERIFY(QDateTime::fromString(record[u"created_at"_s].toString(), Qt::ISODateWithMs)
                .secsTo(QDateTime::currentDateTimeUtc())
        < 30);
    QVERIFY2(store.bytes().startsWith(before.left(before.lastIndexOf('}', -8))),
        "what was there stays as it was");

    const QJsonArray created = outcome.json()[u"keys"_s].toArray();
    QCOMPARE(created.size(), 1);
    QCOMPARE(created[0][u"key"_s], record[u"key"_s]);
    QCOMPARE(created[0][u"name"_s].toString(), u"Bob"_s);
    QCOMPARE(created[0][u"id"_s].toString(), fingerprint(record[u"key"_s].toString()));
}

void KeydeckCtlEditTest::createMakesSeveral()
{
    const StoreFixture store(0);
    const CtlOutcome outcome = runCtl(
        on(store, CreateBob + QStringList{u"--count"_s, u"3"_s, u"--prefix"_s, u"team_"_s}));
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(namesOf(store), (QStringList{u"Bob 1"_s, u"Bob 2"_s, u"Bob 3"_s}));
    const QByteArrayList printed = outcome.out.trimmed().split('\n');
    QCOMPARE(printed.size(), 3);
    for (int n = 0; n < 3; ++n) {
        QVERIFY(printed[n].startsWith("team_"));
        QCOMPARE(keysOf(store)[n][u"key"_s].toString(), QString::fromUtf8(printed[n]));
    }
}

void KeydeckCtlEditTest::createTakesAGivenKey()
{
    const StoreFixture store(0);
    const CtlOutcome outcome
        = runCtl(on(store, CreateBob + QStringList{u"--key-stdin"_s}), "pk_chosen_by_hand_1\n");
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(keysOf(store)[0][u"key"_s].toString(), u"pk_chosen_by_hand_1"_s);

    const CtlOutcome blank
        = runCtl(on(store, CreateBob + QStringList{u"--key-stdin"_s}), "pk_with a blank\n");
    QCOMPARE(blank.exitCode, 2);
    QVERIFY(!blank.err.contains("pk_with"));
}

void KeydeckCtlEditTest::createRefusesAKeyThatIsThere()
{
    const StoreFixture store(2);
    const QByteArray before = store.bytes();
    const CtlOutcome outcome
        = runCtl(on(store, CreateBob + QStringList{u"--key-stdin"_s}), sampleKeyText(1).toUtf8());
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QVERIFY(!outcome.err.contains(sampleKeyText(1).toUtf8()));
    QCOMPARE(store.bytes(), before);
}

void KeydeckCtlEditTest::setChangesOnlyTheValue()
{
    QByteArray bytes = storeBytes(3);
    bytes.replace("\"name\": \"Example 1\",", "\"name\":   \"Example 1\", \"x\": [1.0, 1e400],");
    const StoreFixture store(bytes);
    const CtlOutcome outcome = runCtl(on(store,
        {u"set"_s, u"Example 1"_s, u"--limit"_s, u"777"_s, u"--expires"_s,
            u"2030-01-01T00:00:00Z"_s, u"--name"_s, u"Ćma \"quoted\""_s}));
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());

    const qsizetype record = bytes.indexOf("\"Example 1\"");
    const auto replaceIn = [&](const QByteArray &from, const QByteArray &to) {
        bytes.replace(bytes.indexOf(from, record), from.size(), to);
    };
    replaceIn("\"token_limit_per_5h\": 100000", "\"token_limit_per_5h\": 777");
    replaceIn("2027-12-31T23:59:59.000Z", "2030-01-01T00:00:00.000Z");
    replaceIn("\"Example 1\"", "\"Ćma \\\"quoted\\\"\"");
    QCOMPARE(store.bytes(), bytes);
    QVERIFY(store.isTidy());
}

void KeydeckCtlEditTest::setAddsAndRemovesTheModel()
{
    const StoreFixture store(1);
    const QByteArray before = store.bytes();
    QCOMPARE(runCtl(on(store, {u"set"_s, id(0), u"--no-model"_s})).exitCode, 0);
    QVERIFY(!store.bytes().contains("\"model\""));
    QCOMPARE(runCtl(on(store, {u"set"_s, id(0), u"--model"_s, u"glm-4.7"_s})).exitCode, 0);
    QCOMPARE(store.bytes(), before);
}

void KeydeckCtlEditTest::setChangesSeveralInOneWrite()
{
    const StoreFixture store(3);
    QCOMPARE(
        runCtl(on(store, {u"set"_s, id(0), u"Example 2"_s, id(0), u"--limit"_s, u"9"_s})).exitCode,
        0);
    QCOMPARE(keysOf(store)[0][u"token_limit_per_5h"_s].toInt(), 9);
    QCOMPARE(keysOf(store)[1][u"token_limit_per_5h"_s].toInt(), 100'000);
    QCOMPARE(keysOf(store)[2][u"token_limit_per_5h"_s].toInt(), 9);
}

void KeydeckCtlEditTest::setOfTheSameWritesNothing()
{
    const StoreFixture store(1);
    const QDateTime before = QFileInfo(store.path()).lastModified();
    const CtlOutcome outcome
        = runCtl(on(store, {u"set"_s, id(0), u"--limit"_s, u"100k"_s, u"--json"_s}));
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.json()[u"changed"_s].toArray().isEmpty());
    QCOMPARE(QFileInfo(store.path()).lastModified(), before);
}

void KeydeckCtlEditTest::oneBadSelectorChangesNothing()
{
    const StoreFixture store(2);
    const QByteArray before = store.bytes();
    for (const QStringList &words :
        {QStringList{u"set"_s, u"--limit"_s, u"1"_s}, QStringList{u"remove"_s}}) {
        const CtlOutcome outcome
            = runCtl(on(store, words + QStringList{u"Example 0"_s, u"Nobody"_s, u"Example 1"_s}));
        QCOMPARE(outcome.exitCode, 5);
        QVERIFY(outcome.hasOneErrorLine());
        QCOMPARE(store.bytes(), before);
    }
}

void KeydeckCtlEditTest::setByKeyTakesTheFirst()
{
    const StoreFixture store(storeBytes({sampleKey(0), sampleKey(1), sampleKey(0)}));
    const CtlOutcome outcome = runCtl(on(store, {u"set"_s, u"--key-stdin"_s, u"--limit"_s, u"7"_s}),
        sampleKeyText(0).toUtf8() + '\n');
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(keysOf(store)[0][u"token_limit_per_5h"_s].toInt(), 7);
    QCOMPARE(keysOf(store)[2][u"token_limit_per_5h"_s].toInt(), 100'000);
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlEditTest::removeTakesTheRecordsAway()
{
    const StoreFixture store(4);
    const CtlOutcome outcome = runCtl(on(store, {u"remove"_s, id(1), u"Example 3"_s, u"--yes"_s}));
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(store.bytes(), storeBytes({sampleKey(0), sampleKey(2)}));
    QVERIFY(outcome.out.contains("Example 1") && outcome.out.contains("Example 3"));
    QVERIFY(!outcome.out.contains(sampleKeyText(1).toUtf8()));
}

void KeydeckCtlEditTest::removingSeveralIsAskedOrSaid()
{
    const StoreFixture store(4);
    const QStringList words = on(store, {u"remove"_s, id(1), u"Example 3"_s});
    const CtlOutcome unasked = runCtl(words);
    QCOMPARE(unasked.exitCode, 2);
    QVERIFY2(unasked.hasOneErrorLine() && unasked.err.contains("--yes"), unasked.all().constData());
    const CtlOutcome refused = runCtlAtTerminal(words, 100, "\n");
    QVERIFY2(refused.exitCode == 1 && refused.out.contains("Example 3")
            && refused.out.contains("Remove these 2 keys? [y/N]"),
        refused.all().constData());
    QCOMPARE(store.bytes(), storeBytes(4));
    QCOMPARE(runCtlAtTerminal(words, 100, "y\n").exitCode, 0);
    QCOMPARE(store.bytes(), storeBytes({sampleKey(0), sampleKey(2)}));
    // A single one goes at once: undo brings it back.
    QCOMPARE(runCtl(on(store, {u"remove"_s, id(2)})).exitCode, 0);
}

void KeydeckCtlEditTest::aDuplicateCanBeRemoved()
{
    SampleKey again = sampleKey(0);
    again.name = u"Again"_s;
    const StoreFixture store(storeBytes({sampleKey(0), again}));
    QCOMPARE(runCtl(on(store, {u"remove"_s, id(0)})).exitCode, 5);
    QCOMPARE(runCtl(on(store, {u"remove"_s, u"Again"_s})).exitCode, 0);
    QCOMPARE(store.bytes(), storeBytes(1));
}

void KeydeckCtlEditTest::jsonSaysWhatWasTouched()
{
    const StoreFixture store(3);
    const auto set = runCtl(on(store, {u"set"_s, id(2), id(0), u"--limit"_s, u"5"_s, u"--json"_s}));
    QCOMPARE(set.json()[u"changed"_s].toArray(), (QJsonArray{id(2), id(0)}));
    const auto removed = runCtl(on(store, {u"remove"_s, id(1), u"--json"_s}));
    QCOMPARE(removed.json()[u"removed"_s].toArray(), QJsonArray{id(1)});
}

QTEST_GUILESS_MAIN(KeydeckCtlEditTest)
#include "tst_keydeckctledit.moc"
