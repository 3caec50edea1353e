// The statement for one key: it fits a page, says how the key stands, and does not have it.
#include "core/report/keystatement.h"

#include "core/base/fingerprint.h"
#include "core/report/htmlwriter.h"
#include "core/report/markdownwriter.h"
#include "core/report/pdfwriter.h"
#include "tests/support/pdfreader.h"
#include "tests/support/reportsource.h"

#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 DayMs = 24 * ReportHourMs;

/// The n-th record alone.
ReportSource sourceFor(int n)
{
    ReportSource source = reportSource();
    source.records = {n};
    source.course = onlyNamed(source.usage);
    return source;
}

/// Alice with 140 windows in a month, everything noted that can be, and a history full of holes.
ReportSource crowded()
{
    ReportSource source = sourceFor(0);
    source.period = lastDays(30, SomeNowMs);
    source.usage.span = source.period.span;
    source.usage.beganMs = source.period.span.fromMs + 1000; // not all of the period is known
    source.usage.watched.clear();
    for (int day = 1; day < 30; ++day)
        source.usage.watched.append({source.period.span.fromMs + day * DayMs,
            source.period.span.fromMs + day * DayMs + 20 * ReportHourMs});
    source.usage.keys[0].unobserved = 12345;
    KeyHistory &history = source.histories[sampleKeyText(0)];
    history.windows.clear();
    for (int n = 0; n < 140; ++n)
        history.windows.append({source.period.span.fromMs + n * 5 * ReportHourMs, 1e6 + 1000.0 * n,
            n % 7 == 0 ? 1e6 : 2e6, 0, 0});
    KeyNote note;
    note.owner = u"The department of long names and of longer ones "_s.repeated(2);
    note.contact = u"somebody-with-a-long-address@department.of.long.names.example"_s;
    source.notes = KeyNotes("secret", {{nameUnderSecret(sampleKeyText(0), "secret"), note}});
    return source;
}

QString pdfTextOf(const Document &document)
{
    const Result<QByteArray> pdf = pdfText(document);
    return pdf ? PdfReader(*pdf).text() : pdf.error().message;
}

} // namespace

class TestKeyStatement final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysHowTheKeyStands();
    void saysWhatIsWrong();
    void fitsOnePage_data();
    void fitsOnePage();
    void theLatestWindowsAreListed();
    void withoutWindowsThereIsTheCourse();
    void withoutAHistoryItSaysSo();
    void theKeyIsInNone();
    void theSpecAsksForWhatItTakes();
};

void TestKeyStatement::saysHowTheKeyStands()
{
    const QString text = pdfTextOf(keyStatement(sourceFor(0))).simplified();
    const QString key = sampleKeyText(0);
    for (const QString &part : {u"Statement for “Alice”"_s,
             u"Key %1, fingerprint %2"_s.arg(maskedKey(key), fingerprint(key)), u"Model glm-4.7"_s,
             u"Status Active"_s, u"Limit 100,000 tokens in five hours"_s,
             u"Expires 2027-12-31 23:59:59 UTC"_s, u"Last used 2026-01-18 10:30:00 UTC"_s,
             u"Period 2026-01-17 11:00:00 UTC to 2026-01-18 11:00:00 UTC"_s, u"Active: "_s,
             u"All of it was observed."_s, u"1,000 400 0 1 1 1,000 1,500,000"_s, u"Usage windows"_s,
             u"2026-01-17 23:00:00 UTC 1,000 900"_s, u"over the limit"_s, u"Page 1 of 1"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u"\nis not in\n"_s + text));
    QVERIFY2(!text.contains(u"Owner"_s) && !text.contains(u"⚠"_s), qPrintable(text));
}

void TestKeyStatement::saysWhatIsWrong()
{
    const QString expired = pdfTextOf(keyStatement(sourceFor(2))).simplified();
    QVERIFY2(expired.contains(u"Status Expired"_s) && expired.contains(u"⚠ Expired "_s),
        qPrintable(expired));

    SampleKey odd = sampleKey(0);
    ReportSource source = sourceFor(0);
    QByteArray store = storeBytes({odd});
    store.replace("\"token_limit_per_5h\": 100000", "\"token_limit_per_5h\": null");
    source.keys = decodeStore(store);
    QVERIFY(pdfTextOf(keyStatement(source)).simplified().contains(u"Limit none"_s));
}

