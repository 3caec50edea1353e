// Reports as web pages and in Markdown, read as a browser and a renderer read them.
#include "core/report/htmlwriter.h"
#include "core/report/markdownwriter.h"
#include "core/report/reportdocument.h"
#include "tests/support/otherprogram.h"
#include "tests/support/reportsource.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// A document as a reader of HTML understands it: the text of each element that may hold a name,
/// and what it would load or run. It asserts that elements are closed in order, and that the
/// drawings are well-formed XML.
QString readHtml(const QByteArray &html)
{
    const QString script
        = u"import html.parser, re, sys, xml.dom.minidom\n"
          "text = sys.stdin.buffer.read().decode('utf-8')\n"
          "class P(html.parser.HTMLParser):\n"
          " void = {'meta', 'br', 'img', 'hr', 'link', 'input'}\n"
          " def __init__(s): super().__init__(); s.open = []; s.out = []\n"
          " def handle_starttag(s, tag, attrs):\n"
          "  s.at(tag, attrs)\n"
          "  if tag not in s.void: s.open.append(tag); s.out.append('')\n"
          " def handle_startendtag(s, tag, attrs): s.at(tag, attrs)\n"
          " def at(s, tag, attrs):\n"
          "  if tag in ('script', 'iframe', 'img', 'link', 'object', 'embed', 'base', 'form'): "
          "print('RUNS', tag)\n"
          "  for k, v in attrs:\n"
          "   if k.startswith('on') or k in ('src', 'href', 'xlink:href', 'srcset', 'action'): "
          "print('LOADS', k, v)\n"
          "   if re.search(r'url\\((?!#)', v or ''): print('LOADS', k, v)\n"
          " def handle_endtag(s, tag):\n"
          "  assert s.open.pop() == tag, tag\n"
          "  said = s.out.pop()\n"
          "  if tag in ('strong', 'code', 'a'): s.out[-1] += said\n"
          "  if tag == 'style' and re.search(r'url\\(|@import', said): print('LOADS', said)\n"
          "  if tag in ('td', 'th', 'h1', 'h2', 'h3', 'p', 'dd', 'dt', 'footer', 'title', "
          "'caption', 'desc'): print(tag, said.strip())\n"
          " def handle_data(s, d):\n"
          "  if s.out: s.out[-1] += d\n"
          "  else: assert not d.strip(), d\n"
          "p = P(); p.feed(text); p.close()\n"
          "assert p.open == [], p.open\n"
          "for svg in re.findall(r'<svg.*?</svg>', text, re.S): xml.dom.minidom.parseString(svg)\n"_s;
    return QString::fromUtf8(pythonAnswer(script, html));
}

/// What GitHub's renderer makes of it.
QString rendered(const QByteArray &markdown)
{
    return QString::fromUtf8(answerOf(u"cmark-gfm"_s,
        {u"--extension"_s, u"table"_s, u"--extension"_s, u"autolink"_s, u"--extension"_s,
            u"strikethrough"_s, u"--extension"_s, u"tagfilter"_s, u"--unsafe"_s},
        markdown));
}

Document report(const ReportSource &source = reportSource(), const ReportSpec &spec = {})
{
    return reportDocument(usageReport(spec, source));
}

/// Texts that would mean something.
QStringList hostileTexts()
{
    return {u"</title></style><script>alert(1)</script>"_s, u"<img src=x onerror=alert(1)>"_s,
        u"a | b \\| c"_s, u"`code` ``more``"_s, u"*bold* _it_ ~~out~~ **x**"_s,
        u"[link](http://evil.example) ![i](x)"_s, u"http://evil.example www.evil.example"_s,
        u"# title"_s, u"- item"_s, u"1. one"_s, u"> quote"_s, u"&amp; &lt; &#x41;"_s, u"\\"_s,
        u"a\\"_s, u"--- | ---"_s, u"]]> <!-- --> ?>"_s, u"%1 %2 %L1"_s, u"  spaced  out  "_s,
        u"\"quoted\" 'too'"_s, u"evil@evil.example"_s, u"javascript:alert(1)"_s,
        u"$x$ :smile: @all #7"_s};
}

Document hostileDocument(const QString &text)
{
    Document document{text, text, {}};
    document.blocks = {Document::Heading{1, text}, Document::Heading{2, text},
        Document::Paragraph{text}, Document::Paragraph{text, Document::Paragraph::Role::Warning},
        Document::Facts{{{text, text}}},
        Document::Table{text, {{text}, {text, true}, {text, false, true}}, {{text, text, text}},
            {text, text, text}},
        Drawing{100, 50, text, text,
            {Drawing::Label{5, 10, text}, Drawing::Box{0, 0, 9, 9, {}, text}}}};
    return document;
}

} // namespace

class TestReportWriters final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void htmlSaysEverything();
    void htmlTextsStayTexts_data();
    void htmlTextsStayTexts();
    void htmlIsCompleteInItself();
    void htmlPrintsOnItsSide();
    void markdownSaysEverything();
    void markdownTextsStayTexts_data();
    void markdownTextsStayTexts();
    void anEmptyReportIsWhole();
};

void TestReportWriters::htmlSaysEverything()
{
    const QString text = readHtml(htmlText(report()));
    for (const QString &line : {u"title API keys"_s, u"h1 API keys"_s, u"dt Period"_s,
             u"dd 2026-01-17 11:00:00 UTC to 2026-01-18 11:00:00 UTC"_s, u"dd all 3"_s,
             u"h2 Tokens over time"_s, u"th Tokens in the period"_s,
             u"td Alice\ntd pk_…0000\ntd glm-4.7\ntd Active\ntd 1,000\ntd 76.9 %\ntd 400\n"
             "td 1,500,000\ntd 2026-01-18 10:30\ntd 2027-12-31 23:59"_s,
             u"td Sum"_s, u"td 1,300"_s, u"td Everything that came in\ntd 1,350"_s,
             u"desc 1,350 tokens in all"_s, u"footer Made by Keydeck"_s})
        QVERIFY2(text.contains(line), qPrintable(line + u"\nis not in\n"_s + text));
}

