// What the terminal program says of a store, and of what is none.
#include "core/base/fingerprint.h"
#include "core/rules/jsdate.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
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

class KeydeckCtlReadTest final : public QObject
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
    void listJsonHasTheSchema();
    void listJsonKeepsDuplicatesApart();
    void revealShowsWholeKeys();
    void namesCannotSteerTheTerminal();

    void showFindsByNameIdAndKey();
    void aTypedKeyIsNotShown();
    void showSaysWhatIsDangerous();
    void showJsonIsOneObject();
    void selectorsThatFail_data();
    void selectorsThatFail();

    void reportPrintsCsv();
    void reportWritesAFile();
    void reportAsksBeforeReplacing();
    void reportSparesTheStore();
    void revealedReportsArePrivate();

    void lockIsFree();
    void lockIsHeld();

    void badStoresAreExplained_data();
    void badStoresAreExplained();
    void aHugeFileIsRefusedAtOnce();
    void aLinkIsRead();
};

void KeydeckCtlReadTest::listShowsEveryKeyMasked()
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

void KeydeckCtlReadTest::listAligns()
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

void KeydeckCtlReadTest::listFitsTheTerminal_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<bool>("hasMaskedKeys");
    QTest::newRow("80") << 80 << false;
    QTest::newRow("100") << 100 << false;
    QTest::newRow("120") << 120 << false;
    QTest::newRow("140") << 140 << true;
}

void KeydeckCtlReadTest::listFitsTheTerminal()
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

void KeydeckCtlReadTest::listOfNoKeys()
{
    const StoreFixture store(0);
    const CtlOutcome table = runCtl({u"list"_s, u"--store"_s, store.path()});
    QCOMPARE(table.exitCode, 0);
    QVERIFY(table.out.startsWith("ID "));
    QCOMPARE(table.out.count('\n'), 1);
    QCOMPARE(runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).out.trimmed(), "[\n]"_ba);
}

void KeydeckCtlReadTest::listByStatus_data()
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

void KeydeckCtlReadTest::listByStatus()
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

