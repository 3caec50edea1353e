// The demo gateway beside one that shares no line with it: equal bytes mean equal rules.
#include "core/rules/jsdate.h"
#include "tests/app/servedstore.h"
#include "tests/support/httpclient.h"
#include "tests/support/nodegateway.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60 * 60 * 1000;

/// Records that an admin or an accident may have left. NOW-1h and the like stand for times.
QByteArray oddStore()
{
    QFile file(QStringLiteral(KEYDECK_TEST_DATA "/demo/odd-records.json"));
    QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const qint64 nowMs = SystemClock::instance().nowMs();
    for (const int hours : {1, 4, 9}) {
        text.replace("NOW-"_ba + QByteArray::number(hours) + 'h',
            toIsoString(nowMs - hours * HourMs).toLatin1());
    }
    return text;
}

} // namespace

class TestDemoGatewayRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void answersAsTheGateway_data();
    void answersAsTheGateway();

private:
    HttpClient m_http;
};

void TestDemoGatewayRules::answersAsTheGateway_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::addColumn<HttpClient::Headers>("headers");
    QTest::addColumn<int>("status");

    const auto stats = [](const char *name, const HttpClient::Headers &headers, int status) {
        QTest::newRow(name) << "GET"_ba << u"/stats"_s << headers << status;
    };
    stats("plain", bearer(u"pk_plain"_s), 200);
    stats("x-api-key", {{"X-Api-Key"_ba, "pk_plain"_ba}}, 200);
    stats("scheme in capitals", {{"authorization"_ba, "BEARER   pk_plain  "_ba}}, 200);
    stats("no scheme", {{"Authorization"_ba, "pk_plain"_ba}}, 200);
    stats("Authorization wins",
        {{"Authorization"_ba, "Bearer pk_nobody"_ba}, {"x-api-key"_ba, "pk_plain"_ba}}, 401);
    stats("no key", {}, 401);
    stats("blank key", {{"x-api-key"_ba, "Bearer "_ba}}, 401);
    stats("unknown", bearer(u"pk_nobody"_s), 401);
    stats("expired", bearer(u"pk_expired"_s), 403);
    stats("odd but usable", bearer(u"pk_odd"_s), 200);
    stats("no limit, no dates", bearer(u"pk_nolimit"_s), 200);
    stats("limit as a text", bearer(u"pk_textlimit"_s), 200);
    stats("over the limit", bearer(u"pk_over"_s), 200);
    stats("negative limit", bearer(u"pk_negative"_s), 200);
    stats("no windows field", bearer(u"pk_nowindows"_s), 500);
    stats("window that is no date", bearer(u"pk_badwindow"_s), 500);

    const auto chat = [](const char *name, const QString &key, int status) {
        QTest::addRow("chat, %s", name)
            << "POST"_ba << u"/v1/chat/completions"_s << bearer(key) << status;
    };
    chat("over the limit", u"pk_over"_s, 429);
    chat("negative limit", u"pk_negative"_s, 429);
    chat("expired", u"pk_expired"_s, 403);
    chat("unknown", u"pk_nobody"_s, 401);
    chat("no windows field", u"pk_nowindows"_s, 500);
}

// The other gateway shares no line with ours: equal bytes mean equal rules.
void TestDemoGatewayRules::answersAsTheGateway()
{
    QFETCH(QByteArray, verb);
    QFETCH(QString, path);
    QFETCH(HttpClient::Headers, headers);
    static ServedStore served(oddStore());
    static const StoreFixture copy(served.fixture.bytes());
    static const NodeGateway other(copy.path());

    const HttpResult ours = m_http.take(m_http.send(verb, served.at(path), headers, "{}"_ba));
    const HttpResult theirs
        = m_http.take(m_http.send(verb, QUrl(other.url()).resolved(QUrl(path)), headers, "{}"_ba));
    QTEST(theirs.status, "status");
    QCOMPARE(ours.status, theirs.status);
    QCOMPARE(ours.body, theirs.body);
    QCOMPARE(ours.retryAfter.isEmpty(), theirs.retryAfter.isEmpty());
    QVERIFY(qAbs(ours.retryAfter.toLongLong() - theirs.retryAfter.toLongLong()) <= 1);
}

QTEST_GUILESS_MAIN(TestDemoGatewayRules)
#include "tst_demogatewayrules.moc"
