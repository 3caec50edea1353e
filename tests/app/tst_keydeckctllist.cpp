// keydeckctl list: every key, at a terminal and for programs.
#include "core/base/fingerprint.h"
#include "core/rules/jsdate.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// Keys as they are at the moment of the test, one a status.
std::vector<SampleKey> sampleOfEach()
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    const QString hourAgo = toIsoString(nowMs - 3'600'000);
    const auto key = [&](int n, const QString &name, qint64 used, const QString &expiry) {
        SampleKey sample = sampleKey(n);
        sample.name = name;
        sample.expiryDate = expiry;
        sample.usageWindows = {{hourAgo, used}};
        return sample;
    };
    const QString farOff = u"2099-12-31T23:59:59.000Z"_s;
    return {key(0, u"Calm"_s, 45'000, farOff), key(1, u"Busy"_s, 90'000, farOff),
        key(2, u"Stopped"_s, 100'001, farOff), key(3, u"Gone"_s, 0, u"2020-01-01T00:00:00.000Z"_s),
        key(4, u"Soon"_s, 0, toIsoString(nowMs + 2LL * 24 * 3'600'000))};
}

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

} // namespace

class KeydeckCtlListTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void listShowsEveryKeyMasked();
    void listAligns();
    void listFitsTheTerminal_data();
    void listFitsTheTerminal();
    void listOfNoKeys();
    void listByStatus_data();
    void listByStatus();
    void listByQuery_data();
    void listByQuery();
    void aQueryThatIsNotUnderstoodListsNothing();
    void aKeyInAQueryIsRefused();
    void aFingerprintOfAnyLengthIsNoKey();
    void listJsonHasTheSchema();
    void listJsonKeepsDuplicatesApart();
    void revealShowsWholeKeys();
    void namesCannotSteerTheTerminal();
};

void KeydeckCtlListTest::listShowsEveryKeyMasked()
{
    const StoreFixture store(storeBytes(sampleOfEach()));
    const CtlOutcome outcome = runCtl({u"list"_s, u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    const QString text = QString::fromUtf8(outcome.out);
    QCOMPARE(text.count(u'\n'), 6);
    for (int n = 0; n < 5; ++n) {
        QVERIFY(text.contains(id(n)));
        QVERIFY2(!text.contains(sampleKeyText(n)), "a key is never printed unasked");
    }
    QVERIFY(text.contains(maskedKey(sampleKeyText(0))));
    QVERIFY(text.contains(u"45,000 / 100,000"_s));
    QVERIFY(text.contains(u"1,500,000"_s));
}

void KeydeckCtlListTest::listAligns()
{
    std::vector<SampleKey> keys = sampleOfEach();
    keys[1].name = u"東京"_s; // four cells wide
    keys[2].name = u"A name that is much longer than those of the others"_s;
    const StoreFixture store(storeBytes(keys));
    const QStringList lines
        = QString::fromUtf8(runCtl({u"list"_s, u"--store"_s, store.path()}).out).split(u'\n');
    const qsizetype status = lines[0].indexOf(u"STATUS"_s);
    QVERIFY2(lines[0].startsWith(u"ID "_s), qPrintable(lines[0]));
    QCOMPARE(lines[1].indexOf(u"Active"_s), status);
    QCOMPARE(lines[2].indexOf(u"Near limit"_s), status - 2);
    QCOMPARE(lines[3].indexOf(u"Blocked"_s), status);
    QVERIFY2(lines[3].contains(keys[2].name), "nothing is cut where there is no terminal");
    QCOMPARE(lines[4].indexOf(u"Expired"_s), status);
}

void KeydeckCtlListTest::listFitsTheTerminal_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<bool>("hasMaskedKeys");
    QTest::newRow("80") << 80 << false;
    QTest::newRow("100") << 100 << false;
    QTest::newRow("160") << 160 << true;
}

void KeydeckCtlListTest::listFitsTheTerminal()
{
    QFETCH(int, columns);
    QFETCH(bool, hasMaskedKeys);
    std::vector<SampleKey> keys = sampleOfEach();
    keys[2].name = u"A name that is much longer than those of the others are and wraps"_s;
    const StoreFixture store(storeBytes(keys));
    const CtlOutcome outcome = runCtlAtTerminal({u"list"_s, u"--store"_s, store.path()}, columns);
    QCOMPARE(outcome.exitCode, 0);
    const QStringList lines = QString::fromUtf8(outcome.out).trimmed().split(u'\n');
    QCOMPARE(lines.size(), 6);
    for (const QString &line : lines)
        QVERIFY2(line.size() <= columns, qPrintable(line));
    QVERIFY2(lines[3].contains(u"A name that"_s) && lines[3].contains(u'…'), qPrintable(lines[3]));
    QVERIFY(lines[3].contains(u"Blocked"_s));
    QCOMPARE(lines[0].contains(u"KEY"_s), hasMaskedKeys);
}

void KeydeckCtlListTest::listOfNoKeys()
{
    const StoreFixture store(0);
    const CtlOutcome table = runCtl({u"list"_s, u"--store"_s, store.path()});
    QCOMPARE(table.exitCode, 0);
    QVERIFY(table.out.startsWith("ID "));
    QCOMPARE(table.out.count('\n'), 1);
    QCOMPARE(runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).out.trimmed(), "[\n]"_ba);
}

