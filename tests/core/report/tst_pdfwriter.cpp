// A PDF says everything, in order, in fonts of its own; and says why where it cannot be made.
#include "core/report/pdfwriter.h"

#include "core/report/pdfcanvas.h"
#include "core/report/reportdocument.h"
#include "tests/support/localzone.h"
#include "tests/support/otherprogram.h"
#include "tests/support/pdfreader.h"
#include "tests/support/reportsource.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// The text with every stretch of white space as one space.
QString squeezed(const QString &text)
{
    return text.simplified();
}

Document report(ReportGrouping grouping = ReportGrouping::None)
{
    ReportSpec spec;
    spec.title = u"Überblick für “finance”"_s;
    spec.grouping = grouping;
    return reportDocument(usageReport(spec, reportSource()));
}

QByteArray pdfOf(const Document &document, const PdfOptions &options = {})
{
    const Result<QByteArray> pdf = pdfText(document, options);
    return pdf ? *pdf : "FAILED " + pdf.error().message.toUtf8();
}

} // namespace

class TestPdfWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysEverythingInOrder();
    void saysWhatItIs();
    void itsFontsAreInIt();
    void bookmarksNest();
    void drawingsAreNoPixels();
    void theSameDocumentIsTheSameFile();
    void oddTextsHoldNothingUp_data();
    void oddTextsHoldNothingUp();
    void programsLinkNothingOfIt();
    void aMissingModuleIsSaid();
    void noFontsAreSaid();
    void itStopsWhenAskedTo();
};

void TestPdfWriter::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void TestPdfWriter::saysEverythingInOrder()
{
    const PdfReader pdf(pdfOf(report(ReportGrouping::Model)));
    const QString text = squeezed(pdf.text());
    qsizetype from = 0;
    for (const QString &part :
        {u"Überblick für “finance”"_s, u"Store /srv/gateway/data/apikeys.json"_s,
            u"Period 2026-01-17 11:00:00 UTC to 2026-01-18 11:00:00 UTC"_s, u"Keys all 3"_s,
            u"⚠ All of it was observed. Of 100 tokens"_s, u"Tokens over time"_s,
            u"not observed: spread evenly"_s, u"Who used the most"_s, u"Alice"_s, u"1,000"_s,
            u"Keys glm-4.7"_s, u"Alice pk_…0000 glm-4.7 Active 1,000 76.9 % 400 1,500,000"_s,
            u"Carol pk_…0002 glm-4.7 Expired 0 0.0 % 0 1,500,000"_s,
            u"Sum 1,000 76.9 % 400 3,000,000"_s, u"other"_s,
            u"Bob pk_…0001 other Active 300 23.1 % 0 1,500,000"_s, u"All groups"_s,
            u"Sum of all 1,300 100.0 % 400 4,500,000 groups"_s, u"How it adds up"_s,
            u"Everything that came in 1,350"_s, u"Made by Keydeck"_s}) {
        const qsizetype found = text.indexOf(part, from);
        QVERIFY2(found >= 0, qPrintable(part + u"\nis not in\n"_s + text.mid(from)));
        from = found;
    }
}

void TestPdfWriter::saysWhatItIs()
{
    const QHash<QString, QString> info = PdfReader(pdfOf(report())).info();
    QCOMPARE(info[u"Title"_s], u"Überblick für “finance”"_s);
    QCOMPARE(info[u"Author"_s], u"Keydeck"_s);
    QVERIFY(info[u"Creator"_s].startsWith(u"Keydeck "_s));
    QCOMPARE(info[u"CreationDate"_s], u"Sun Jan 18 10:30:00 2026 UTC"_s);
    QCOMPARE(info[u"Encrypted"_s], u"no"_s);
    QCOMPARE(info[u"JavaScript"_s], u"no"_s);
}

void TestPdfWriter::itsFontsAreInIt()
{
    Document document = report();
    document.blocks.append(Document::Paragraph{u"東京 🐢 שלום Żółw"_s});
    const PdfReader pdf(pdfOf(document));
    const auto fonts = pdf.fonts();
    QVERIFY(fonts.size() >= 3); // regular, strong, fixed
    for (const auto &[name, isEmbedded] : fonts)
        QVERIFY2(isEmbedded, qPrintable(name));
}

void TestPdfWriter::bookmarksNest()
{
    const QString title = u"Überblick für “finance”"_s;
    QStringList expected{title};
    for (const char *part : {"Tokens over time", "Who used the most", "Keys", "Keys > glm-4.7",
             "Keys > other", "Keys > All groups", "How it adds up"})
        expected += title + u" > "_s + QString::fromLatin1(part);
    const PdfReader pdf(pdfOf(report(ReportGrouping::Model)));
    const QStringList pages = pdf.pages();
    QStringList found;
    for (const QString &bookmark : pdf.bookmarks()) {
        const QString name = bookmark.section(u" @ "_s, 0, 0);
        found += name;
        const int page = bookmark.section(u" @ "_s, 1).toInt();
        QVERIFY2(pages.value(page - 1).contains(name.section(u" > "_s, -1)), qPrintable(bookmark));
    }
    QCOMPARE(found, expected);
}

void TestPdfWriter::drawingsAreNoPixels()
{
    const QByteArray with = pdfOf(report());
    QCOMPARE(PdfReader(with).images(), 0);
    Document without = report();
    without.blocks.removeIf(
        [](const Document::Block &block) { return std::holds_alternative<Drawing>(block); });
    QVERIFY(with.size() > pdfOf(without).size());
}

