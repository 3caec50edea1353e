// Whom the client asks, trusts and tells the key: redirects, certificates, settings.
#include "core/gateway/statsclient.h"
#include "tests/support/manualclock.h"
#include "tests/support/rawserver.h"
#include "tests/support/silentport.h"
#include "tests/support/statsbench.h"
#include "tests/support/tlslistener.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

QString testPath(const QString &name)
{
    return QStringLiteral(KEYDECK_TEST_DATA) + u'/' + name;
}

} // namespace

class TestStatsOrigin final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void followsARedirectWithinTheOrigin();
    void letsNoRedirectAddAHeader();
    void sendsNothingToAnotherOrigin_data();
    void sendsNothingToAnotherOrigin();
    void endsARedirectLoop();
    void saysWhoCannotBeReached_data();
    void saysWhoCannotBeReached();
    void trustsWhoItWasToldTo_data();
    void trustsWhoItWasToldTo();
    void refusesFilesWithoutACertificate_data();
    void refusesFilesWithoutACertificate();
    void checksItsSettings_data();
    void checksItsSettings();
    void sendsNoKeyThatAHeaderCannotCarry_data();
    void sendsNoKeyThatAHeaderCannotCarry();
    void keepsNoCookies();

private:
    ManualClock m_clock;
    SilentPort m_silentPort;
};

void TestStatsOrigin::followsARedirectWithinTheOrigin()
{
    RawServer server([](QTcpSocket &socket) {
        static int asked = 0;
        socket.write(asked++ == 0
                ? httpAnswer("308 Permanent Redirect"_ba, {}, "Location: /v2/stats\r\n"_ba)
                : httpAnswer("200 OK"_ba, statsBody()));
        socket.disconnectFromHost();
    });
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto answer = waitFor(client.stats(Key));
    QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
    QVERIFY(answer->sample);
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(server.requests().at(1).startsWith("GET /v2/stats "));
}

void TestStatsOrigin::letsNoRedirectAddAHeader()
{
    RawServer server([](QTcpSocket &socket) {
        static int asked = 0;
        socket.write(asked++ == 0
                ? httpAnswer("302 Found"_ba, {}, "Location: /a b\rX-Admin: 1\xc3\xbc?c d\re\r\n"_ba)
                : httpAnswer("200 OK"_ba, HealthBody));
        socket.disconnectFromHost();
    });
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto health = waitFor(client.health());
    QVERIFY2(health, qPrintable(errorOf(health).message));
    const QByteArray request = server.requests().at(1);
    QVERIFY2(request.startsWith("GET /a%20b%0DX-Admin:%201%C3%BC?c%20d%0De HTTP/1.1\r\nHost: "),
        request.constData());
    QCOMPARE(request.count('\r'), request.count("\r\n"));
}

void TestStatsOrigin::sendsNothingToAnotherOrigin_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("another port") << "http"_ba
                                  << "127.0.0.1"_ba;
    QTest::newRow("another name") << "http"_ba
                                  << "localhost"_ba;
    QTest::newRow("another scheme") << "https"_ba
                                    << "127.0.0.1"_ba;
}

void TestStatsOrigin::sendsNothingToAnotherOrigin()
{
    QFETCH(QByteArray, scheme);
    QFETCH(QByteArray, host);
    RawServer other(saying(httpAnswer("200 OK"_ba, statsBody())));
    const QByteArray origin = scheme + "://"_ba + host + ':' + QByteArray::number(other.port());
    RawServer server(saying(
        httpAnswer("302 Found"_ba, {}, "Location: "_ba + origin + "/stats?token=hunter2\r\n"_ba)));
    StatsClient client(settingsFor(server.url()), m_clock);

    const auto answer = waitFor(client.stats(Key));
    QVERIFY(!answer);
    QVERIFY2(
        answer.error().message.contains(u"redirected to "_s + QString::fromLatin1(origin) + u','),
        qPrintable(answer.error().message));
    QVERIFY(!answer.error().message.contains(u"hunter2"_s));
    QCOMPARE(other.connections(), 0);
}

void TestStatsOrigin::endsARedirectLoop()
{
    RawServer server(saying(httpAnswer("302 Found"_ba, {}, "Location: /stats\r\n"_ba)));
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto answer = waitFor(client.stats(Key));
    QVERIFY(!answer);
    QVERIFY2(answer.error().message.contains(u"redirected again and again"_s),
        qPrintable(answer.error().message));
    QVERIFY(server.requests().size() <= 10);
}

