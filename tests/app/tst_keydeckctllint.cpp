// keydeckctl lint: what it says of a store and its records, and what --fix makes of them.
#include "core/base/fingerprint.h"
#include "core/store/keycodec.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

QStringList lint(const StoreFixture &store, const QStringList &words = {})
{
    return QStringList{u"lint"_s} + words + QStringList{u"--store"_s, store.path()};
}

/// Example 0 has an expiry without a time, Example 1 no limit, Example 2 a negative one.
QByteArray faultyStore()
{
    QByteArray bytes = storeBytes(3);
    const auto replaceFrom = [&](const char *name, const QByteArray &from, const QByteArray &to) {
        bytes.replace(bytes.indexOf(from, bytes.indexOf(name)), from.size(), to);
    };
    replaceFrom("Example 0", "2027-12-31T23:59:59.000Z", "2099-12-31");
    replaceFrom("Example 1", "      \"token_limit_per_5h\": 100000,\n", "");
    replaceFrom("Example 2", "100000", "-100000");
    return bytes;
}

QByteArray fixedStore()
{
    QByteArray bytes = faultyStore();
    bytes.replace("\"2099-12-31\"", "\"2099-12-31T00:00:00.000Z\"");
    const QByteArray model = "\"model\": \"glm-4.7\"";
    const qsizetype after = bytes.indexOf(model, bytes.indexOf("Example 1")) + model.size();
    return bytes.insert(after, ",\n      \"token_limit_per_5h\": 100000");
}

/// A file that nobody has touched for two minutes where the gateway writes.
void leaveTemp(const StoreFixture &store)
{
    QFile temp(store.path() + u".tmp"_s);
    if (!temp.open(QIODevice::WriteOnly) || temp.write("{") != 1)
        qFatal("cannot write");
    temp.close();
    timespec times[2]{};
    ::clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= 120;
    times[1] = times[0];
    ::utimensat(AT_FDCWD, QFile::encodeName(temp.fileName()).constData(), times, 0);
}

QStringList idsOf(const QJsonValue &findings)
{
    QStringList ids;
    for (const QJsonValue &finding : findings.toArray())
        ids += finding[u"id"_s].toString();
    return ids;
}

} // namespace

class KeydeckCtlLintTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void saysWhatItFindsAndChangesNothing();
    void saysSoWhenAllIsWell();
    void jsonHasAStableShape();
    void fixesEverythingInOneWrite();
    void fixesOnlyTheSelected();
    void takesLimitAndExpiry();
    void fixesTheStoreItself();
    void unusableStoresAreExplained_data();
    void unusableStoresAreExplained();
    void repairs();
    void aTornStoreIsNotTouched();
    void showSaysTheFixToo();
    void neverPrintsAKey();
};

void KeydeckCtlLintTest::saysWhatItFindsAndChangesNothing()
{
    const StoreFixture store(faultyStore());
    const CtlOutcome outcome = runCtl(lint(store));
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    QCOMPARE(QString::fromUtf8(outcome.out),
        id(0)
            + u"  Example 0  (record 1)\n"
              "  Note     The expiry date has no time: the gateway will let the key expire at the "
              "beginning of that day, 2099-12-31T00:00:00.000Z.\n"
              "           Fix: expiry_date: “2099-12-31” → “2099-12-31T00:00:00.000Z”\n"_s
            + id(1)
            + u"  Example 1  (record 2)\n"
              "  Danger   There is no token limit: the gateway will never block this key.\n"
              "           Fix: token_limit_per_5h: nothing → 100000 (the store's most common "
              "limit)\n"_s
            + id(2)
            + u"  Example 2  (record 3)\n"
              "  Danger   The token limit is negative: the gateway will answer 429 to every "
              "request.\n"
              "           To do: Only you know what the limit should be: edit it.\n"
              "3 findings in 3 of 3 keys; keydeckctl lint --fix fixes 2.\n"_s);
    QCOMPARE(store.bytes(), faultyStore());

    const CtlOutcome one = runCtl(lint(store, {u"Example 1"_s}));
    QVERIFY(one.out.contains("There is no token limit"));
    QVERIFY2(
        one.out.endsWith("1 finding in 1 of 1 key; keydeckctl lint --fix fixes all of them.\n"),
        one.out.constData());
    QCOMPARE(runCtl(lint(store, {u"Nobody"_s})).exitCode, 5);
}

void KeydeckCtlLintTest::saysSoWhenAllIsWell()
{
    const StoreFixture store(3);
    for (const QStringList &words : {QStringList{}, QStringList{u"--fix"_s}}) {
        const CtlOutcome outcome = runCtl(lint(store, words));
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(outcome.out, "Nothing was found in 3 keys.\n"_ba);
        QCOMPARE(store.bytes(), storeBytes(3));
        QVERIFY(store.isTidy());
    }
}

