#include "core/import/importfile.h"
#include "core/import/importmapping.h"
#include "core/import/importtable.h"
#include "core/report/csvwriter.h"
#include "core/report/keyjson.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestImportTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsCsv();
    void theSeparatorIsGuessed_data();
    void theSeparatorIsGuessed();
    void readsJson_data();
    void readsJson();
    void jsonCellsAreText();
    void rowsKnowTheirLines_data();
    void rowsKnowTheirLines();
    void refuses_data();
    void refuses();
    void ownExportsReadBack();
    void blankRowsAreNone();
    void raggedRowsAreNamed();
    void columnsAreGuessed_data();
    void columnsAreGuessed();
    void columnsAreAssigned_data();
    void columnsAreAssigned();
    void noKeyIsRepeated();
    void readsRegularFilesAlone();
    void canBeStopped();
};

namespace {

ImportTable tableOf(const QByteArray &bytes, const ImportReading &how = {})
{
    const auto table = readImportTable(bytes, u"staff.csv"_s, how);
    if (!table)
        QTest::qFail(qPrintable(table.error().message), __FILE__, __LINE__);
    return table.value_or(ImportTable());
}

QList<int> linesOf(const ImportTable &table)
{
    QList<int> lines;
    for (const ImportRow &row : table.rows)
        lines += row.line;
    return lines;
}

QByteArray utf16(const QString &text)
{
    return QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
}

} // namespace

void TestImportTable::readsCsv()
{
    const ImportTable table
        = tableOf("\xEF\xBB\xBFname, limit\r\nAlice,100\r\n\"Bob, Jr.\",\"1\n2\"\r\n"_ba);
    QCOMPARE(table.format, ImportFormat::Csv);
    QCOMPARE(table.columns, (QStringList{u"name"_s, u"limit"_s}));
    QCOMPARE(table.rows.size(), 2u);
    QCOMPARE(table.rows[1].cells, (QStringList{u"Bob, Jr."_s, u"1\n2"_s}));
    QVERIFY(table.rows[0].fault.isEmpty() && table.rows[1].fault.isEmpty());
}

void TestImportTable::theSeparatorIsGuessed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("separator");
    QTest::newRow("comma") << "name,limit\na,1\n"_ba << ',';
    QTest::newRow("semicolon") << "name;limit\na;1,5\n"_ba << ';';
    QTest::newRow("tab") << "name\tlimit\na\t1\n"_ba << '\t';
    QTest::newRow("commas in a title") << "name;limit;Owner, if any\na;1;b\n"_ba << ';';
    QTest::newRow("titles that say nothing") << "who|what;x;y\na;1;2\n"_ba << ';';
    QTest::newRow("one column") << "name\nAlice\n"_ba << ',';
}

void TestImportTable::theSeparatorIsGuessed()
{
    QFETCH(QByteArray, text);
    QFETCH(char, separator);
    QCOMPARE(tableOf(text).separator, separator);
    QCOMPARE(tableOf(text, {{}, '|'}).separator, '|');
}

void TestImportTable::readsJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("list") << R"([{"name":"A","limit":5},{"name":"B","model":"x"}])"_ba;
    QTest::newRow("store") << R"({"v":[],"keys":[{"name":"A","limit":5},
        {"name":"B","model":"x"}]})"_ba;
    QTest::newRow("report") << "\xEF\xBB\xBF"
                               R"({"made":"now","rows":[{"name":"A","limit":5},
        {"name":"B","model":"x","limit":null}]})"_ba;
}

void TestImportTable::readsJson()
{
    QFETCH(QByteArray, text);
    const ImportTable table = tableOf(text);
    QCOMPARE(table.format, ImportFormat::Json);
    QCOMPARE(table.columns, (QStringList{u"name"_s, u"limit"_s, u"model"_s}));
    QCOMPARE(table.rows[0].cells, (QStringList{u"A"_s, u"5"_s, u""_s}));
    QCOMPARE(table.rows[1].cells, (QStringList{u"B"_s, u""_s, u"x"_s}));
}