void TestKeyStatement::fitsOnePage_data()
{
    QTest::addColumn<PdfOptions::Paper>("paper");
    QTest::newRow("A4") << PdfOptions::Paper::A4;
    QTest::newRow("Letter") << PdfOptions::Paper::Letter;
}

void TestKeyStatement::fitsOnePage()
{
    QFETCH(PdfOptions::Paper, paper);
    const Document statement = keyStatement(crowded());
    PdfOptions options;
    options.paper = paper;
    const Result<QByteArray> pdf = pdfText(statement, options);
    QVERIFY(pdf);
    const PdfReader reader(*pdf);
    QCOMPARE(reader.info()[u"Pages"_s], u"1"_s);
    const QString text = reader.text().simplified();
    QVERIFY2(text.contains(u"And 132 earlier ones."_s), qPrintable(text));
    QVERIFY2(text.contains(u"⚠ The history begins at"_s) && text.contains(u"shorter gaps"_s)
            && text.contains(u"12,345 tokens"_s),
        qPrintable(text));
}

void TestKeyStatement::theLatestWindowsAreListed()
{
    const Document statement = keyStatement(crowded());
    const auto *table = [&statement]() -> const Document::Table * {
        for (const Document::Block &block : statement.blocks) {
            const auto *each = std::get_if<Document::Table>(&block);
            if (each && each->columns.size() == 3)
                return each;
        }
        return nullptr;
    }();
    QVERIFY(table);
    QCOMPARE(table->rows.size(), 8);
    QCOMPARE(table->rows[0][1], u"1,139,000"_s);
    QCOMPARE(table->rows[7][1], u"1,132,000"_s);
}

void TestKeyStatement::withoutWindowsThereIsTheCourse()
{
    ReportSource source = sourceFor(0);
    source.histories.clear();
    const QString text = pdfTextOf(keyStatement(source));
    QVERIFY2(text.contains(u"Tokens over time"_s) && !text.contains(u"Usage windows"_s),
        qPrintable(text));
}

void TestKeyStatement::withoutAHistoryItSaysSo()
{
    ReportSource source = sourceFor(0);
    source.usage = source.before = source.course = {};
    source.histories.clear();
    source.historyFailure = u"The disk is gone."_s;
    const QString text = pdfTextOf(keyStatement(source)).simplified();
    QVERIFY2(text.contains(u"⚠ What keys used in the period is not known: The disk is gone."_s),
        qPrintable(text));
    QVERIFY2(text.contains(u"– – – – – – 1,500,000"_s), qPrintable(text));
}

void TestKeyStatement::theKeyIsInNone()
{
    ReportSource source = crowded();
    source.revealsKeys = true; // of statements nobody may ask it
    const Document statement = keyStatement(source);
    const QByteArray key = sampleKeyText(0).toUtf8();
    const Result<QByteArray> pdf = pdfText(statement);
    QVERIFY(pdf);
    for (const QByteArray &text : {htmlText(statement), markdownText(statement).replace("\\", ""),
             *pdf, PdfReader(*pdf).text().toUtf8()})
        QVERIFY(!text.contains(key));
}

void TestKeyStatement::theSpecAsksForWhatItTakes()
{
    const ReportSpec spec = statementSpec({PeriodChoice::Kind::Month, {}, {}});
    QCOMPARE(spec.period.kind, PeriodChoice::Kind::Month);
    QVERIFY(std::any_of(spec.fields.begin(), spec.fields.end(), needsWindows));
    QVERIFY(spec.hasCourse && !spec.hasRanking);
    QVERIFY(!spec.fields.contains(ReportField::Key));
}

QTEST_GUILESS_MAIN(TestKeyStatement)
#include "tst_keystatement.moc"