void KeydeckCtlListTest::listByStatus_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("name");
    QTest::newRow("active") << u"active"_s << u"Calm"_s;
    QTest::newRow("near_limit") << u"near_limit"_s << u"Busy"_s;
    QTest::newRow("blocked") << u"blocked"_s << u"Stopped"_s;
    QTest::newRow("expired") << u"expired"_s << u"Gone"_s;
    QTest::newRow("expiring") << u"expiring"_s << u"Soon"_s;
    QTest::newRow("failing") << u"failing"_s << QString();
}

void KeydeckCtlListTest::listByStatus()
{
    QFETCH(QString, status);
    QFETCH(QString, name);
    const StoreFixture store(storeBytes(sampleOfEach()));
    const QStringList arguments{u"list"_s, u"--status"_s, status, u"--store"_s, store.path()};
    const QJsonArray array = runCtl(arguments + QStringList{u"--json"_s}).json().array();
    QCOMPARE(array.size(), name.isEmpty() ? 0 : 1);
    QCOMPARE(array[0][u"name"_s].toString(), name);
    const QByteArray table = runCtl(arguments).out;
    QCOMPARE(table.count('\n'), name.isEmpty() ? 1 : 2);
    QVERIFY(table.contains(name.toUtf8()));
}

void KeydeckCtlListTest::listByQuery_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::newRow("used>80% status:near") << QStringList{u"Busy"_s};
    QTest::newRow("-expired expires<7d") << QStringList{u"Soon"_s};
    QTest::newRow("glm -calm used>=90k") << QStringList{u"Busy"_s, u"Stopped"_s};
    QTest::newRow("nobody") << QStringList{};
}

void KeydeckCtlListTest::listByQuery()
{
    QFETCH(QStringList, names);
    const StoreFixture store(storeBytes(sampleOfEach()));
    const QStringList arguments{u"list"_s, u"--query"_s, QString::fromUtf8(QTest::currentDataTag()),
        u"--store"_s, store.path()};
    QStringList listed;
    for (const QJsonValue &key : runCtl(arguments + QStringList{u"--json"_s}).json().array())
        listed += key[u"name"_s].toString();
    QCOMPARE(listed, names);
    QCOMPARE(runCtl(arguments).out.count('\n'), names.size() + 1);
}

