// How long reports of large stores take. The bounds are those of a slow machine that has other work
// to do; the figures are printed.
#include "core/report/csvwriter.h"
#include "core/report/htmlwriter.h"
#include "core/report/pdfwriter.h"
#include "core/report/reportdocument.h"
#include "core/report/reportjson.h"
#include "tests/support/pdfreader.h"
#include "tests/support/reportsource.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Keys = 10'000;

ReportSource largeSource()
{
    ReportSource source = reportSource();
    source.keys = decodeStore(storeBytes(Keys));
    source.records.resize(Keys);
    std::iota(source.records.begin(), source.records.end(), 0);
    source.usage.keys.clear();
    source.usage.all.clear();
    for (int n = 0; n < Keys; ++n)
        source.usage.keys.append({sampleKeyText(n), 1'000'000.0 - n, 0, {}});
    source.course = {};
    return source;
}

qint64 took(const char *what, const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    qInfo("%s of %d keys: %lld ms", what, Keys, timer.elapsed());
    return timer.elapsed();
}

} // namespace

class TestReportSpeed final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenThousandKeys();
};

void TestReportSpeed::tenThousandKeys()
{
    const ReportSource source = largeSource();
    UsageReport report;
    Document document;
    QByteArray csv, json, html, pdf;
    QVERIFY(took("The report", [&] { report = usageReport(ReportSpec(), source); }) < 1'500);
    QVERIFY(took("CSV", [&] { csv = csvText(reportTable(report)); }) < 1'000);
    QVERIFY(took("JSON", [&] { json = QJsonDocument(reportJson(report)).toJson(); }) < 5'000);
    QVERIFY(took("The document", [&] { document = reportDocument(report); }) < 5'000);
    QVERIFY(took("HTML", [&] { html = htmlText(document); }) < 5'000);
    QVERIFY(took("PDF", [&] { pdf = pdfText(document).value_or(QByteArray()); }) < 20'000);
    QCOMPARE(csv.count('\n'), Keys + 1);
    const QString text = PdfReader(pdf).text();
    QCOMPARE(text.count(u"Example "_s), Keys + UsageReport::RankedKeys);
}

QTEST_GUILESS_MAIN(TestReportSpeed)
#include "tst_reportspeed.moc"
