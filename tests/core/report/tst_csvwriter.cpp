#include "core/base/fingerprint.h"
#include "core/report/csvwriter.h"
#include "core/report/reportfile.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// What Python's csv module makes of it: rows of cells, the header first.
QJsonArray readByPython(const QByteArray &csv)
{
    QProcess python;
    python.start(u"python3"_s,
        {u"-c"_s,
            u"import csv, io, json, sys\n"
            "text = sys.stdin.buffer.read().decode('utf-8')\n"
            "print(json.dumps(list(csv.reader(io.StringIO(text, newline=''), strict=True))))"_s});
    python.write(csv);
    python.closeWriteChannel();
    [&] { QVERIFY2(python.waitForFinished(), qPrintable(python.errorString())); }();
    [&] { QCOMPARE(python.exitCode(), 0); }();
    return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
}

/// The one row of a one-key store's report, by column.
QHash<QString, QVariant> onlyRow(const QByteArray &store, const ReportOptions &options = {})
{
    const ReportTable table = keyReport(decodeStore(store), SomeNowMs, options);
    QHash<QString, QVariant> cells;
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        cells.insert(table.columns[i], table.rows.at(0).at(i));
    return cells;
}

QByteArray recordWith(const QByteArray &fields)
{
    return "{\"keys\": [{\"key\": \"pk_example_000001\", \"name\": \"A\", \"usage_windows\": [], "
        + fields + "}]}";
}

} // namespace

class CsvWriterTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void columnsAreThoseOfTheReport();
    void figuresAreExact_data();
    void figuresAreExact();
    void windowFiguresAreTheGateways();
    void keysAreMaskedUnlessAskedFor();
    void textSurvivesAReader_data();
    void textSurvivesAReader();
    void everyLineEndsInCrLf();
    void formulasAreDefused_data();
    void formulasAreDefused();
    void rowsFollowTheGivenIndexes();

    void privateReportsAreForTheirOwnerOnly();
    void aFailedWriteLeavesWhatWasThere();
    void aWriteCutShortLeavesWhatWasThere();
    void reportsDoNotReplaceTheStore_data();
    void reportsDoNotReplaceTheStore();
    void aLinkIsFollowed();
};

void CsvWriterTest::columnsAreThoseOfTheReport()
{
    const QByteArray csv = csvText(keyReport(decodeStore(storeBytes(1)), SomeNowMs));
    QCOMPARE(csv.left(csv.indexOf('\r')),
        "id,name,masked_key,model,effective_model,status,token_limit_per_5h,tokens_used,"
        "remaining_tokens,window_started_at,window_ends_at,total_lifetime_tokens,expiry_date,"
        "created_at,last_used,is_expired,blocked"_ba);
}

void CsvWriterTest::figuresAreExact_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << "1500000"_ba
                           << "1500000"_ba;
    QTest::newRow("zero") << "0"_ba
                          << "0"_ba;
    QTest::newRow("negative stays a figure") << "-5"_ba
                                             << "-5"_ba;
    QTest::newRow("2^53 + 1") << "9007199254740993"_ba
                              << "9007199254740993"_ba;
    QTest::newRow("exponent") << "1e5"_ba
                              << "100000"_ba;
    QTest::newRow("fraction") << "0.1"_ba
                              << "0.1"_ba;
    QTest::newRow("beyond 64 bits") << "1e30"_ba
                                    << "1e+30"_ba;
    QTest::newRow("null") << "null"_ba
                          << ""_ba;
    QTest::newRow("a string") << "\"many\""_ba
                              << "many"_ba;
}

void CsvWriterTest::figuresAreExact()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, cell);
    const ReportTable report
        = keyReport(decodeStore(recordWith("\"total_lifetime_tokens\": " + number)), SomeNowMs);
    const qsizetype column = report.columns.indexOf(u"total_lifetime_tokens"_s);
    const ReportTable table{{u"n"_s}, {{report.rows.at(0).at(column)}}};
    QCOMPARE(csvText(table), "n\r\n" + cell + "\r\n");
}