void KeydeckCtlLintTest::jsonHasAStableShape()
{
    const StoreFixture store(faultyStore());
    leaveTemp(store);
    const QJsonObject found = runCtl(lint(store, {u"--json"_s})).json().object();
    QCOMPARE(found.keys(),
        (QStringList{u"fixed"_s, u"keys"_s, u"store"_s, u"store_findings"_s, u"usable"_s}));
    QVERIFY(found[u"fixed"_s].isNull());
    QCOMPARE(found[u"store"_s].toString(), store.path());
    QCOMPARE(found[u"usable"_s].toBool(), true);
    const QJsonObject ofStore = found[u"store_findings"_s][0].toObject();
    QCOMPARE(ofStore.keys(),
        (QStringList{u"fixable"_s, u"id"_s, u"message"_s, u"remedy"_s, u"severity"_s}));
    QCOMPARE(ofStore[u"id"_s].toString(), u"temp-left"_s);
    const QJsonObject key = found[u"keys"_s][1].toObject();
    QCOMPARE(
        key.keys(), (QStringList{u"findings"_s, u"id"_s, u"masked_key"_s, u"name"_s, u"record"_s}));
    QCOMPARE(key[u"record"_s].toInt(), 2);
    QCOMPARE(key[u"id"_s].toString(), id(1));
    const QJsonObject finding = key[u"findings"_s][0].toObject();
    QCOMPARE(finding.keys(),
        (QStringList{
            u"advice"_s, u"changes"_s, u"fixable"_s, u"id"_s, u"message"_s, u"severity"_s}));
    QCOMPARE(finding[u"severity"_s].toString(), u"danger"_s);
    QVERIFY(finding[u"advice"_s].isNull());
    const QJsonObject change = finding[u"changes"_s][0].toObject();
    QCOMPARE(change,
        (QJsonObject{{u"field"_s, u"token_limit_per_5h"_s}, {u"before"_s, u"nothing"_s},
            {u"after"_s, u"100000"_s}, {u"remark"_s, u"the store's most common limit"_s}}));
    const QJsonValue negative = found[u"keys"_s][2][u"findings"_s][0];
    QCOMPARE(negative[u"fixable"_s].toBool(true), false);
    QVERIFY(negative[u"advice"_s].isString());

    const QJsonObject fixed = runCtl(lint(store, {u"--json"_s, u"--fix"_s})).json().object();
    QCOMPARE(fixed[u"fixed"_s].toObject().keys(), (QStringList{u"keys"_s, u"store"_s}));
    QCOMPARE(idsOf(fixed[u"fixed"_s][u"store"_s]), QStringList{u"temp-left"_s});
    const QJsonObject first = fixed[u"fixed"_s][u"keys"_s][0].toObject();
    QCOMPARE(first.keys(),
        (QStringList{
            u"changes"_s, u"id"_s, u"masked_key"_s, u"name"_s, u"record"_s, u"removed"_s}));
    QCOMPARE(fixed[u"keys"_s].toArray().size(), 1); // what is left
    QVERIFY(fixed[u"store_findings"_s].toArray().isEmpty());
}

void KeydeckCtlLintTest::fixesEverythingInOneWrite()
{
    const StoreFixture store(faultyStore());
    const CtlOutcome outcome = runCtl(lint(store, {u"--fix"_s}));
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    QCOMPARE(store.bytes(), fixedStore());
    QVERIFY(store.isTidy());
    const QString text = QString::fromUtf8(outcome.out);
    QVERIFY2(text.startsWith(u"fixed  "_s + id(0)
                 + u"  Example 0  (record 1)\n"
                   "           expiry_date: “2099-12-31” → “2099-12-31T00:00:00.000Z”\nfixed  "_s
                 + id(1)),
        qPrintable(text));
    QVERIFY2(text.endsWith(u"1 finding in 1 of 3 keys; none has an automatic fix.\n"_s),
        qPrintable(text));
    // One write: one edit in the journal of changes.
    const QByteArray changes = runCtl({u"changes"_s, u"--store"_s, store.path()}).out;
    QCOMPARE(changes.count("Fix findings"), 1);
}

void KeydeckCtlLintTest::fixesOnlyTheSelected()
{
    const StoreFixture store(faultyStore());
    leaveTemp(store);
    const CtlOutcome outcome = runCtl(lint(store, {u"--fix"_s, u"Example 0"_s, id(2)}));
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(
        store.bytes(), faultyStore().replace("\"2099-12-31\"", "\"2099-12-31T00:00:00.000Z\""));
    QVERIFY(QFile::exists(store.path() + u".tmp"_s));
    QVERIFY(outcome.out.contains("of 2 keys"));
}

void KeydeckCtlLintTest::takesLimitAndExpiry()
{
    const StoreFixture store(faultyStore().replace("\"2099-12-31\"", "\"never\""));
    const QStringList decided{u"--limit"_s, u"7k"_s, u"--expires"_s, u"2031-01-01T00:00:00Z"_s};
    QVERIFY(runCtl(lint(store, decided)).out.contains("token_limit_per_5h: nothing → 7000\n"));
    QCOMPARE(runCtl(lint(store, QStringList{u"--fix"_s} + decided)).exitCode, 0);
    const KeySet keys = decodeStore(store.bytes());
    QCOMPARE(keys.at(1).value(KeyField::TokenLimitPer5h).text().toByteArray(), "7000"_ba);
    QCOMPARE(keys.at(0).value(KeyField::ExpiryDate).toString(), u"2031-01-01T00:00:00.000Z"_s);
    QCOMPARE(runCtl(lint(store, {u"--fix"_s, u"--limit"_s, u"-5"_s})).exitCode, 2);
}

