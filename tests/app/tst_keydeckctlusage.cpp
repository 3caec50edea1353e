// How the terminal program is spoken to: commands, options, help and exit statuses.
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlUsageTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void wrongUsageIsNamed_data();
    void wrongUsageIsNamed();
    void wrongUsageTouchesNothing();
    void optionsStandAnywhere();
    void theEnvironmentNamesTheStore();
    void everyCommandHelps_data();
    void everyCommandHelps();
    void overviewAndVersion();
    void aBareLocaleIsNoTrouble();
    void aFullOutputIsAFailure();
    void aClosedOutputIsAFailure_data();
    void aClosedOutputIsAFailure();
    void aHostileNameStaysOneLine();
};

void KeydeckCtlUsageTest::wrongUsageIsNamed_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("named");
    const QString create = u"create --name A --limit 5 --expires +1d "_s;
    QTest::newRow("nothing") << u""_s << u"--help"_s;
    QTest::newRow("unknown command") << u"lsit"_s << u"lsit"_s;
    QTest::newRow("unknown option") << u"list --colour"_s << u"--colour"_s;
    QTest::newRow("another command's option") << u"list --limit 5"_s << u"--limit"_s;
    QTest::newRow("no value") << u"set Alice --limit"_s << u"limit"_s;
    QTest::newRow("empty value") << u"set Alice --limit="_s << u"--limit"_s;
    QTest::newRow("value for a switch") << u"list --reveal=yes"_s << u"reveal"_s;
    QTest::newRow("twice") << u"list --status active --status blocked"_s << u"--status"_s;
    QTest::newRow("unknown status") << u"list --status sleepy"_s << u"near_limit"_s;
    QTest::newRow("list with an argument") << u"list Alice"_s << u"list"_s;
    QTest::newRow("show nothing") << u"show"_s << u"SELECTOR"_s;
    QTest::newRow("show two") << u"show A B"_s << u"one SELECTOR"_s;
    QTest::newRow("a name without quotes")
        << u"create --name Ada Byron --limit 5 --expires +1d"_s << u"quotes"_s;
    QTest::newRow("show by both") << u"show A --key-stdin"_s << u"--key-stdin"_s;
    QTest::newRow("create without a limit") << u"create --name A --expires +1d"_s << u"--limit"_s;
    QTest::newRow("create without anything")
        << u"create"_s << u"--name and --limit and --expires"_s;
    QTest::newRow("bad limit") << u"create --name A --limit lots --expires +1d"_s << u"--limit"_s;
    QTest::newRow("negative limit")
        << u"create --name A --limit -5 --expires +1d"_s << u"--limit"_s;
    QTest::newRow("bad expiry") << u"create --name A --limit 5 --expires soon"_s << u"--expires"_s;
    QTest::newRow("bad count") << create + u"--count none"_s << u"--count"_s;
    QTest::newRow("count of none") << create + u"--count 0"_s << u"--count"_s;
    QTest::newRow("bad prefix") << create + u"--prefix 'a b'"_s << u"white space"_s;
    QTest::newRow("stdin and count") << create + u"--key-stdin --count 2"_s << u"--count"_s;
    QTest::newRow("no key on stdin") << create + u"--key-stdin"_s << u"standard input"_s;
    QTest::newRow("set nothing") << u"set 'Example 0'"_s << u"--expires"_s;
    QTest::newRow("set none") << u"set --limit 5"_s << u"SELECTOR"_s;
    QTest::newRow("set both models") << u"set A --model m --no-model"_s << u"--no-model"_s;
    QTest::newRow("one name for two") << u"set 'Example 0' 'Example 1' --name B"_s << u"--name"_s;
    QTest::newRow("remove none") << u"remove"_s << u"SELECTOR"_s;
    QTest::newRow("stats without gateway") << u"stats"_s << u"--gateway"_s;
    QTest::newRow("stats elsewhere in the clear")
        << u"stats --gateway http://gateway.example 'Example 0'"_s << u"gateway.example"_s;
    QTest::newRow("stats of no URL") << u"stats --gateway ftp://x 'Example 0'"_s << u"http"_s;
    QTest::newRow("report as what") << u"report --format docx"_s << u"docx"_s;
    QTest::newRow("report as both") << u"report --json"_s << u"--output"_s;
    QTest::newRow("lock what") << u"lock break"_s << u"lock status"_s;
    QTest::newRow("demo on a bad port") << u"demo-gateway --port 99999"_s << u"--port"_s;
}