void TestReportWriters::htmlTextsStayTexts_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : hostileTexts())
        QTest::newRow(qPrintable(text)) << text;
}

void TestReportWriters::htmlTextsStayTexts()
{
    QFETCH(QString, text);
    const QString read = readHtml(htmlText(hostileDocument(text)));
    QVERIFY2(!read.startsWith(u"FAILED"_s), qPrintable(read));
    QVERIFY2(!read.contains(u"LOADS"_s) && !read.contains(u"RUNS"_s), qPrintable(read));
    for (const char *tag :
        {"title", "h1", "h2", "p", "dt", "dd", "th", "td", "caption", "footer", "desc"})
        QVERIFY2(read.contains(QLatin1StringView(tag) + u' ' + text.trimmed() + u'\n'), tag);
}

void TestReportWriters::htmlIsCompleteInItself()
{
    const QByteArray html = htmlText(report());
    const QString read = readHtml(html);
    QVERIFY2(
        !read.startsWith(u"FAILED"_s) && !read.contains(u"LOADS"_s) && !read.contains(u"RUNS"_s),
        qPrintable(read));
    QCOMPARE(html.count("<svg "), 2);
    QCOMPARE(html.count("http"),
        html.count("http://127.0.0.1:3000") + html.count("http://www.w3.org/2000/svg"));
    QVERIFY2(html.contains("url(#keydeck-hatch)") && html.contains("id=\"keydeck-hatch\""),
        "what nobody observed is hatched");
}

void TestReportWriters::htmlPrintsOnItsSide()
{
    ReportSpec spec;
    QVERIFY(htmlText(report(reportSource(), spec)).contains("size: landscape"));
    spec.fields = {ReportField::Name, ReportField::PeriodTokens};
    QVERIFY(!htmlText(report(reportSource(), spec)).contains("size: landscape"));
}

void TestReportWriters::markdownSaysEverything()
{
    const QString html = rendered(markdownText(report()));
    QVERIFY(html.startsWith(u"<h1>API keys</h1>"_s));
    QCOMPARE(html.count(u"<table>"_s), 2);
    for (const QString &part : {u"<strong>Period</strong>: 2026-01-17 11:00:00 UTC"_s,
             u"<td>Alice</td>\n<td><code>pk_…0000</code></td>\n<td>glm-4.7</td>\n<td>Active</td>\n"
             "<td align=\"right\">1,000</td>\n<td align=\"right\">76.9 %</td>"_s,
             u"<strong>1,300</strong>"_s, u"<h2>How it adds up</h2>"_s, u"1,350 tokens in all"_s,
             u"<blockquote>\n<p>⚠ All of it was observed. Of 100"_s, u"Made by Keydeck"_s})
        QVERIFY2(html.contains(part), qPrintable(part + u"\nis not in\n"_s + html));
}

void TestReportWriters::markdownTextsStayTexts_data()
{
    htmlTextsStayTexts_data();
}

void TestReportWriters::markdownTextsStayTexts()
{
    QFETCH(QString, text);
    const QString html = rendered(markdownText(hostileDocument(text)));
    // Spaces at the ends of a line or a cell are nobody's; the parser is HTML's own.
    const QString read = readHtml("<html>" + html.toUtf8() + "</html>");
    QVERIFY2(!read.startsWith(u"FAILED"_s), qPrintable(read + html));
    const QString said = text.simplified();
    QStringList lines = read.split(u'\n');
    for (QString &line : lines)
        line = line.simplified();
    const auto count = [&lines](const QString &line) { return lines.count(line); };
    QCOMPARE(count(u"h1 "_s + said), 1);
    QCOMPARE(count(u"h2 "_s + said), 1);
    QCOMPARE(count(u"th "_s + said), 3);
    QCOMPARE(count(u"td "_s + said), 6); // a row and the sums
    QCOMPARE(count(u"p "_s + said), 3); // paragraph, drawing, footer
    QCOMPARE(count(u"p ⚠ "_s + said), 1);
    QVERIFY2(!read.contains(u"RUNS"_s), qPrintable(read));
    QCOMPARE(html.count(u"<ul>"_s), 1); // the facts
    QVERIFY2(!html.contains(u"<em>"_s) && !html.contains(u"<del>"_s) && !html.contains(u"<ol>"_s),
        qPrintable(html));
    // Mail addresses become links whatever one does.
    QVERIFY2(!html.contains(u"<a "_s) || text.contains(u'@'), qPrintable(html));
}

void TestReportWriters::anEmptyReportIsWhole()
{
    ReportSource source = reportSource();
    source.keys = decodeStore("{\"keys\": []}");
    source.records.clear();
    source.usage = {};
    source.course = {};
    const QString html = readHtml(htmlText(report(source)));
    QVERIFY2(html.contains(u"p The store has no keys."_s), qPrintable(html));
    QVERIFY(html.contains(u"nothing has been recorded"_s));
    const QString markdown = rendered(markdownText(report(source)));
    QVERIFY2(markdown.contains(u"<p>The store has no keys.</p>"_s), qPrintable(markdown));
}

QTEST_GUILESS_MAIN(TestReportWriters)
#include "tst_reportwriters.moc"
