// The page that hands a key over, read as a browser and a shell read it.
#include "core/report/handoverpage.h"

#include "tests/support/manualclock.h"

#include <QProcess>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QUrl Gateway(u"http://gateway.example:3000/"_s);

NewKey sample(const QString &key = u"pk_abc123"_s)
{
    return {key, u"Alice"_s, u"glm-4.6"_s, 100'000, u"2027-12-31T23:59:59.000Z"_s, {}};
}

QString page(const std::vector<NewKey> &keys, const QUrl &gateway = Gateway)
{
    return QString::fromUtf8(handOverPage(keys, gateway, SomeNowMs));
}

/// The page as Python's parser understands it: what it loads, and its text by element.
QByteArray parsed(const QString &html)
{
    const QString script
        = u"import sys, html.parser\n"
          "class P(html.parser.HTMLParser):\n"
          " def __init__(s): super().__init__(); s.open = []\n"
          " def handle_starttag(s, tag, attrs):\n"
          "  if tag != 'meta': s.open.append(tag)\n"
          "  for k, v in attrs:\n"
          "   if k in ('src', 'href', 'onclick'): print('LOADS', v)\n"
          " def handle_endtag(s, tag): assert s.open.pop() == tag, tag\n"
          " def handle_data(s, d):\n"
          "  if d.strip() and s.open[-1] != 'style': print(s.open[-1], d.strip())\n"
          "p = P(); p.feed(sys.stdin.buffer.read().decode('utf-8')); p.close()\n"
          "assert p.open == [], p.open\n"_s;
    QProcess python;
    python.start(u"python3"_s, {u"-X"_s, u"utf8"_s, u"-c"_s, script});
    python.write(html.toUtf8());
    python.closeWriteChannel();
    if (!python.waitForFinished() || python.exitCode() != 0)
        return "FAILED " + python.readAllStandardError();
    return python.readAllStandardOutput();
}

} // namespace

class TestHandOverPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItsReaderNeeds();
    void everyKeyHasItsSheet();
    void namesAndKeysStayText();
    void saysNothingOfWhatItDoesNotKnow();
    void aShellTakesTheKeyAsItStands_data();
    void aShellTakesTheKeyAsItStands();
};

void TestHandOverPage::saysWhatItsReaderNeeds()
{
    const QByteArray text = parsed(page({sample()}));
    for (const QByteArray &line :
        {"title API key for “Alice”"_ba, "code pk_abc123"_ba, "td http://gateway.example:3000"_ba,
            "td glm-4.6"_ba, "td 100,000 tokens in five hours"_ba, "td 2027-12-31 23:59:59 UTC"_ba,
            "pre curl -H 'Authorization: Bearer pk_abc123' \\"_ba,
            "http://gateway.example:3000/stats"_ba, "footer Made by Keydeck"_ba})
        QVERIFY2(text.contains(line), text.constData());
    QVERIFY2(!text.contains("LOADS"), text.constData());
}

void TestHandOverPage::everyKeyHasItsSheet()
{
    NewKey bob = sample(u"pk_bob"_s);
    bob.name = u"Bob"_s;
    const QByteArray text = parsed(page({sample(), bob}));
    QVERIFY(text.contains("title 2 API keys"));
    QVERIFY(text.contains("code pk_abc123") && text.contains("code pk_bob"));
    QCOMPARE(page({sample(), bob}).count(u"<section>"_s), 2);
}

void TestHandOverPage::namesAndKeysStayText()
{
    NewKey key = sample(u"pk_<script>&amp;\"'"_s);
    key.name = u"</title><script>alert(1)</script>\u202Eevil"_s;
    key.model = u"<img src=x>"_s;
    const QByteArray text = parsed(page({key}));
    QVERIFY2(text.contains("code pk_<script>&amp;\"'"), text.constData());
    QVERIFY2(text.contains("h1 API key for “</title><script>alert(1)</script>\\u202eevil”"),
        text.constData());
    QVERIFY2(!text.contains("LOADS") && !text.startsWith("FAILED"), text.constData());
}

void TestHandOverPage::saysNothingOfWhatItDoesNotKnow()
{
    NewKey key = sample();
    key.model.clear();
    key.tokenLimitPer5h = -1;
    key.expiryDate = u"whenever"_s;
    const QByteArray text = parsed(page({key}, {}));
    QVERIFY2(!text.contains("Limit") && !text.contains("Valid") && !text.contains("curl")
            && !text.contains("th Gateway"),
        text.constData());
    QVERIFY2(text.contains("td the gateway’s own choice"), text.constData());
}

void TestHandOverPage::aShellTakesTheKeyAsItStands_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("usual") << u"pk_abc123"_s;
    QTest::newRow("quotes") << u"pk_'a'\"b\""_s;
    QTest::newRow("a command") << u"pk_'; echo no; '$(echo no)`echo no`\\"_s;
}

void TestHandOverPage::aShellTakesTheKeyAsItStands()
{
    QFETCH(QString, key);
    QProcess shell;
    const QUrl gateway(u"https://gateway.example/base path/$x"_s);
    shell.start(
        u"sh"_s, {u"-c"_s, u"curl() { printf '%s\\n' \"$@\"; }\n"_s + tryCommand(gateway, key)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()),
        u"-H\nAuthorization: Bearer %1\nhttps://gateway.example/base%20path/$x/stats\n"_s.arg(key));
    QCOMPARE(shell.readAllStandardError(), QByteArray());
}

QTEST_GUILESS_MAIN(TestHandOverPage)
#include "tst_handoverpage.moc"
