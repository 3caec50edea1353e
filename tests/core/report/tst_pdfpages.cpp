// How a PDF breaks into pages, and how its tables fit them.
#include "core/report/pdfwriter.h"
#include "tests/support/pdfreader.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

using Column = Document::Column;
using Table = Document::Table;

constexpr double Millimetre = 72 / 25.4;

Document documentOf(const QList<Document::Block> &blocks)
{
    return {u"The title"_s, u"The footer."_s, blocks};
}

/// Rows "Row 7" with the figure 7,000,007 and a text that takes so many lines.
Table numberedTable(int rows, const QString &text = u"glm-4.7"_s)
{
    Table table{u"Rows"_s, {{u"Name"_s}, {u"Figure"_s, true}, {u"Text"_s}}, {}};
    for (int n = 0; n < rows; ++n)
        table.rows.append({u"Row %1."_s.arg(n), QLocale().toString(n * 1'000'001), text});
    table.sums = {u"Sum"_s, u"123,456"_s, {}};
    return table;
}

Table wideTable(int columns, const QString &cell, bool isFigure)
{
    Table table{u"Wide"_s, {{u"Name"_s}}, {{u"Alice of the department of long names"_s}}};
    for (int n = 1; n < columns; ++n) {
        table.columns.append({u"Tokens in the period"_s, isFigure});
        table.rows[0].append(cell);
    }
    return table;
}

PdfReader pdfOf(const Document &document, PdfOptions::Paper paper = PdfOptions::Paper::A4)
{
    PdfOptions options;
    options.paper = paper;
    const Result<QByteArray> pdf = pdfText(document, options);
    return PdfReader(pdf ? *pdf : pdf.error().message.toUtf8());
}

} // namespace

class TestPdfPages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesHaveTheirPaper_data();
    void pagesHaveTheirPaper();
    void eachPageSaysWhereItIs();
    void marginsStayEmpty_data();
    void marginsStayEmpty();
    void noRowIsSplitOrLost_data();
    void noRowIsSplitOrLost();
    void aHeadingNeverEndsAPage();
    void theSumStandsWithARow();
    void aDrawingIsNotSplit();
    void figuresAreNeverCut_data();
    void figuresAreNeverCut();
    void longTextsAreCut();
    void aKeyInFullIsNot();
    void tablesWithTheSameColumnsStandInLine();
};

void TestPdfPages::pagesHaveTheirPaper_data()
{
    QTest::addColumn<PdfOptions::Paper>("paper");
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("size");
    QTest::newRow("A4") << PdfOptions::Paper::A4 << 3 << u"595.28 x 841.89 pts (A4)"_s;
    QTest::newRow("A4, wide") << PdfOptions::Paper::A4 << 14 << u"841.89 x 595.28 pts (A4)"_s;
    QTest::newRow("Letter") << PdfOptions::Paper::Letter << 3 << u"612 x 792 pts (letter)"_s;
    QTest::newRow("Letter, wide") << PdfOptions::Paper::Letter << 14 << u"792 x 612 pts (letter)"_s;
}

void TestPdfPages::pagesHaveTheirPaper()
{
    QFETCH(PdfOptions::Paper, paper);
    QFETCH(int, columns);
    QFETCH(QString, size);
    const PdfReader pdf
        = pdfOf(documentOf({numberedTable(90), wideTable(columns, u"1,234"_s, true)}), paper);
    QCOMPARE(pdf.info()[u"Page size"_s], size);
    QVERIFY(pdf.info()[u"Pages"_s].toInt() >= 2);
}

void TestPdfPages::eachPageSaysWhereItIs()
{
    const QStringList pages
        = pdfOf(documentOf({Document::Heading{1, u"The title"_s}, numberedTable(200)})).pages();
    QVERIFY(pages.size() >= 4);
    for (qsizetype n = 0; n < pages.size(); ++n) {
        const QString page = pages[n].trimmed();
        QVERIFY2(page.startsWith(u"The title"_s), qPrintable(page));
        QCOMPARE(page.count(u"The title"_s), 1);
        const QString foot = page.section(u'\n', -1).simplified();
        QCOMPARE(foot, u"The footer. Page %1 of %2"_s.arg(n + 1).arg(pages.size()));
        QVERIFY2(page.contains(QRegularExpression(uR"(Name\s+Figure\s+Text)"_s)), qPrintable(page));
    }
}