void TestPdfWriter::theSameDocumentIsTheSameFile()
{
    QCOMPARE(pdfOf(report()), pdfOf(report()));
    const QByteArray here = pdfOf(report());
    const Document document = report();
    const LocalZone elsewhere("America/New_York");
    QCOMPARE(pdfOf(document), here);
}

void TestPdfWriter::oddTextsHoldNothingUp_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("a word of 20,000 letters") << QString(20'000, u'w');
    QTest::newRow("a text of 20,000 letters") << u"lorem ipsum "_s.repeated(1'700);
    QTest::newRow("other scripts") << u"東京の開発チーム — שלום עולם — مرحبا — Żółw"_s;
    QTest::newRow("beyond the plane") << u"🐢 𝒳 𠀋"_s;
    QTest::newRow("half of a pair") << QString(QChar(0xd83d));
    QTest::newRow("markup") << u"<b>&amp;</b> %n %1 (\\) >> endobj"_s;
    QTest::newRow("a NUL") << QString(u"a\0b"_s);
    QTest::newRow("marks upon marks") << u'a' + QString(300, QChar(0x0301));
}

void TestPdfWriter::oddTextsHoldNothingUp()
{
    QFETCH(QString, text);
    Document document{text, text, {}};
    document.blocks.append(Document::Heading{1, text});
    document.blocks.append(Document::Paragraph{text, Document::Paragraph::Role::Warning});
    document.blocks.append(Document::Facts{{{text, text}}});
    document.blocks.append(Document::Table{text, {{text}, {text, true}, {text, false, true}},
        {{text, text, text}}, {text, text, text}});
    document.blocks.append(Document::Table{text, {{u"No rows"_s}}, {}});
    document.blocks.append(Drawing{100, 20, text, text,
        {Drawing::Label{0, 10, text}, Drawing::Box{0, 0, 5, 5, {Ink::Kind::Unknown}, text}}});
    document.blocks.append(Document::Paragraph{u"The end."_s});
    const PdfReader pdf(pdfOf(document));
    QCOMPARE(pdf.complaints(), QString());
    QVERIFY(pdf.text().contains(u"The end."_s));
    QVERIFY2(pdf.pages().size() < 10, qPrintable(QString::number(pdf.pages().size())));
}

// They have to start in milliseconds: what links the core is linked to none of what the module is.
void TestPdfWriter::programsLinkNothingOfIt()
{
    const QByteArray program = answerOf(u"ldd"_s, {QCoreApplication::applicationFilePath()});
    QVERIFY2(
        program.contains("libQt6Core") && !program.contains("cairo") && !program.contains("pango"),
        program.constData());
    const QByteArray module = answerOf(u"ldd"_s, {PdfCanvas::installedModule()});
    QVERIFY2(module.contains("cairo") && module.contains("pango") && !module.contains("Qt6"),
        module.constData());
}

void TestPdfWriter::aMissingModuleIsSaid()
{
    const auto nowhere = pdfText(report(), {.module = u"/nowhere/keydeckpdf.so"_s});
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().code, ErrorCode::Failed);
    for (const char *word : {"/nowhere/keydeckpdf.so", "Cairo", "another format"})
        QVERIFY2(nowhere.error().message.contains(QLatin1StringView(word)),
            qPrintable(nowhere.error().message));

    const QTemporaryDir directory;
    const QString other = directory.filePath(u"keydeckpdf.so"_s);
    QVERIFY(QFile::copy(QStringLiteral(KEYDECK_SOURCE "/README.md"), other));
    const auto wrong = pdfText(report(), {.module = other});
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().message.contains(other), qPrintable(wrong.error().message));
}

// In a process of its own, whose fontconfig knows of no font.
void TestPdfWriter::noFontsAreSaid()
{
    if (qEnvironmentVariableIsSet("KEYDECK_WITHOUT_FONTS")) {
        const auto made = pdfText(report());
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(u"no font is installed"_s),
            qPrintable(made.error().message));
        return;
    }
    const QTemporaryDir directory;
    QFile file(directory.filePath(u"fonts.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    file.close();
    QProcess self;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"FONTCONFIG_FILE"_s, file.fileName());
    environment.insert(u"KEYDECK_WITHOUT_FONTS"_s, u"1"_s);
    self.setProcessEnvironment(environment);
    self.start(QCoreApplication::applicationFilePath(), {u"noFontsAreSaid"_s});
    QVERIFY(self.waitForFinished());
    QVERIFY2(self.exitStatus() == QProcess::NormalExit && self.exitCode() == 0,
        self.readAllStandardOutput().constData());
}

void TestPdfWriter::itStopsWhenAskedTo()
{
    QList<double> said;
    PdfOptions options;
    options.progress = [&said](double done) {
        said.append(done);
        return true;
    };
    QVERIFY(pdfText(report(), options));
    QVERIFY(said.size() > 2 && std::is_sorted(said.begin(), said.end()));
    QVERIFY(said.constFirst() >= 0 && said.constLast() <= 1);

    for (const int after : {0, 1, int(said.size()) - 1}) {
        int calls = 0;
        options.progress = [&calls, after](double) { return calls++ < after; };
        const auto stopped = pdfText(report(), options);
        QVERIFY(!stopped);
        QVERIFY(stopped.error().message.contains(u"stopped"_s));
        QCOMPARE(calls, after + 1);
    }
}

QTEST_GUILESS_MAIN(TestPdfWriter)
#include "tst_pdfwriter.moc"