void TestImportTable::jsonCellsAreText()
{
    const ImportTable table = tableOf(
        R"([{"n\u0061me":"J\u00fcrgen","a":2.5e5,"b":100000.0,"c":0.5,"d":99999999999999999999,
             "e":true,"f":["x","y"],"g":[1],"h":{},"i":1,"i":2,"name":"Last"}, 7])"_ba);
    const ImportRow &row = table.rows[0];
    const auto cell
        = [&](const QString &column) { return row.cells[table.columns.indexOf(column)]; };
    QCOMPARE(cell(u"name"_s), u"Last"_s);
    QCOMPARE(cell(u"a"_s), u"250000"_s);
    QCOMPARE(cell(u"b"_s), u"100000"_s);
    QCOMPARE(cell(u"c"_s), u"0.5"_s);
    QCOMPARE(cell(u"d"_s), u"99999999999999999999"_s);
    QCOMPARE(cell(u"e"_s), u"true"_s);
    QCOMPARE(cell(u"f"_s), u"x,y"_s);
    QCOMPARE(cell(u"i"_s), u"2"_s);
    QCOMPARE(row.structured,
        (std::vector{table.columns.indexOf(u"g"_s), table.columns.indexOf(u"h"_s)}));
    QVERIFY(table.rows[1].fault.contains(u"not an object"_s));
}

void TestImportTable::rowsKnowTheirLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<int>>("lines");
    QTest::newRow("csv") << "name\n\nA\n\"B\nB\"\n\r\nC\n"_ba << QList{3, 4, 7};
    QTest::newRow("json") << "{\n\"keys\": [\n{\"name\": \"A\"},\n\n{\n\"name\": \"B\"}, 5\n]}"_ba
                          << QList{3, 5, 6};
}

void TestImportTable::rowsKnowTheirLines()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<int>, lines);
    QCOMPARE(linesOf(tableOf(text)), lines);
}

void TestImportTable::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    QTest::newRow("UTF-16") << utf16(u"\ufeffname\nA\n"_s) << u"line 1: the file is UTF-16"_s;
    QTest::newRow("UTF-16 unmarked") << utf16(u"name\nA\n"_s) << u"line 1: there is a NUL"_s;
    QTest::newRow("NUL") << "name\nA\nB\0\n"_ba << u"line 3: there is a NUL"_s;
    QTest::newRow("Latin-1") << "name\nA\nJ\xFCrgen\n"_ba
                             << u"line 3: there are bytes that are not"_s;
    QTest::newRow("open quote") << "name\n\"A\nB\n"_ba << u"line 2: a quote is opened"_s;
    QTest::newRow("broken JSON") << "[{\"name\": \"A\"},\n{\"name\" \"B\"}]"_ba
                                 << u"line 2: this is not JSON"_s;
    QTest::newRow("no list") << "{\"name\": \"A\"}"_ba << u"line 1: there is no list of keys"_s;
    QTest::newRow("empty list") << "{\"keys\": []}"_ba << u"its list is empty"_s;
    QByteArray wide = "[";
    for (int n = 0; n < 300; ++n)
        wide += "{\"day " + QByteArray::number(n) + "\": 1},\n";
    QTest::newRow("no keys at all") << wide + "{}]" << u"line 257: there are more than 256 kinds"_s;
    QTest::newRow("empty") << ""_ba << u"a header row is needed"_s;
    QTest::newRow("header alone") << "name,limit\n"_ba << u"a header row is needed"_s;
    QTest::newRow("lines alone") << "\n\r\n,,\n"_ba << u"a header row is needed"_s;
}

void TestImportTable::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const auto table = readImportTable(bytes, u"staff.csv"_s);
    QVERIFY(!table);
    QCOMPARE(table.error().code, ErrorCode::InvalidInput);
    QVERIFY2(
        table.error().message.startsWith(u"staff.csv"_s) && table.error().message.contains(says),
        qPrintable(table.error().message));
}

