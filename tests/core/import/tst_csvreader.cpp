#include "core/import/csvreader.h"
#include "tests/support/oddstores.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::OddStores;

class TestCsvReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void reads_data();
    void reads();
    void saysWhereAQuoteIsAtFault_data();
    void saysWhereAQuoteIsAtFault();
    void readsAsPythonDoes_data();
    void readsAsPythonDoes();
};

namespace {

/// The rows, or nothing where the document is at fault.
std::optional<QList<QStringList>> rowsOf(const QByteArray &text, char separator = ',')
{
    QList<QStringList> rows;
    CsvReader reader(text, separator);
    CsvRow row;
    while (reader.readRow(&row))
        rows += row.cells;
    return reader.fault().isEmpty() ? std::optional(rows) : std::nullopt;
}

/// Many documents at once: for each the rows that are not empty, or null where it has a fault.
QJsonArray readByPython(const QByteArrayList &documents, char separator)
{
    static const QByteArray Program
        = "import csv, io, json, sys\n"
          "def rows(text):\n"
          "    try:\n"
          "        reader = csv.reader(io.StringIO(text, newline=''), strict=True, "
          "delimiter=sys.argv[1])\n"
          "        return [row for row in reader if row]\n"
          "    except csv.Error:\n"
          "        return None\n"
          "print(json.dumps([rows(bytes.fromhex(line.strip()).decode()) for line in sys.stdin]))\n";
    QProcess python;
    python.start(u"python3"_s,
        {u"-c"_s, QString::fromLatin1(Program), QString(QChar::fromLatin1(separator))});
    for (const QByteArray &document : documents)
        python.write(document.toHex() + '\n');
    python.closeWriteChannel();
    if (!python.waitForFinished(120'000) || python.exitCode() != 0)
        QTest::qFail("Python 3 is needed to compare with its csv module", __FILE__, __LINE__);
    return QJsonDocument::fromJson(python.readAllStandardOutput()).array();
}

QByteArray oddDocument(OddStores &random, char separator)
{
    const QByteArrayList pieces{"a", "Alice", "100", " ", "\"", "\"", "\"\"", "\n", "\r\n", "\r",
        QByteArray(1, separator), QByteArray(1, separator), ",", ";", "\t", "'", "=1+1", "\xC3\xA9",
        "\xF0\x9F\x94\x91", "\\"};
    QByteArray document;
    for (int count = random.below(24); count > 0; --count) {
        if (random.below(3) == 0)
            document += '"' + pieces[random.below(int(pieces.size()))] + '"' + separator;
        else
            document += pieces[random.below(int(pieces.size()))];
    }
    return document;
}

} // namespace

void TestCsvReader::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QStringList>>("rows");
    using Rows = QList<QStringList>;

    QTest::newRow("nothing") << ""_ba << Rows{};
    QTest::newRow("LF") << "a,b\n1,2\n"_ba << Rows{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
    QTest::newRow("CRLF, no end") << "a,b\r\n1,2"_ba << Rows{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
    QTest::newRow("CR") << "a\r1"_ba << Rows{{u"a"_s}, {u"1"_s}};
    QTest::newRow("empty lines") << "\n\na\n\r\n\n1\n\n"_ba << Rows{{u"a"_s}, {u"1"_s}};
    QTest::newRow("blank cells") << ",\na,\n"_ba << Rows{{u""_s, u""_s}, {u"a"_s, u""_s}};
    QTest::newRow("quotes") << R"("a","b, ""c""",""
)"_ba << Rows{{u"a"_s, u"b, \"c\""_s, u""_s}};
    QTest::newRow("line breaks in a cell")
        << "\"a\nb\r\nc\",d\n"_ba << Rows{{u"a\nb\r\nc"_s, u"d"_s}};
    QTest::newRow("a quote inside") << "5\" disk,b\n"_ba << Rows{{u"5\" disk"_s, u"b"_s}};
    QTest::newRow("UTF-8") << "J\xC3\xBCrgen\n"_ba << Rows{{u"Jürgen"_s}};
}

void TestCsvReader::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QList<QStringList>, rows);
    QCOMPARE(rowsOf(text).value_or(QList<QStringList>()), rows);
}

void TestCsvReader::saysWhereAQuoteIsAtFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("never closed") << "a,b\n1,\"2\n3,4\n"_ba << 2 << u"never closed"_s;
    QTest::newRow("text behind it") << "a\n\"x\ny\"z\n"_ba << 3 << u"behind the closing quote"_s;
}

void TestCsvReader::saysWhereAQuoteIsAtFault()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, says);
    CsvReader reader(text, ',');
    CsvRow row;
    while (reader.readRow(&row)) { }
    QCOMPARE(reader.faultLine(), line);
    QVERIFY2(reader.fault().contains(says), qPrintable(reader.fault()));
}

void TestCsvReader::readsAsPythonDoes_data()
{
    QTest::addColumn<char>("separator");
    QTest::newRow("comma") << ',';
    QTest::newRow("semicolon") << ';';
    QTest::newRow("tab") << '\t';
}

void TestCsvReader::readsAsPythonDoes()
{
    QFETCH(char, separator);
    constexpr int Documents = 4000;
    OddStores random{quint32(separator)};
    QByteArrayList documents;
    for (int n = 0; n < Documents; ++n)
        documents += oddDocument(random, separator);
    const QJsonArray answers = readByPython(documents, separator);
    QCOMPARE(answers.size(), documents.size());
    int rejected = 0;
    for (qsizetype i = 0; i < documents.size(); ++i) {
        const auto rows = rowsOf(documents[i], separator);
        rejected += answers[i].isNull();
        QVERIFY2(rows.has_value() != answers[i].isNull(), documents[i].constData());
        QJsonArray ours;
        for (const QStringList &row : rows.value_or(QList<QStringList>()))
            ours.append(QJsonArray::fromStringList(row));
        QVERIFY2(ours == answers[i].toArray(), documents[i].constData());
    }
    // Both verdicts must have been put to the test.
    QVERIFY2(rejected > Documents / 10 && rejected < Documents * 9 / 10,
        qPrintable(QString::number(rejected)));
}

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