void KeydeckCtlReadTest::listJsonHasTheSchema()
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
        (QStringList{u"blocked"_s, u"created_at"_s, u"effective_model"_s, u"expiry_date"_s,
            u"findings"_s, u"id"_s, u"is_expired"_s, u"last_used"_s, u"masked_key"_s, u"model"_s,
            u"name"_s, u"status"_s, u"token_limit_per_5h"_s, u"total_lifetime_tokens"_s,
            u"window"_s}));
    QCOMPARE(first[u"id"_s].toString(), id(0));
    QCOMPARE(first[u"window"_s][u"tokens_used"_s].toInt(), 45'000);
    QCOMPARE(first[u"window"_s][u"remaining_tokens"_s].toInt(), 55'000);
    QCOMPARE(array[2][u"blocked"_s].toBool(), true);
    QVERIFY(array[2][u"window"_s][u"retry_after_s"_s].toInt() > 4 * 3600 - 60);
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlReadTest::listJsonKeepsDuplicatesApart()
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
}

void KeydeckCtlReadTest::revealShowsWholeKeys()
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

void KeydeckCtlReadTest::namesCannotSteerTheTerminal()
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

void KeydeckCtlReadTest::showFindsByNameIdAndKey()
{
    const StoreFixture store(3);
    const QStringList tail{u"--json"_s, u"--store"_s, store.path()};
    const auto shown = [&](const QStringList &selector, const QByteArray &input = {}) {
        return runCtl(QStringList{u"show"_s} + selector + tail, input).json()[u"name"_s].toString();
    };
    QCOMPARE(shown({u"Example 1"_s}), u"Example 1"_s);
    QCOMPARE(shown({id(2)}), u"Example 2"_s);
    QCOMPARE(shown({fullFingerprint(sampleKeyText(2)).toUpper()}), u"Example 2"_s);
    QCOMPARE(shown({u"--key-stdin"_s}, sampleKeyText(1).toUtf8() + "\n"), u"Example 1"_s);
    QCOMPARE(shown({u"--key-stdin"_s}, sampleKeyText(1).toUtf8()), u"Example 1"_s);
}

void KeydeckCtlReadTest::aTypedKeyIsNotShown()
{
    const StoreFixture store(3);
    const QStringList command{u"show"_s, u"--key-stdin"_s, u"--store"_s, store.path()};
    const QByteArray key = sampleKeyText(2).toUtf8();
    const CtlOutcome outcome = runCtlAtTerminal(command, 100, key + '\n');
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QVERIFY(outcome.out.contains("not shown"));
    QVERIFY(outcome.out.contains("Example 2"));
    QVERIFY2(!outcome.out.contains(key), outcome.out.constData());
    QCOMPARE(runCtlAtTerminal(command, 100, "\x03\n").exitCode, 2);
}

void KeydeckCtlReadTest::showSaysWhatIsDangerous()
{
    QByteArray bytes = storeBytes(1);
    bytes.replace("\"token_limit_per_5h\": 100000,", "");
    const StoreFixture store(bytes);
    const CtlOutcome outcome = runCtl({u"show"_s, id(0), u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    const QString text = QString::fromUtf8(outcome.out);
    QVERIFY2(text.contains(u"the gateway will never block"_s), qPrintable(text));
    for (const char *label :
        {"ID", "Name", "Status", "Limit", "This window", "Lifetime", "Expires", "Last used"})
        QVERIFY2(text.contains(u'\n' + QLatin1StringView(label))
                || text.startsWith(QLatin1StringView(label)),
            label);
}

void KeydeckCtlReadTest::showJsonIsOneObject()
{
    const StoreFixture store(2);
    const QJsonDocument shown
        = runCtl({u"show"_s, id(1), u"--json"_s, u"--store"_s, store.path()}).json();
    QVERIFY(shown.isObject());
    const QJsonArray listed
        = runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).json().array();
    QCOMPARE(shown.object(), listed[1].toObject());
}

void KeydeckCtlReadTest::selectorsThatFail_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown") << u"Nobody"_s << 5 << u"Nobody"_s;
    QTest::newRow("short id") << id(0).left(7) << 5 << id(0).left(7);
    QTest::newRow("a key") << sampleKeyText(0) << 5 << u"--key-stdin"_s;
    QTest::newRow("twins") << u"Twin"_s << 5 << id(2);
    QTest::newRow("a duplicate") << id(1) << 5 << u"record 4"_s;
    QTest::newRow("empty") << QString() << 2 << u"selector"_s;
}

void KeydeckCtlReadTest::selectorsThatFail()
{
    QFETCH(QString, selector);
    QFETCH(int, exitCode);
    QFETCH(QString, named);
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2), sampleKey(1)};
    keys[0].name = u"Twin"_s;
    keys[2].name = u"Twin"_s;
    const StoreFixture store(storeBytes(keys));
    for (const QStringList &command :
        {QStringList{u"show"_s, selector}, QStringList{u"set"_s, u"--limit"_s, u"1"_s, selector},
            QStringList{u"remove"_s, selector}}) {
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY2(outcome.errorText().contains(named), outcome.err.constData());
        QVERIFY(!outcome.errorText().contains(sampleKeyText(0)));
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(store.bytes(), storeBytes(keys));
    }
}

void KeydeckCtlReadTest::reportPrintsCsv()
{
    const StoreFixture store(3);
    const CtlOutcome outcome
        = runCtl({u"report"_s, u"--format"_s, u"csv"_s, u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.out.count("\r\n"), 4);
    QVERIFY(outcome.out.startsWith("id,name,masked_key,"));
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlReadTest::reportWritesAFile()
{
    const StoreFixture store(3);
    const QString target = store.directory() + u"/keys.csv"_s;
    const CtlOutcome outcome
        = runCtl({u"report"_s, u"--output"_s, target, u"--json"_s, u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.json()[u"path"_s].toString(), target);
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), runCtl({u"report"_s, u"--store"_s, store.path()}).out);
}

void KeydeckCtlReadTest::reportAsksBeforeReplacing()
{
    const StoreFixture store(1);
    const QString target = store.directory() + u"/keys.csv"_s;
    const QStringList command{u"report"_s, u"--output"_s, target, u"--store"_s, store.path()};
    QCOMPARE(runCtl(command).exitCode, 0);
    store.replace(storeBytes(2));
    const qint64 before = QFileInfo(target).size();
    const CtlOutcome refused = runCtl(command);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.hasOneErrorLine() && refused.errorText().contains(u"--force"_s),
        refused.err.constData());
    QCOMPARE(QFileInfo(target).size(), before);
    QCOMPARE(runCtl(command + QStringList{u"--force"_s}).exitCode, 0);
    QVERIFY(QFileInfo(target).size() > before);
}