void KeydeckCtlLintTest::fixesTheStoreItself()
{
    const StoreFixture store(3);
    ::chmod(qPrintable(store.directory()), 0755);
    ::chmod(qPrintable(store.path()), 0644);
    leaveTemp(store);
    const CtlOutcome found = runCtl(lint(store));
    QVERIFY(found.out.startsWith("The store\n  Warning  Everybody on this computer may read"));
    QVERIFY2(found.out.endsWith("2 findings about the store; keydeckctl lint --fix fixes all of "
                                "them.\n"),
        found.out.constData());
    const CtlOutcome outcome = runCtl(lint(store, {u"--fix"_s}));
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    QVERIFY(store.isTidy());
    QCOMPARE(store.bytes(), storeBytes(3));
    QCOMPARE(QFileInfo(store.path()).permission(QFile::ReadOther), false);
    QVERIFY(outcome.out.contains("chmod 644 "));
    const QRegularExpression moved(u"left-over file is now (.*)\\n"_s);
    QFile kept(moved.match(QString::fromUtf8(outcome.out)).captured(1));
    QVERIFY2(kept.open(QIODevice::ReadOnly), outcome.out.constData());
    QCOMPARE(kept.readAll(), "{"_ba);
    QVERIFY(outcome.out.endsWith("Nothing was found in 3 keys.\n"));
}

void KeydeckCtlLintTest::unusableStoresAreExplained_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("mark") << "\xef\xbb\xbf" + storeBytes(1) << QStringList{u"byte-order-mark"_s};
    QTest::newRow("torn") << storeBytes(1).chopped(5) << QStringList{u"unusable"_s};
    QTest::newRow("null") << "null"_ba << QStringList{u"keys-missing"_s};
}

void KeydeckCtlLintTest::unusableStoresAreExplained()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, ids);
    const StoreFixture store(bytes);
    const CtlOutcome outcome = runCtl(lint(store, {u"--json"_s}));
    QCOMPARE(outcome.exitCode, 4);
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QCOMPARE(outcome.json()[u"usable"_s].toBool(true), false);
    QCOMPARE(idsOf(outcome.json()[u"store_findings"_s]), ids);
    QCOMPARE(store.bytes(), bytes);
    const CtlOutcome selected = runCtl(lint(store, {u"Example 0"_s}));
    QCOMPARE(selected.exitCode, 4);
    QVERIFY(selected.out.isEmpty());
}

void KeydeckCtlLintTest::repairs()
{
    const StoreFixture store("\xef\xbb\xbf" + faultyStore());
    const CtlOutcome outcome = runCtl(lint(store, {u"--fix"_s}));
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    QCOMPARE(store.bytes(), fixedStore());
    QVERIFY(store.isTidy());
    QVERIFY(outcome.out.startsWith("fixed  The store\n           The mark is removed.\nfixed  "));
}

void KeydeckCtlLintTest::aTornStoreIsNotTouched()
{
    const QByteArray torn = storeBytes(3).chopped(40);
    const StoreFixture store(torn);
    const CtlOutcome outcome = runCtl(lint(store, {u"--fix"_s}));
    QCOMPARE(outcome.exitCode, 4);
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QVERIFY(outcome.out.contains("restore a backup"));
    QCOMPARE(store.bytes(), torn);
    QVERIFY(store.isTidy());
    QCOMPARE(runCtl({u"lint"_s, u"--store"_s, store.directory() + u"/none"_s}).exitCode, 4);
}

void KeydeckCtlLintTest::showSaysTheFixToo()
{
    const StoreFixture store(faultyStore());
    const QByteArray shown = runCtl({u"show"_s, u"Example 1"_s, u"--store"_s, store.path()}).out;
    QVERIFY2(shown.contains("Danger       There is no token limit"), shown.constData());
    QVERIFY2(shown.contains("Fix: token_limit_per_5h: nothing → 100000"), shown.constData());
}

void KeydeckCtlLintTest::neverPrintsAKey()
{
    QByteArray bytes = faultyStore();
    bytes.replace("\"pk_example_00000\"", "\" pk_example_00000\"");
    bytes.replace("pk_example_00002", "pk_example_00001"); // a duplicate
    for (const QStringList &words : {QStringList{}, QStringList{u"--json"_s},
             QStringList{u"--fix"_s}, QStringList{u"--fix"_s, u"--json"_s}}) {
        const StoreFixture store(bytes);
        const CtlOutcome outcome = runCtl(lint(store, words));
        QVERIFY2(!outcome.all().contains("pk_example_0"), outcome.all().constData());
    }
}

QTEST_GUILESS_MAIN(KeydeckCtlLintTest)
#include "tst_keydeckctllint.moc"