void KeydeckCtlListTest::aQueryThatIsNotUnderstoodListsNothing()
{
    const StoreFixture store(storeBytes(sampleOfEach()));
    const CtlOutcome outcome
        = runCtl({u"list"_s, u"--query"_s, u"calm expires<7x"_s, u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.contains("7x is no length of time; write 7d"), outcome.err.constData());
    const QByteArray help = runCtl({u"list"_s, u"--help"_s}).out;
    QVERIFY2(help.contains("last-used>30d") && help.contains("near-limit"), help.constData());
}

void KeydeckCtlListTest::aKeyInAQueryIsRefused()
{
    const StoreFixture store(storeBytes(sampleOfEach()));
    const CtlOutcome outcome
        = runCtl({u"list"_s, u"--query"_s, sampleKeyText(1), u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(!outcome.all().contains(sampleKeyText(1).toUtf8()));
    QVERIFY2(outcome.err.contains("look for its name"), outcome.err.constData());
}

void KeydeckCtlListTest::aFingerprintOfAnyLengthIsNoKey()
{
    const StoreFixture store(storeBytes(sampleOfEach()));
    const QString digits = fullFingerprint(sampleKeyText(1));
    for (const int length : {12, 16, 40, 64}) {
        const CtlOutcome outcome = runCtl({u"list"_s, u"--json"_s, u"--query"_s,
            digits.left(length), u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QCOMPARE(outcome.json().array().size(), 1);
        QCOMPARE(outcome.json().array()[0][u"id"_s].toString(), id(1));
    }
    // Nobody can tell a key without a prefix from digits that the store does not know.
    const CtlOutcome unknown = runCtl(
        {u"list"_s, u"--query"_s, fullFingerprint(u"another"), u"--store"_s, store.path()});
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.err.contains("begins no fingerprint"), unknown.err.constData());
}

void KeydeckCtlListTest::listJsonHasTheSchema()
{
    const StoreFixture store(storeBytes(sampleOfEach()));
    const CtlOutcome outcome = runCtl({u"--json"_s, u"list"_s, u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    const QJsonArray array = outcome.json().array();
    QCOMPARE(array.size(), 5);
    const QJsonObject first = array[0].toObject();
    QStringList members = first.keys();
    members.sort();
    QCOMPARE(members,
        (QStringList{u"blocked"_s, u"contact"_s, u"created_at"_s, u"effective_model"_s,
            u"expiry_date"_s, u"findings"_s, u"id"_s, u"is_expired"_s, u"last_used"_s,
            u"masked_key"_s, u"model"_s, u"name"_s, u"note"_s, u"owner"_s, u"status"_s,
            u"suspended"_s, u"tags"_s, u"token_limit_per_5h"_s, u"total_lifetime_tokens"_s,
            u"window"_s}));
    QCOMPARE(first[u"id"_s].toString(), id(0));
    QCOMPARE(first[u"window"_s][u"tokens_used"_s].toInt(), 45'000);
    QCOMPARE(first[u"window"_s][u"remaining_tokens"_s].toInt(), 55'000);
    QCOMPARE(array[2][u"blocked"_s].toBool(), true);
    QVERIFY(array[2][u"window"_s][u"retry_after_s"_s].toInt() > 4 * 3600 - 60);
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlListTest::listJsonKeepsDuplicatesApart()
{
    SampleKey again = sampleKey(0);
    again.name = u"The second"_s;
    const StoreFixture store(storeBytes({sampleKey(0), sampleKey(1), again}));
    const QJsonArray array
        = runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).json().array();
    QCOMPARE(array.size(), 3);
    QCOMPARE(array[0][u"id"_s], array[2][u"id"_s]);
    QCOMPARE(array[2][u"name"_s].toString(), u"The second"_s);
    QVERIFY(!array[2][u"findings"_s].toArray().isEmpty());
    const QByteArrayList table = runCtl({u"list"_s, u"--store"_s, store.path()}).out.split('\n');
    QVERIFY2(table[3].contains("The second") && table[3].contains("Unused duplicate"),
        table.join('\n').constData());
    QVERIFY(!table[1].contains("Unused duplicate"));
    const QByteArray shown = runCtl({u"show"_s, u"The second"_s, u"--store"_s, store.path()}).out;
    QVERIFY2(shown.contains("Unused duplicate") && shown.contains("will never use this record"),
        shown.constData());
    QVERIFY2(!shown.contains("Active") && !shown.contains("Expired"), shown.constData());
}

void KeydeckCtlListTest::revealShowsWholeKeys()
{
    const StoreFixture store(2);
    const QByteArray key = sampleKeyText(1).toUtf8();
    const QString path = store.path();
    QVERIFY(runCtl({u"list"_s, u"--reveal"_s, u"--store"_s, path}).out.contains(key));
    QVERIFY(
        runCtl({u"show"_s, u"Example 1"_s, u"--reveal"_s, u"--store"_s, path}).out.contains(key));
    QVERIFY(!runCtl({u"show"_s, u"Example 1"_s, u"--store"_s, path}).out.contains(key));
    const QJsonArray array
        = runCtl({u"list"_s, u"--reveal"_s, u"--json"_s, u"--store"_s, path}).json().array();
    QCOMPARE(array[1][u"key"_s].toString(), sampleKeyText(1));
}

void KeydeckCtlListTest::namesCannotSteerTheTerminal()
{
    QByteArray bytes = storeBytes(1);
    bytes.replace("Example 0", "<b>x</b>\\u001b[31m\\nred\\u202e");
    const StoreFixture store(bytes);
    for (const QStringList &command : {QStringList{u"list"_s}, QStringList{u"show"_s, id(0)}}) {
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, store.path()});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(!outcome.out.contains('\x1b'));
        QVERIFY(!QString::fromUtf8(outcome.out).contains(QChar(0x202e)));
        QVERIFY2(
            outcome.out.contains("<b>x</b>\\u001b[31m\\u000ared\\u202e"), outcome.out.constData());
    }
}

QTEST_GUILESS_MAIN(KeydeckCtlListTest)
#include "tst_keydeckctllist.moc"
