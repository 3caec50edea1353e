// keydeckctl report: to standard output and to files, none of them by accident.
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlReportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void reportPrintsCsv();
    void reportWritesAFile();
    void reportAsksBeforeReplacing();
    void reportSparesTheStore();
    void revealedReportsArePrivate();
    void choosesKeysAndColumns();
    void saysWhatIsWrongWithAWish_data();
    void saysWhatIsWrongWithAWish();
    void aPeriodHasItsTokens();
    void withoutAHistoryItSaysSo();
    void aStatementIsOfOneKey();
    void csvComesAsSpreadsheetsLikeIt();
};

void KeydeckCtlReportTest::reportPrintsCsv()
{
    const StoreFixture store(3);
    const CtlOutcome outcome
        = runCtl({u"report"_s, u"--format"_s, u"csv"_s, u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.out.count("\r\n"), 4);
    QVERIFY(outcome.out.startsWith("id,name,masked_key,"));
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlReportTest::reportWritesAFile()
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

void KeydeckCtlReportTest::reportAsksBeforeReplacing()
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

void KeydeckCtlReportTest::reportSparesTheStore()
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

void KeydeckCtlReportTest::revealedReportsArePrivate()
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

void KeydeckCtlReportTest::choosesKeysAndColumns()
{
    const StoreFixture store(3);
    const QStringList report{
        u"report"_s, u"--store"_s, store.path(), u"--columns"_s, u"token_limit_per_5h,name"_s};
    QCOMPARE(runCtl(report + QStringList{sampleKey(2).name, sampleKey(0).name}).out,
        QByteArray("token_limit_per_5h,name\r\n100000,Example 2\r\n100000,Example 0\r\n"));
    QCOMPARE(runCtl(report + QStringList{u"--query"_s, u"name:1"_s}).out,
        QByteArray("token_limit_per_5h,name\r\n100000,Example 1\r\n"));
    QVERIFY(runCtl({u"report"_s, u"--store"_s, store.path(), sampleKey(1).name}).out.count("\r\n")
        == 2);
    const CtlOutcome none = runCtl(report + QStringList{u"nobody"_s});
    QVERIFY2(none.exitCode == 5 && none.hasOneErrorLine(), none.all().constData());
    QCOMPARE(runCtl(report + QStringList{u"--group-by"_s, u"model"_s}).out.left(6),
        QByteArray("group,"));
}

void KeydeckCtlReportTest::saysWhatIsWrongWithAWish_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("said");
    QTest::newRow("format") << QStringList{u"--format"_s, u"docx"_s} << u"“docx” is none of csv"_s;
    QTest::newRow("column") << QStringList{u"--columns"_s, u"name,nonsense"_s}
                            << u"“nonsense” is none of name, key"_s;
    QTest::newRow("period") << QStringList{u"--period"_s, u"soon"_s} << u"“soon” is no period"_s;
    QTest::newRow("group") << QStringList{u"--group-by"_s, u"owner"_s} << u"“owner” is none of"_s;
    QTest::newRow("separator") << QStringList{u"--separator"_s, u"|"_s} << u"“|” is none of"_s;
    QTest::newRow("style of no table")
        << QStringList{u"--bom"_s, u"--format"_s, u"json"_s} << u"are for csv"_s;
    QTest::newRow("both") << QStringList{u"--query"_s, u"a"_s, u"Example 0"_s} << u"not both"_s;
    QTest::newRow("statement for programs") << QStringList{u"--statement"_s, u"--format"_s,
        u"json"_s, u"Example 0"_s} << u"a page to read"_s;
    QTest::newRow("statement of all") << QStringList{u"--statement"_s} << u"2 are chosen"_s;
    for (const QString &option : {u"--columns=name"_s, u"--group-by=model"_s, u"--title=T"_s,
             u"--no-charts"_s, u"--reveal"_s})
        QTest::newRow(qPrintable(u"statement "_s + option)) << QStringList{u"--statement"_s, option,
            u"Example 0"_s} << u"takes no "_s + option.section(u'=', 0, 0);
    QTest::newRow("query") << QStringList{u"--query"_s, u"expires<7x"_s} << u"expires<7x"_s;
}

void KeydeckCtlReportTest::saysWhatIsWrongWithAWish()
{
    QFETCH(QStringList, options);
    QFETCH(QString, said);
    const StoreFixture store(2);
    const CtlOutcome outcome
        = runCtl(QStringList{u"report"_s, u"--store"_s, store.path()} + options);
    QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(said), outcome.err.constData());
}