void TestPdfPages::marginsStayEmpty_data()
{
    QTest::addColumn<int>("columns");
    QTest::newRow("upright") << 3;
    QTest::newRow("on its side") << 12;
    QTest::newRow("too wide for any page") << 60;
}

void TestPdfPages::marginsStayEmpty()
{
    QFETCH(int, columns);
    const PdfReader pdf = pdfOf(documentOf({Document::Heading{1, u"long "_s.repeated(60)},
        Document::Paragraph{u"lorem ipsum "_s.repeated(200), Document::Paragraph::Role::Warning},
        Document::Facts{{{u"What "_s.repeated(40), u"w"_s.repeated(900)}}}, numberedTable(60),
        wideTable(columns, u"1,234,567"_s, true), wideTable(columns, u"lorem ipsum"_s, false),
        Drawing{510, 900, u"Tall"_s, u"Tall"_s, {Drawing::Box{0, 0, 510, 900, {}, {}}}}}));
    const QStringList size = pdf.info()[u"Page size"_s].split(u' ');
    const QRectF inner
        = QRectF(0, 0, size[0].toDouble(), size[2].toDouble())
              .adjusted(14 * Millimetre, 14 * Millimetre, -14 * Millimetre, -14 * Millimetre);
    for (int page = 1; page <= pdf.info()[u"Pages"_s].toInt(); ++page) {
        const QRectF inked = pdf.inked(page);
        QVERIFY2(inked.height() > 100, "a page is all but blank");
        QVERIFY2(inner.contains(inked), qPrintable(u"page %1"_s.arg(page)));
    }
}

void TestPdfPages::noRowIsSplitOrLost_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << u"glm-4.7"_s;
    QTest::newRow("two lines") << u"lorem ipsum dolor sit amet "_s.repeated(8);
    QTest::newRow("some of them") << QString();
}

void TestPdfPages::noRowIsSplitOrLost()
{
    QFETCH(QString, text);
    constexpr int Rows = 150;
    Table table = numberedTable(Rows, text);
    for (int n = 0; text.isEmpty() && n < Rows; n += 3)
        table.rows[n][2] = u"lorem ipsum dolor sit amet "_s.repeated(8);
    const QStringList pages = pdfOf(documentOf({table})).pages();
    QVERIFY(pages.size() >= 3);
    int next = 0;
    for (const QString &page : pages) {
        const QRegularExpression row(uR"(Row (\d+)\.\s+([\d,]+))"_s);
        for (const auto &match : row.globalMatch(page)) {
            QCOMPARE(match.captured(1).toInt(), next);
            QCOMPARE(match.captured(2), QLocale().toString(next * 1'000'001));
            ++next;
        }
        // A second line would stand alone above the first row.
        const QString afterHead = page.section(QRegularExpression(u"Figure +Text"_s), 1).trimmed();
        QVERIFY2(afterHead.startsWith(u"Row "_s) || next == Rows, qPrintable(page));
    }
    QCOMPARE(next, Rows);
}

void TestPdfPages::aHeadingNeverEndsAPage()
{
    const QList<Document::Block> followers{numberedTable(3), Document::Paragraph{u"Row 0."_s},
        Document::Facts{{{u"Row 0."_s, u"x"_s}}},
        Drawing{510, 200, u"t"_s, u"d"_s, {Drawing::Label{0, 190, u"Row 0."_s}}}};
    for (const Document::Block &follower : followers) {
        for (int filler = 30; filler < 50; ++filler) {
            QList<Document::Block> blocks(
                filler, Document::Paragraph{u"Filler"_s, Document::Paragraph::Role::Quiet});
            blocks
                += {Document::Heading{2, u"Section"_s}, Document::Heading{3, u"Group"_s}, follower};
            const QStringList pages = pdfOf(documentOf(blocks)).pages();
            for (const QString &page : pages) {
                QCOMPARE(page.contains(u"Section"_s), page.contains(u"Row 0."_s));
                QCOMPARE(page.contains(u"Group"_s), page.contains(u"Row 0."_s));
            }
        }
    }
}