void TestStatsOrigin::saysWhoCannotBeReached_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("said");
    QTest::newRow("nobody listens")
        << m_silentPort.url().toString() << u"connection refused. Is it running?"_s;
    QTest::newRow("no such host") << u"https://gateway.invalid"_s
                                  << u"there is no host of that name"_s;
}

void TestStatsOrigin::saysWhoCannotBeReached()
{
    QFETCH(QString, url);
    QFETCH(QString, said);
    GatewaySettings settings = settingsFor(QUrl(url));
    settings.deadlineMs = 10'000;
    StatsClient client(settings, m_clock);
    const auto answer = waitFor(client.stats(Key));
    QVERIFY(!answer);
    QVERIFY2(answer.error().message.startsWith(u"The gateway at "_s + url),
        qPrintable(answer.error().message));
    QVERIFY2(answer.error().message.contains(said), qPrintable(answer.error().message));
}

void TestStatsOrigin::trustsWhoItWasToldTo_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("caFile");
    QTest::addColumn<QString>("said"); // empty: trusted
    const QString ca = u"test-ca.crt"_s;
    QTest::newRow("the system knows it not") << u"signed.crt"_s << QString() << u"issuer"_s;
    QTest::newRow("signed by ours") << u"signed.crt"_s << ca << QString();
    QTest::newRow("for another host") << u"another-host.crt"_s << ca << u"host name did not"_s;
    QTest::newRow("expired") << u"expired.crt"_s << ca << u"expired"_s;
    QTest::newRow("self-signed") << u"test-only.crt"_s << QString() << u"self-signed"_s;
    QTest::newRow("self-signed, and not by ours") << u"test-only.crt"_s << ca << u"self-signed"_s;
    QTest::newRow("self-signed, and ours") << u"test-only.crt"_s << u"test-only.crt"_s << QString();
}

void TestStatsOrigin::trustsWhoItWasToldTo()
{
    QFETCH(QString, certificate);
    QFETCH(QString, caFile);
    QFETCH(QString, said);
    RawServer server(tlsListener(certificate), saying(httpAnswer("200 OK"_ba, statsBody())));
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    GatewaySettings settings = settingsFor(url);
    settings.deadlineMs = 10'000;
    if (!caFile.isEmpty())
        settings.caCertificateFile = testPath(u"tls/"_s + caFile);
    StatsClient client(settings, m_clock);
    QVERIFY(client.checkSettings());
    const auto answer = waitFor(client.stats(Key));

    QVERIFY2(answer.has_value() == said.isEmpty(), qPrintable(errorOf(answer).message));
    if (answer)
        return;
    QVERIFY2(answer.error().message.contains(u"could not be trusted"_s)
            && answer.error().message.contains(said),
        qPrintable(answer.error().message));
    QVERIFY(server.requests().isEmpty());
}

void TestStatsOrigin::refusesFilesWithoutACertificate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("said");
    QTest::newRow("missing") << u"tls/none.crt"_s << u"there is no such file"_s;
    QTest::newRow("a folder") << u"tls"_s << u"no small file"_s;
    QTest::newRow("endless") << u"/dev/zero"_s << u"no small file"_s;
    QTest::newRow("a key") << u"tls/test-only.key"_s << u"holds no certificate"_s;
}

void TestStatsOrigin::refusesFilesWithoutACertificate()
{
    QFETCH(QString, file);
    QFETCH(QString, said);
    RawServer server(saying(httpAnswer("200 OK"_ba, statsBody())));
    GatewaySettings settings = settingsFor(server.url());
    settings.caCertificateFile = file.startsWith(u'/') ? file : testPath(file);
    StatsClient client(settings, m_clock);

    const Error error = errorOf(client.checkSettings());
    QCOMPARE(error.code, ErrorCode::InvalidInput);
    QVERIFY2(error.message.startsWith(u"The gateway at http://127.0.0.1:"_s)
            && error.message.contains(settings.caCertificateFile) && error.message.contains(said),
        qPrintable(error.message));
    QCOMPARE(errorOf(waitFor(client.stats(Key))).message, error.message);
    QCOMPARE(errorOf(waitFor(client.health())).message, error.message);
    QCOMPARE(server.connections(), 0);
}