void KeydeckCtlUsageTest::wrongUsageIsNamed()
{
    QFETCH(QString, line);
    QFETCH(QString, named);
    const StoreFixture store(2);
    QStringList arguments = QProcess::splitCommand(line.replace(u'\'', u'"'));
    if (!arguments.isEmpty())
        arguments += {u"--store"_s, store.path()};
    const QByteArray before = store.bytes();
    const CtlOutcome outcome = runCtl(arguments);
    QVERIFY2(outcome.exitCode == 2, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QVERIFY2(outcome.errorText().contains(named), outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(store.bytes(), before);
    QVERIFY(store.isTidy());
}

void KeydeckCtlUsageTest::wrongUsageTouchesNothing()
{
    const CtlOutcome outcome = runCtl({u"list"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QVERIFY(outcome.errorText().contains(u"--store"_s));
    QVERIFY(outcome.errorText().contains(u"KEYDECK_STORE"_s));
}

void KeydeckCtlUsageTest::optionsStandAnywhere()
{
    const StoreFixture store(2);
    const QByteArray plain = runCtl({u"--store"_s, store.path(), u"--json"_s, u"list"_s}).out;
    QCOMPARE(runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).out, plain);
    QCOMPARE(runCtl({u"--store="_s + store.path(), u"list"_s, u"--json"_s}).out, plain);
    QCOMPARE(QJsonDocument::fromJson(plain).array().size(), 2);
    const CtlOutcome dashed = runCtl({u"show"_s, u"--store"_s, store.path(), u"--"_s, u"--name"_s});
    QCOMPARE(dashed.exitCode, 5);
}

void KeydeckCtlUsageTest::theEnvironmentNamesTheStore()
{
    const StoreFixture one(1);
    const StoreFixture three(3);
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"KEYDECK_STORE"_s, one.path());
    const auto count = [&environment](const QStringList &more) {
        return runCtl(QStringList{u"list"_s, u"--json"_s} + more, {}, environment)
            .json()
            .array()
            .size();
    };
    QCOMPARE(count({}), 1);
    QCOMPARE(count({u"--store"_s, three.path()}), 3);
}

void KeydeckCtlUsageTest::everyCommandHelps_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
        {"list", "show", "create", "set", "renew", "rotate", "suspend", "resume", "reset-window",
            "tag", "note", "remove", "stats", "report", "lock", "demo-gateway"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void KeydeckCtlUsageTest::everyCommandHelps()
{
    QFETCH(QString, command);
    const CtlOutcome outcome = runCtl({command, u"--help"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QVERIFY(outcome.err.isEmpty());
    QVERIFY(outcome.out.startsWith("Usage: keydeckctl " + command.toUtf8()));
    QVERIFY(outcome.out.contains("\nExample:\n  keydeckctl " + command.toUtf8()));
    QVERIFY(runCtl({u"--help"_s}).out.contains("  " + command.toUtf8() + ' '));
}

void KeydeckCtlUsageTest::overviewAndVersion()
{
    // What every command takes is not quite true of this one.
    QVERIFY(runCtl({u"demo-gateway"_s, u"--help"_s}).out.contains("KEYDECK_STORE does not count"));
    const CtlOutcome help = runCtl({u"--help"_s});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.contains("Exit status: 0 done"));
    QCOMPARE(runCtl({u"-h"_s}).out, help.out);
    const CtlOutcome version = runCtl({u"--version"_s});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(QRegularExpression(u"^keydeckctl \\d+\\.\\d+\\.\\d+\n$"_s)
                .match(QString::fromUtf8(version.out))
                .hasMatch());
}

void KeydeckCtlUsageTest::aBareLocaleIsNoTrouble()
{
    const StoreFixture store(1);
    QProcessEnvironment bare;
    bare.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    bare.insert(u"LC_ALL"_s, u"C"_s);
    const CtlOutcome outcome = runCtl({u"list"_s, u"--store"_s, store.path()}, {}, bare);
    QVERIFY2(outcome.exitCode == 0 && outcome.err.isEmpty(), outcome.all().constData());
    const CtlOutcome failed = runCtl({u"show"_s, u"Żółw"_s, u"--store"_s, store.path()}, {}, bare);
    QCOMPARE(failed.exitCode, 5);
    QVERIFY2(
        failed.hasOneErrorLine() && failed.errorText().contains(u"Żółw"_s), failed.err.constData());
}

void KeydeckCtlUsageTest::aFullOutputIsAFailure()
{
    const StoreFixture store(1);
    QProcess process;
    process.setStandardOutputFile(u"/dev/full"_s);
    process.start(ctlProgram(), {u"list"_s, u"--store"_s, store.path()});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("No space left on device"));
}

void KeydeckCtlUsageTest::aClosedOutputIsAFailure_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("list") << QStringList{u"list"_s};
    QTest::newRow("an edit") << QStringList{u"set"_s, u"Example 0"_s, u"--limit"_s, u"5"_s};
}

void KeydeckCtlUsageTest::aClosedOutputIsAFailure()
{
    QFETCH(QStringList, words);
    const StoreFixture store(1);
    QProcess process;
    process.setProcessEnvironment(ctlEnvironment());
    const QStringList closed{u"-c"_s, u"exec \"$0\" \"$@\" <&- >&-"_s, ctlProgram()};
    process.start(u"sh"_s, closed + words + QStringList{u"--store"_s, store.path()});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    const QByteArray error = process.readAllStandardError();
    QVERIFY2(error.contains("Bad file descriptor"), error.constData());
    QVERIFY(store.isTidy());
}

void KeydeckCtlUsageTest::aHostileNameStaysOneLine()
{
    const StoreFixture store(1);
    const QString hostile = u"/nowhere/a\nb\x1b[31m.json"_s;
    const CtlOutcome read = runCtl({u"list"_s, u"--store"_s, hostile});
    QCOMPARE(read.exitCode, 4);
    const CtlOutcome written
        = runCtl({u"report"_s, u"--output"_s, hostile, u"--store"_s, store.path()});
    QCOMPARE(written.exitCode, 1);
    for (const CtlOutcome &outcome : {read, written}) {
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY(!outcome.err.contains('\x1b'));
    }
}

QTEST_GUILESS_MAIN(KeydeckCtlUsageTest)
#include "tst_keydeckctlusage.moc"