void CsvWriterTest::windowFiguresAreTheGateways()
{
    SampleKey key = sampleKey(0);
    key.tokenLimitPer5h = 100'000;
    key.usageWindows = {{u"2026-01-18T08:00:00.000Z"_s, 45'000}};
    auto row = onlyRow(storeBytes({key}));
    QCOMPARE(row[u"tokens_used"_s], QVariant(45'000LL));
    QCOMPARE(row[u"remaining_tokens"_s], QVariant(55'000LL));
    QCOMPARE(row[u"window_started_at"_s], QVariant(u"2026-01-18T08:00:00.000Z"_s));
    QCOMPARE(row[u"window_ends_at"_s], QVariant(u"2026-01-18T13:00:00.000Z"_s));
    QCOMPARE(row[u"blocked"_s], QVariant(u"false"_s));

    key.usageWindows = {{u"2026-01-18T08:00:00.000Z"_s, 100'001}};
    row = onlyRow(storeBytes({key}));
    QCOMPARE(row[u"remaining_tokens"_s], QVariant(0LL));
    QCOMPARE(row[u"blocked"_s], QVariant(u"true"_s));
    QCOMPARE(row[u"status"_s], QVariant(u"blocked"_s));

    key.usageWindows = {};
    row = onlyRow(storeBytes({key}));
    QCOMPARE(row[u"tokens_used"_s], QVariant(0LL));
    QVERIFY2(!row[u"window_started_at"_s].isValid(), "nobody began a window");
    QVERIFY(!row[u"window_ends_at"_s].isValid());
}

void CsvWriterTest::keysAreMaskedUnlessAskedFor()
{
    const QByteArray store = storeBytes(1);
    const QString secret = sampleKeyText(0);
    QVERIFY(!csvText(keyReport(decodeStore(store), SomeNowMs)).contains(secret.toUtf8()));
    QCOMPARE(onlyRow(store)[u"masked_key"_s], QVariant(maskedKey(secret)));

    ReportOptions reveal;
    reveal.revealKeys = true;
    const auto row = onlyRow(store, reveal);
    QCOMPARE(row[u"key"_s], QVariant(secret));
    QVERIFY(!row.contains(u"masked_key"_s));
}

void CsvWriterTest::textSurvivesAReader_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"Alice"_s;
    QTest::newRow("empty") << u""_s;
    QTest::newRow("comma") << u"Alice, Bob"_s;
    QTest::newRow("quotes") << u"the \"big\" one"_s;
    QTest::newRow("only a quote") << u"\""_s;
    QTest::newRow("lines") << u"one\ntwo\r\nthree"_s;
    QTest::newRow("spaces around") << u"  in between  "_s;
    QTest::newRow("other scripts") << u"Żółw 東京 🐢"_s;
    QTest::newRow("markup") << u"<b>&amp;</b>"_s;
}

void CsvWriterTest::textSurvivesAReader()
{
    QFETCH(QString, text);
    const ReportTable table{{u"a"_s, u"b"_s, u"c"_s}, {{1LL, text, QVariant()}, {2LL, text, 0.5}}};
    const QJsonArray expected{QJsonArray{u"a"_s, u"b"_s, u"c"_s}, QJsonArray{u"1"_s, text, u""_s},
        QJsonArray{u"2"_s, text, u"0.5"_s}};
    QCOMPARE(readByPython(csvText(table)), expected);
}

void CsvWriterTest::everyLineEndsInCrLf()
{
    const QByteArray csv = csvText(keyReport(decodeStore(storeBytes(3)), SomeNowMs));
    QCOMPARE(csv.count("\r\n"), 4);
    QCOMPARE(csv.count('\n'), 4);
    QVERIFY(csv.endsWith("\r\n"));
}

void CsvWriterTest::formulasAreDefused_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void CsvWriterTest::formulasAreDefused()
{
    QFETCH(QString, name);
    const QJsonArray rows = readByPython(csvText({{u"id"_s, u"name"_s}, {{1LL, name}}}));
    QCOMPARE(rows[1][1].toString(), u'\'' + name);
}

void CsvWriterTest::rowsFollowTheGivenIndexes()
{
    const ReportTable table = keyReport(decodeStore(storeBytes(3)), {2, 0}, SomeNowMs);
    QCOMPARE(table.rows.size(), 2);
    QCOMPARE(table.rows[0][0].toString(), fingerprint(sampleKeyText(2)));
    QCOMPARE(table.rows[1][0].toString(), fingerprint(sampleKeyText(0)));
    QVERIFY(
        keyReport(decodeStore(storeBytes(3)), std::vector<qsizetype>(), SomeNowMs).rows.isEmpty());
}

void CsvWriterTest::privateReportsAreForTheirOwnerOnly()
{
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"keys.csv"_s);
    const auto mode = [&path] {
        struct stat status
        { };
        return ::stat(path.toLocal8Bit().constData(), &status) == 0 ? status.st_mode & 0777U : 0U;
    };
    QVERIFY(writeReport(path, "a"_ba, true));
    QCOMPARE(mode(), 0600U);
    QVERIFY(writeReport(path, "b"_ba, false));
    QVERIFY((mode() & ~0644U) == 0);
    QVERIFY(writeReport(path, "c"_ba, true));
    QCOMPARE(mode(), 0600U);
}

void CsvWriterTest::aFailedWriteLeavesWhatWasThere()
{
    const StoreFixture folder;
    const QString directory = folder.directory() + u"/keys.csv"_s;
    QVERIFY(QDir().mkdir(directory));
    const auto onto = writeReport(directory, "x"_ba, false);
    QVERIFY(!onto);
    QVERIFY2(onto.error().message.contains(directory), qPrintable(onto.error().message));
    QCOMPARE(folder.listing(), (QStringList{u"apikeys.json"_s, u"keys.csv"_s}));

    const auto nowhere = writeReport(folder.directory() + u"/missing/keys.csv"_s, "x"_ba, false);
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().message.contains(u"No such file or directory"_s));
}

void CsvWriterTest::aWriteCutShortLeavesWhatWasThere()
{
    const StoreFixture folder;
    const QString path = folder.directory() + u"/keys.csv"_s;
    QVERIFY(writeReport(path, "old"_ba, false));

    // As a full disk does it: some bytes are taken, the rest is refused.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{100'000, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto written = writeReport(path, QByteArray(150'000, 'x'), false);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);

    QVERIFY(!written);
    QVERIFY2(written.error().message.contains(path), qPrintable(written.error().message));
    QCOMPARE(folder.listing(), (QStringList{u"apikeys.json"_s, u"keys.csv"_s}));
    QCOMPARE(QFileInfo(path).size(), 3);
}

void CsvWriterTest::reportsDoNotReplaceTheStore_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("another file") << u"keys.csv"_s << true;
    QTest::newRow("the store") << u"apikeys.json"_s << false;
    QTest::newRow("the store, the long way") << u"./../%1/apikeys.json"_s << false;
    QTest::newRow("through a link") << u"link.csv"_s << false;
    QTest::newRow("its lock") << u"apikeys.json.lock"_s << false;
    QTest::newRow("the gateway's temporary file") << u"apikeys.json.tmp"_s << false;
    QTest::newRow("a directory") << u"."_s << false;
}

void CsvWriterTest::reportsDoNotReplaceTheStore()
{
    QFETCH(QString, target);
    QFETCH(bool, isAllowed);
    const StoreFixture store;
    QVERIFY(QFile::link(store.path(), store.directory() + u"/link.csv"_s));
    target.replace(u"%1"_s, QFileInfo(store.directory()).fileName());
    const auto checked = checkReportTarget(store.directory() + u'/' + target, store.path());
    QCOMPARE(checked.has_value(), isAllowed);
    if (!isAllowed)
        QCOMPARE(checked.error().code, ErrorCode::InvalidInput);
}

void CsvWriterTest::aLinkIsFollowed()
{
    const QTemporaryDir directory;
    const QString real = directory.filePath(u"real.csv"_s);
    const QString link = directory.filePath(u"link.csv"_s);
    QVERIFY(writeReport(real, "old"_ba, false));
    QVERIFY(QFile::link(real, link));
    QVERIFY(writeReport(link, "new"_ba, false));
    QVERIFY(QFileInfo(link).isSymLink());
    QFile file(real);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "new"_ba);
}

QTEST_GUILESS_MAIN(CsvWriterTest)
#include "tst_csvwriter.moc"