void KeydeckCtlReportTest::aPeriodHasItsTokens()
{
    const StoreFixture store(2);
    const auto record = [&] {
        return runCtl({u"record"_s, u"--once"_s, u"--store"_s, store.path()}).exitCode;
    };
    QCOMPARE(record(), 0);
    SampleKey used = sampleKey(0);
    used.totalLifetimeTokens += 4321;
    store.replace(storeBytes({used, sampleKey(1)}));
    QCOMPARE(record(), 0);
    const CtlOutcome outcome = runCtl({u"report"_s, u"--format"_s, u"json"_s, u"--period"_s,
        u"24h"_s, u"--columns"_s, u"name,period_tokens"_s, u"--store"_s, store.path()});
    const QJsonObject report = outcome.json().object();
    QCOMPARE(report[u"sums"_s][u"period_tokens"_s].toInteger(), 4321);
    QCOMPARE(report[u"totals"_s][u"listed"_s].toInteger(), 4321);
    QCOMPARE(report[u"totals"_s][u"all"_s].toInteger(), 4321);
    QVERIFY(!report[u"coverage"_s][u"is_complete"_s].toBool());
    const QJsonArray rows = report[u"groups"_s][0][u"rows"_s].toArray();
    QCOMPARE(rows[0][u"period_tokens"_s].toInteger(), 4321);
    QCOMPARE(rows[1][u"period_tokens"_s].toInteger(), 0);
}

void KeydeckCtlReportTest::withoutAHistoryItSaysSo()
{
    const StoreFixture store(2);
    const CtlOutcome outcome = runCtl(
        {u"report"_s, u"--format"_s, u"md"_s, u"--period"_s, u"24h"_s, u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.out.contains("nothing has been recorded of this store yet"),
        outcome.out.constData());
    QVERIFY(outcome.out.contains("Example 1"));
}

void KeydeckCtlReportTest::aStatementIsOfOneKey()
{
    const StoreFixture store(2);
    const QStringList command{
        u"report"_s, u"--statement"_s, u"Example 1"_s, u"--store"_s, store.path()};
    const QByteArray page = runCtl(command).out;
    QVERIFY2(page.startsWith("<!DOCTYPE html>"), page.constData());
    QVERIFY(page.contains("Statement for “Example 1”"));
    QVERIFY(!page.contains("Example 0") && !page.contains(sampleKeyText(1).toUtf8()));
    QVERIFY(runCtl(
        {u"report"_s, u"--statement"_s, u"--query"_s, u"name:1"_s, u"--store"_s, store.path()})
                .out.contains("Statement for “Example 1”"));
    QVERIFY(runCtl(command + QStringList{u"--format"_s, u"md"_s})
                .out.startsWith("# Statement for “Example 1”"));
}

void KeydeckCtlReportTest::csvComesAsSpreadsheetsLikeIt()
{
    const StoreFixture store(1);
    const QByteArray csv = runCtl({u"report"_s, u"--separator"_s, u";"_s, u"--bom"_s,
                                      u"--columns"_s, u"name,status"_s, u"--store"_s, store.path()})
                               .out;
    QCOMPARE(csv, QByteArray("\xef\xbb\xbfname;status\r\nExample 0;active\r\n"));
}

QTEST_GUILESS_MAIN(KeydeckCtlReportTest)
#include "tst_keydeckctlreport.moc"
