// One report in every format: the figures are the same, to the token, and no key is in any of them
// unless it was asked for.
#include "core/report/csvwriter.h"
#include "core/report/htmlwriter.h"
#include "core/report/markdownwriter.h"
#include "core/report/pdfwriter.h"
#include "core/report/reportdocument.h"
#include "core/report/reportjson.h"
#include "tests/support/otherprogram.h"
#include "tests/support/pdfreader.h"
#include "tests/support/reportsource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

using F = ReportField;

namespace {

constexpr int Keys = 120;

/// Many keys with figures that differ, some beyond what a double holds.
ReportSource manyKeys()
{
    std::vector<SampleKey> keys;
    ReportSource source = reportSource();
    source.usage.keys.clear();
    for (int n = 0; n < Keys; ++n) {
        SampleKey key = sampleKey(n);
        key.name = u"Key %1."_s.arg(n);
        key.model = n % 3 == 0 ? u"glm-4.7"_s : u"other"_s;
        key.totalLifetimeTokens = n == 7 ? 9'007'199'254'740'993 : 1'000'003LL * n;
        source.usage.keys.prepend({key.key, 77'777.0 * n, double(n), {}});
        keys.push_back(key);
    }
    source.usage.keys.append({QString(), 50, 0, {}});
    source.keys = decodeStore(storeBytes(keys));
    source.records.resize(Keys);
    std::iota(source.records.begin(), source.records.end(), 0);
    return source;
}

UsageReport report(const ReportSource &source = manyKeys())
{
    ReportSpec spec;
    spec.fields = {F::Name, F::Key, F::Model, F::PeriodTokens, F::Unobserved, F::Lifetime};
    spec.grouping = ReportGrouping::Model;
    return usageReport(spec, source);
}

/// "Key 7. 544446 7 9007199254740993": what a key's row says, in figures without separators.
QStringList expectedRows()
{
    QStringList rows;
    for (int n = 0; n < Keys; ++n)
        rows += u"Key %1. %2 %3 %4"_s.arg(n)
                    .arg(77'778LL * n)
                    .arg(n)
                    .arg(n == 7 ? 9'007'199'254'740'993 : 1'000'003LL * n);
    rows.sort();
    return rows;
}

/// Rows and sums that a text has, whatever stands between the cells. The key and the model, which
/// stand between name and figures, are left out.
QStringList rowsIn(QString text, const QString &name = u"Key \\d+\\."_s)
{
    text.remove(u',');
    const QRegularExpression row(
        u"(%1)\\W+pk_\\W+\\w+\\W+(?:glm-4.7|other)\\W+(\\d+)\\W+(\\d+)\\W+(\\d+)"_s.arg(name));
    QStringList rows;
    for (const auto &match : row.globalMatch(text))
        rows += u"%1 %2 %3 %4"_s.arg(
            match.captured(1), match.captured(2), match.captured(3), match.captured(4));
    rows.sort();
    return rows;
}

QString withoutTags(QString html)
{
    return html.replace(QRegularExpression(u"<[^>]*>"_s), u" "_s);
}

qint64 sumOf(const QStringList &rows, int column)
{
    qint64 sum = 0;
    for (const QString &row : rows)
        sum += row.section(u' ', column + 1, column + 1).toLongLong();
    return sum;
}

QList<QByteArray> everyFormat(const UsageReport &made)
{
    const Document document = reportDocument(made);
    return {csvText(reportTable(made)), QJsonDocument(reportJson(made)).toJson(),
        htmlText(document), markdownText(document),
        PdfReader(pdfText(document).value_or(QByteArray())).text().toUtf8()};
}

} // namespace

class TestReportFormats final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresAreTheSameEverywhere();
    void sumsAreTheSameEverywhere();
    void keysStandNowhereUnlessAskedFor();
    void csvIsReadBack_data();
    void csvIsReadBack();
};

void TestReportFormats::figuresAreTheSameEverywhere()
{
    const UsageReport made = report();
    const Document document = reportDocument(made);
    QStringList fromTable;
    for (const QVariantList &row : reportTable(made).rows) // the group is first
        fromTable += u"%1 %2 %3 %4"_s.arg(
            row[1].toString(), row[4].toString(), row[5].toString(), row[6].toString());
    fromTable.sort();
    QCOMPARE(fromTable, expectedRows());
    QCOMPARE(rowsIn(withoutTags(QString::fromUtf8(htmlText(document)))), expectedRows());
    QCOMPARE(rowsIn(QString::fromUtf8(markdownText(document)).remove(u'\\')), expectedRows());
    const Result<QByteArray> pdf = pdfText(document);
    QVERIFY2(pdf, qPrintable(pdf ? QString() : pdf.error().message));
    QCOMPARE(rowsIn(PdfReader(*pdf).text()), expectedRows());

    QString json;
    for (const QJsonValue &group : reportJson(made)[u"groups"_s].toArray()) {
        for (const QJsonValue &row : group[u"rows"_s].toArray())
            json += u"%1 pk_ %2 %3 %4 %5 %6\n"_s.arg(row[u"name"_s].toString(), u"x"_s,
                row[u"model"_s].toString(), QString::number(row[u"period_tokens"_s].toInteger()),
                QString::number(row[u"unobserved_tokens"_s].toInteger()),
                QString::number(row[u"total_lifetime_tokens"_s].toInteger()));
    }
    QCOMPARE(rowsIn(json), expectedRows());
}

void TestReportFormats::sumsAreTheSameEverywhere()
{
    const UsageReport made = report();
    const QStringList rows = expectedRows();
    const qint64 tokens = sumOf(rows, 1), lifetime = sumOf(rows, 3);
    QCOMPARE(made.sums[3].toLongLong(), tokens);
    QCOMPARE(made.sums[5].toLongLong(), lifetime);
    const QJsonObject json = reportJson(made);
    QCOMPARE(json[u"sums"_s][u"period_tokens"_s].toInteger(), tokens);
    QCOMPARE(json[u"sums"_s][u"total_lifetime_tokens"_s].toInteger(), lifetime);
    QCOMPARE(json[u"totals"_s][u"listed"_s].toInteger(), tokens);
    QCOMPARE(json[u"totals"_s][u"all"_s].toInteger(), tokens + 50);
    const QList<QByteArray> formats = everyFormat(made);
    for (qsizetype n = 2; n < formats.size(); ++n) { // those for people
        const QString text = QString::fromUtf8(formats[n]).remove(u'\\');
        for (const qint64 figure : {tokens, lifetime, tokens + 50})
            QVERIFY2(text.contains(QLocale().toString(figure)), text.toUtf8().constData());
    }
}

void TestReportFormats::keysStandNowhereUnlessAskedFor()
{
    ReportSource source = manyKeys();
    for (const QByteArray &text : everyFormat(report(source))) {
        for (int n = 0; n < Keys; ++n)
            QVERIFY(!text.contains(sampleKeyText(n).toUtf8()));
    }
    source.revealsKeys = true;
    for (QByteArray text : everyFormat(report(source))) {
        QVERIFY(text.replace("\\", "").contains(sampleKeyText(5).toUtf8()));
        QVERIFY(text.contains("Keys stand here in full") || text.startsWith("group,")
            || text.contains("\"keys_revealed\": true"));
    }
    const Result<QByteArray> pdf = pdfText(reportDocument(report(manyKeys())));
    QVERIFY(pdf && !pdf->contains("pk_example"));
}

void TestReportFormats::csvIsReadBack_data()
{
    QTest::addColumn<char>("separator");
    QTest::addColumn<bool>("hasMark");
    for (const bool hasMark : {false, true}) {
        const char *with = hasMark ? "with a byte order mark" : "plain";
        QTest::addRow("comma, %s", with) << ',' << hasMark;
        QTest::addRow("semicolon, %s", with) << ';' << hasMark;
        QTest::addRow("tab, %s", with) << '\t' << hasMark;
    }
}

void TestReportFormats::csvIsReadBack()
{
    QFETCH(char, separator);
    QFETCH(bool, hasMark);
    ReportTable table{{u"name"_s, u"a;b"_s, u"c,d"_s}, {}};
    const QStringList texts{u"plain"_s, u"a,b"_s, u"a;b"_s, u"a\tb"_s, u"say \"a\""_s,
        u"one\ntwo\r\nthree"_s, u"Żółw 東京 🐢"_s, u" spaces "_s, u""_s};
    for (const QString &text : texts)
        table.rows.append({text, 9'007'199'254'740'993LL, 0.5});
    for (const char *formula : {"=1+1", "+1", "-1", "@A1", "\t=1"})
        table.rows.append({QString::fromLatin1(formula), -5LL, QVariant()});

    const QByteArray csv = csvText(table, {separator, hasMark});
    QCOMPARE(csv.startsWith("\xef\xbb\xbf"), hasMark);
    const QJsonArray read = QJsonDocument::fromJson(
        pythonAnswer(
            u"import csv, io, json, sys\n"
            "text = sys.stdin.buffer.read().decode('utf-8-sig')\n"
            "rows = csv.reader(io.StringIO(text, newline=''), strict=True, delimiter=sys.argv[1])\n"
            "print(json.dumps(list(rows)))\n"_s,
            csv, {QString(QLatin1Char(separator))}))
                                .array();
    QCOMPARE(read.size(), table.rows.size() + 1);
    QCOMPARE(read[0].toArray(), (QJsonArray{u"name"_s, u"a;b"_s, u"c,d"_s}));
    for (qsizetype n = 0; n < texts.size(); ++n)
        QCOMPARE(read[n + 1].toArray(), (QJsonArray{texts[n], u"9007199254740993"_s, u"0.5"_s}));
    for (qsizetype n = texts.size() + 1; n < read.size(); ++n) {
        QCOMPARE(read[n][0].toString(), u'\'' + table.rows[n - 1][0].toString());
        QCOMPARE(read[n][1].toString(), u"-5"_s); // a figure is no formula
    }
}

QTEST_GUILESS_MAIN(TestReportFormats)
#include "tst_reportformats.moc"