void TestPdfPages::theSumStandsWithARow()
{
    for (int rows = 44; rows < 54; ++rows) { // as many as a page has, and some more and less
        const PdfReader pdf = pdfOf(documentOf({numberedTable(rows)}));
        const QString last = pdf.pages().constLast();
        QVERIFY(last.contains(u"Sum"_s));
        QVERIFY2(last.contains(u"Row %1."_s.arg(rows - 1)), qPrintable(last));
        const auto words = pdf.words();
        const auto topOf = [&words](const QString &word) {
            const auto found = std::find_if(words.rbegin(), words.rend(),
                [&word](const auto &each) { return each.first == word; });
            return found == words.rend() ? 0 : found->second.top();
        };
        QVERIFY2(topOf(u"footer."_s) - topOf(u"Sum"_s) > 14, "the sum runs into the foot");
    }
}

void TestPdfPages::aDrawingIsNotSplit()
{
    Drawing drawing{510, 400, u"Chart"_s, u"Its figures"_s, {}};
    for (int n = 0; n < 5; ++n)
        drawing.shapes.append(Drawing::Label{0, 20.0 + 90 * n, u"Label %1"_s.arg(n)});
    const QStringList pages = pdfOf(documentOf({drawing, drawing, drawing})).pages();
    QCOMPARE(pages.size(), 3);
    for (const QString &page : pages)
        QCOMPARE(page.count(u"Label "_s), 5);
}

void TestPdfPages::figuresAreNeverCut_data()
{
    QTest::addColumn<int>("columns");
    QTest::newRow("few") << 4;
    QTest::newRow("on its side") << 10;
    QTest::newRow("small letters") << 18;
    QTest::newRow("too many") << 40;
}

void TestPdfPages::figuresAreNeverCut()
{
    QFETCH(int, columns);
    const QString figure = u"9,007,199,254,740,991"_s;
    const QString text = pdfOf(documentOf({wideTable(columns, figure, true)})).text();
    QCOMPARE(text.count(figure), columns - 1);
}

void TestPdfPages::longTextsAreCut()
{
    Table table{u"Names"_s, {{u"Name"_s}, {u"Tokens"_s, true}}, {}};
    table.rows = {{u"short"_s, u"1"_s}, {u"lorem "_s.repeated(300) + u"END"_s, u"2"_s},
        {QString(300, u'w'), u"no figure but "_s.repeated(50)}};
    const QString text = pdfOf(documentOf({table})).text();
    QVERIFY2(!text.contains(u"END"_s) && text.count(u"lorem"_s) > 20, qPrintable(text));
    QCOMPARE(text.count(u"…"_s), 3);
    QVERIFY2(text.contains(QRegularExpression(u"short +1"_s)), qPrintable(text));
}

void TestPdfPages::aKeyInFullIsNot()
{
    const QString key = u"pk_"_s + u"0123456789abcdef"_s.repeated(4);
    Table table = wideTable(8, u"9,007,199,254,740,991"_s, true);
    table.columns.append({u"Key"_s, false, true});
    table.rows[0].append(key);
    QString text = pdfOf(documentOf({table})).text();
    // In two lines: what stands in the column, without what the others have.
    QString found;
    for (const auto &match : QRegularExpression(u"[0-9a-fpk_]{20,}"_s).globalMatch(text))
        found += match.captured();
    QCOMPARE(found, key);
}

void TestPdfPages::tablesWithTheSameColumnsStandInLine()
{
    Table one = numberedTable(1), other = numberedTable(1);
    other.rows[0][0] = u"A much longer name than that"_s;
    const QString text = pdfOf(documentOf({one, other})).text();
    QSet<qsizetype> ends;
    int lines = 0;
    for (const QString &line : text.split(u'\n')) {
        if (line.contains(u"glm-4.7"_s)) {
            ends.insert(line.indexOf(u"glm-4.7"_s));
            ++lines;
        }
    }
    QCOMPARE(lines, 2);
    QCOMPARE(ends.size(), 1);
}

QTEST_GUILESS_MAIN(TestPdfPages)
#include "tst_pdfpages.moc"