void KeydeckCtlReadTest::reportSparesTheStore()
{
    const StoreFixture store(1);
    for (const QString &target :
        {store.path(), store.lockPath(), QString(store.path() + u".tmp"_s)}) {
        const CtlOutcome outcome = runCtl(
            {u"report"_s, u"--output"_s, target, u"--force"_s, u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    }
    QCOMPARE(store.bytes(), storeBytes(1));
    QVERIFY(store.isTidy());
}

void KeydeckCtlReadTest::revealedReportsArePrivate()
{
    const StoreFixture store(1);
    const QString target = store.directory() + u"/keys.csv"_s;
    QCOMPARE(runCtl({u"report"_s, u"--reveal"_s, u"--output"_s, target, u"--store"_s, store.path()})
                 .exitCode,
        0);
    QCOMPARE(
        QFile::permissions(target) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlReadTest::lockIsFree()
{
    const StoreFixture store(1);
    const CtlOutcome plain = runCtl({u"lock"_s, u"status"_s, u"--store"_s, store.path()});
    QCOMPARE(plain.exitCode, 0);
    QVERIFY(plain.out.startsWith("free"));
    const QJsonDocument json
        = runCtl({u"lock"_s, u"status"_s, u"--json"_s, u"--store"_s, store.path()}).json();
    QCOMPARE(json[u"held"_s].toBool(true), false);
    QVERIFY(json[u"age_s"_s].isNull());
    QVERIFY(store.isTidy());
}

void KeydeckCtlReadTest::lockIsHeld()
{
    const StoreFixture store(1);
    QVERIFY(QDir().mkdir(store.lockPath()));
    const CtlOutcome plain = runCtl({u"lock"_s, u"status"_s, u"--store"_s, store.path()});
    QCOMPARE(plain.exitCode, 0);
    QVERIFY2(plain.out.startsWith("held for "), plain.out.constData());
    const QJsonDocument json
        = runCtl({u"lock"_s, u"status"_s, u"--json"_s, u"--store"_s, store.path()}).json();
    QCOMPARE(json[u"held"_s].toBool(), true);
    QCOMPARE(json[u"path"_s].toString(), store.lockPath());
    QVERIFY(json[u"age_s"_s].toDouble(-1) >= 0 && json[u"age_s"_s].toDouble() < 30);
    QCOMPARE(json[u"owner_uid"_s].toInteger(-1), qint64(QFileInfo(store.lockPath()).ownerId()));
    QVERIFY2(QFileInfo::exists(store.lockPath()), "looking does not release it");
}

void KeydeckCtlReadTest::badStoresAreExplained_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("an object without keys") << "{}"_ba;
    QTest::newRow("an array") << "[]"_ba;
    QTest::newRow("keys of null") << "{\"keys\":null}"_ba;
    QTest::newRow("an entry of null") << "{\"keys\":[null]}"_ba;
    QTest::newRow("null") << "null"_ba;
    QTest::newRow("truncated") << storeBytes(3).left(700);
    QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf" + storeBytes(1));
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("no JSON") << "<html><body>Not here</body></html>"_ba;
    QTest::newRow("a raw control character") << storeBytes(1).replace("Example 0", "Exam\x01ple");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("a directory") << QByteArray();
}

void KeydeckCtlReadTest::badStoresAreExplained()
{
    QFETCH(QByteArray, bytes);
    const StoreFixture store(bytes);
    const QByteArray tag = QTest::currentDataTag();
    if (tag == "missing" || tag == "a directory")
        QVERIFY(QFile::remove(store.path()));
    if (tag == "a directory")
        QVERIFY(QDir().mkdir(store.path()));
    const QStringList listing = store.listing();

    for (const char *line :
        {"list", "list --json", "show A", "report", "set A --limit 1", "remove A",
            "create --name A --limit 1 --expires +1d", "stats --gateway http://127.0.0.1:1 A"}) {
        const QStringList command = QString::fromLatin1(line).split(u' ');
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == 4, (line + "\n"_ba + outcome.all()).constData());
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY2(outcome.errorText().contains(store.path()), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(store.bytes(), bytes);
        QCOMPARE(store.listing(), listing);
    }
}

void KeydeckCtlReadTest::aHugeFileIsRefusedAtOnce()
{
    const StoreFixture store(0);
    QFile file(store.path());
    QVERIFY(file.resize(300LL * 1024 * 1024)); // sparse
    const CtlOutcome outcome = runCtl({u"list"_s, u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 4 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.tookMs < 2000, "it is not read");
}

void KeydeckCtlReadTest::aLinkIsRead()
{
    const StoreFixture store(2);
    const QString link = store.directory() + u"/link.json"_s;
    QVERIFY(QFile::link(store.path(), link));
    for (const char *line : {"list", "show Example", "report"}) {
        QStringList command = QString::fromLatin1(line).split(u' ');
        if (command.size() > 1)
            command[1] = id(0);
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, link});
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    }
}

QTEST_GUILESS_MAIN(KeydeckCtlReadTest)
#include "tst_keydeckctlread.moc"