void TestImportTable::ownExportsReadBack()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[0].name = u"=SUM(A1), Ltd."_s;
    keys[1].name = u"'quoted'"_s;
    const KeySet set = decodeStore(storeBytes(keys));
    ReportOptions options;
    options.revealKeys = true;
    for (const QByteArray &bytes : {csvText(keyReport(set, SomeNowMs, options)),
             QJsonDocument(keysJson(set, SomeNowMs, true)).toJson(), storeBytes(keys)}) {
        const ImportTable table = tableOf(bytes);
        const ImportMapping mapping = ImportMapping::guessed(table.columns);
        QCOMPARE(table.rows.size(), keys.size());
        for (size_t i = 0; i < keys.size(); ++i) {
            const auto cell = [&](ImportField field) {
                return table.rows[i].cells.value(mapping.columnOf(field));
            };
            QCOMPARE(cell(ImportField::Name), keys[i].name);
            QCOMPARE(cell(ImportField::Key), keys[i].key);
            QCOMPARE(cell(ImportField::Limit), QString::number(keys[i].tokenLimitPer5h));
            QCOMPARE(cell(ImportField::Expiry), keys[i].expiryDate);
            QCOMPARE(cell(ImportField::Created), keys[i].createdAt);
        }
    }
    const ImportTable masked = tableOf(csvText(keyReport(set, SomeNowMs)));
    QCOMPARE(
        ImportMapping::guessed(masked.columns).columnOf(ImportField::Key), ImportMapping::NoColumn);
}

void TestImportTable::blankRowsAreNone()
{
    const ImportTable table = tableOf("name,limit\n,\nA,1\n , \n\"\"\n"_ba);
    QCOMPARE(linesOf(table), QList{3});
}

void TestImportTable::raggedRowsAreNamed()
{
    const ImportTable table = tableOf("name,limit\nA,1\nB\nC,3,4\n"_ba);
    QVERIFY(table.rows[0].fault.isEmpty());
    QVERIFY(table.rows[1].fault.startsWith(u"It has 1 cells where the header has 2"_s));
    QVERIFY(table.rows[2].fault.startsWith(u"It has 3 cells where the header has 2"_s));
}

void TestImportTable::columnsAreGuessed_data()
{
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<QList<int>>("expected"); // name, key, limit, expires, model
    QTest::newRow("the gateway's")
        << QStringList{u"key"_s, u"name"_s, u"model"_s, u"token_limit_per_5h"_s, u"expiry_date"_s}
        << QList{1, 0, 3, 4, 2};
    QTest::newRow("a person's") << QStringList{u"Name"_s, u"API Key"_s, u"Limit"_s, u"Expires at"_s,
        u"Model name"_s} << QList{0, 1, 2, 3, 4};
    QTest::newRow("the likelier one wins") << QStringList{u"User"_s, u"Name"_s, u"masked_key"_s,
        u"limit"_s, u"effective_model"_s} << QList{1, -1, 3, -1, -1};
    QTest::newRow("nothing fits") << QStringList{u"x"_s, u""_s, u"y"_s}
                                  << QList{-1, -1, -1, -1, -1};
}

void TestImportTable::columnsAreGuessed()
{
    QFETCH(QStringList, columns);
    QFETCH(QList<int>, expected);
    const ImportMapping mapping = ImportMapping::guessed(columns);
    const ImportField fields[] = {ImportField::Name, ImportField::Key, ImportField::Limit,
        ImportField::Expiry, ImportField::Model};
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(mapping.columnOf(fields[i]), expected[i]);
}