void TestStatsOrigin::checksItsSettings_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowPlainHttp");
    QTest::addColumn<QString>("said"); // empty: fine

    const QString plain = u"unencrypted"_s;
    const QString notHttp = u"not an http or https URL"_s;
    const auto row = [](const char *url, bool allow, const QString &said) {
        QTest::addRow("%s%s", url, allow ? " (plain http allowed)" : "")
            << QString::fromLatin1(url) << allow << said;
    };
    row("http://127.0.0.1:3000", false, {});
    row("http://127.8.9.1", false, {});
    row("http://localhost:3000/prefix", false, {});
    row("http://LocalHost", false, {});
    row("http://gateway.localhost", false, {});
    row("http://[::1]:3000", false, {});
    row("https://gateway.example", false, {});
    row("http://gateway.example", true, {});
    row("http://gateway.example", false, plain);
    row("http://192.168.1.5:3000", false, plain);
    row("http://[fe80::1]", false, plain);
    row("http://0.0.0.0:3000", false, plain);
    row("http://localhost.example", false, plain);
    row("http://127.0.0.1.example", false, plain);
    row("http://notlocalhost", false, plain);
    row("", false, u"no gateway address"_s);
    row("127.0.0.1:3000", true, notHttp);
    row("gateway.example", true, notHttp);
    row("ftp://127.0.0.1", true, notHttp);
    row("file:///etc/passwd", true, notHttp);
    row("http://", true, notHttp);
    row("http:///stats", true, notHttp);
    row("https://admin:hunter2@gateway.example", true, u"user name or password"_s);
    row("http://hunter2@127.0.0.1", true,
        u"The gateway at http://127.0.0.1 is addressed with a user name or password"_s);
}

void TestStatsOrigin::checksItsSettings()
{
    QFETCH(QString, url);
    QFETCH(bool, allowPlainHttp);
    QFETCH(QString, said);
    GatewaySettings settings = settingsFor(QUrl(url));
    settings.allowPlainHttp = allowPlainHttp;
    StatsClient client(settings, m_clock);

    const Result<> checked = client.checkSettings();
    QCOMPARE(checked.has_value(), said.isEmpty());
    if (checked)
        return;
    QCOMPARE(checked.error().code, ErrorCode::InvalidInput);
    QVERIFY2(checked.error().message.contains(said), qPrintable(checked.error().message));
    QVERIFY(!checked.error().message.contains(u"hunter2"_s));
    const auto answer = waitFor(client.stats(Key));
    QCOMPARE(errorOf(answer).message, checked.error().message);
}

void TestStatsOrigin::sendsNoKeyThatAHeaderCannotCarry_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("empty") << QString();
    QTest::newRow("a second header") << u"pk_1\r\nX-Admin: 1"_s;
    QTest::newRow("line feed") << u"pk_1\n"_s;
    QTest::newRow("nul") << u"pk_1"_s + QChar(u'\0');
    QTest::newRow("delete") << u"pk_\u007f"_s;
    QTest::newRow("C1 control") << u"pk_\u0085"_s;
    QTest::newRow("beyond Latin-1") << u"pk_ключ"_s;
}

void TestStatsOrigin::sendsNoKeyThatAHeaderCannotCarry()
{
    QFETCH(QString, key);
    RawServer server(saying(httpAnswer("200 OK"_ba, statsBody())));
    StatsClient client(settingsFor(server.url()), m_clock);
    const auto answer = waitFor(client.stats(key));
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::InvalidInput);
    QVERIFY(!answer.error().message.contains(u"pk_"_s));
    QCOMPARE(server.connections(), 0);
}

void TestStatsOrigin::keepsNoCookies()
{
    RawServer server(
        saying(httpAnswer("200 OK"_ba, statsBody(), "Set-Cookie: session=1; Path=/\r\n"_ba)));
    StatsClient client(settingsFor(server.url()), m_clock);
    QVERIFY(waitFor(client.stats(Key)));
    QVERIFY(waitFor(client.stats(Key)));
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(!server.requests().at(1).toLower().contains("cookie:"));
}

QTEST_GUILESS_MAIN(TestStatsOrigin)
#include "tst_statsorigin.moc"