void TestImportTable::columnsAreAssigned_data()
{
    QTest::addColumn<QString>("assignment");
    QTest::addColumn<int>("column"); // of the limit
    QTest::addColumn<QString>("says");
    QTest::newRow("title") << u"limit=Budget"_s << 1 << QString();
    QTest::newRow("case") << u"limit = budget"_s << 1 << QString();
    QTest::newRow("number") << u"limit=#3"_s << 2 << QString();
    QTest::newRow("none") << u"limit="_s << -1 << QString();
    QTest::newRow("twice there") << u"limit=Twin"_s << 1 << u"2 columns called “Twin”"_s;
    QTest::newRow("no such column") << u"limit=What"_s << 1 << u"no column “What”"_s;
    QTest::newRow("beyond") << u"limit=#9"_s << 1 << u"no column “#9”"_s;
    QTest::newRow("no such field") << u"size=Budget"_s << 1 << u"name, key, limit"_s;
    QTest::newRow("no sign") << u"limit"_s << 1 << u"write it like name=Column"_s;
}

void TestImportTable::columnsAreAssigned()
{
    QFETCH(QString, assignment);
    QFETCH(int, column);
    QFETCH(QString, says);
    const ImportTable table = tableOf("name,Budget,Twin,Twin\na,b,c,d\n"_ba);
    ImportMapping mapping = ImportMapping::guessed(table.columns);
    const auto taken = mapping.take(assignment, table);
    QCOMPARE(taken.has_value(), says.isEmpty());
    if (taken)
        QCOMPARE(mapping.columnOf(ImportField::Limit), column);
    else
        QVERIFY2(taken.error().message.contains(says), qPrintable(taken.error().message));
}

// Somebody forgets the header, and the first key becomes a title.
void TestImportTable::noKeyIsRepeated()
{
    const ImportTable table = tableOf("pk_0123456789abcdef,100\npk_fedcba9876543210,200\n"_ba);
    QCOMPARE(table.columnLabel(0), u"pk_…cdef"_s);
    ImportMapping mapping;
    const auto taken = mapping.take(u"name=pk_fedcba9876543210"_s, table);
    QVERIFY(!taken && !taken.error().message.contains(u"0123456789"_s)
        && !taken.error().message.contains(u"fedcba9876"_s));
    QCOMPARE(tableOf("token_limit_per_5h,\nx,y\n"_ba).columnLabel(0), u"token_limit_per_5h"_s);
    QCOMPARE(tableOf("a,\nx,y\n"_ba).columnLabel(1), u"column 2"_s);
}

void TestImportTable::readsRegularFilesAlone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"staff.csv"_s);
    const auto refused = [](const QString &at, ErrorCode code, const QString &says) {
        const auto read = readImportFile(at);
        return !read && read.error().code == code && read.error().message.contains(says)
            && read.error().message.contains(at);
    };
    QVERIFY(refused(path, ErrorCode::Failed, u"No such file"_s));
    QVERIFY(refused(folder.path(), ErrorCode::InvalidInput, u"not a regular file"_s));
    const QString pipe = folder.filePath(u"pipe"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QVERIFY(refused(pipe, ErrorCode::InvalidInput, u"not a regular file"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("name\nA\n") > 0);
    file.close();
    QCOMPARE(readImportFile(path).value_or(QByteArray()), "name\nA\n"_ba);
    QVERIFY(file.resize(MaximumImportBytes + 1));
    QVERIFY(refused(path, ErrorCode::InvalidInput, u"larger than 64 MB"_s));
}

void TestImportTable::canBeStopped()
{
    QByteArray text = "name\n";
    for (int n = 0; n < 5000; ++n)
        text += "A" + QByteArray::number(n) + '\n';
    int told = 0;
    const auto stopped = readImportTable(text, u"x"_s, {}, [&](qint64 done, qint64 total) {
        [&] { QVERIFY(done <= total); }();
        return ++told < 3;
    });
    QVERIFY(!stopped && stopped.error().message.contains(u"stopped"_s));
    QCOMPARE(told, 3);
}

QTEST_GUILESS_MAIN(TestImportTable)
#include "tst_importtable.moc"
