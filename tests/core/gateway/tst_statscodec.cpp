// The gateway's answers as values, and everything that is no answer of a gateway.
#include "core/base/fingerprint.h"
#include "core/gateway/statscodec.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

/// The example of the contract.
QByteArray statsBody()
{
    return R"({"key":"pk_example_0001","name":"Example","model":"glm-4.7",
        "token_limit_per_5h":100000,"expiry_date":"2027-12-31T23:59:59Z",
        "created_at":"2026-01-18T00:00:00Z","last_used":"2026-01-18T10:30:00.000Z",
        "is_expired":false,"current_usage":{"tokens_used_in_current_window":45000,
        "window_started_at":"2026-01-18T08:00:00.000Z",
        "window_ends_at":"2026-01-18T13:00:00.000Z","remaining_tokens":55000},
        "total_lifetime_tokens":1500000})"_ba;
}

QByteArray statsBodyWith(const QByteArray &before, const QByteArray &after)
{
    QByteArray body = statsBody();
    Q_ASSERT(body.contains(before));
    return body.replace(before, after);
}

} // namespace

class TestStatsCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void readsEveryField();
    void numbersAreJavaScripts_data();
    void numbersAreJavaScripts();
    void toleratesWhatTheStoreMayHold();
    void shortensTexts();
    void refusesWhatIsNoStats_data();
    void refusesWhatIsNoStats();
    void readsHealth_data();
    void readsHealth();
    void refusesWhatIsNoHealth_data();
    void refusesWhatIsNoHealth();
    void readsCacheStats();
    void refusesWhatIsNoCacheStats_data();
    void refusesWhatIsNoCacheStats();
    void readsErrors_data();
    void readsErrors();
};

void TestStatsCodec::readsEveryField()
{
    const auto sample = decodeStats(statsBody());
    QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message));
    QCOMPARE(sample->keyFingerprint, fingerprint(u"pk_example_0001"_s));
    QCOMPARE(sample->name, u"Example"_s);
    QCOMPARE(sample->model, u"glm-4.7"_s);
    QCOMPARE(sample->tokenLimitPer5h, 100'000.0);
    QCOMPARE(sample->expiryDate, u"2027-12-31T23:59:59Z"_s);
    QCOMPARE(sample->createdAt, u"2026-01-18T00:00:00Z"_s);
    QCOMPARE(sample->lastUsed, u"2026-01-18T10:30:00.000Z"_s);
    QCOMPARE(sample->isExpired, false);
    QCOMPARE(sample->tokensUsedInCurrentWindow, 45'000.0);
    QCOMPARE(sample->windowStartedAt, u"2026-01-18T08:00:00.000Z"_s);
    QCOMPARE(sample->windowEndsAt, u"2026-01-18T13:00:00.000Z"_s);
    QCOMPARE(sample->remainingTokens, 55'000.0);
    QCOMPARE(sample->totalLifetimeTokens, 1'500'000.0);
}

void TestStatsCodec::numbersAreJavaScripts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("expected");

    QTest::newRow("integer") << "7"_ba << 7.0;
    QTest::newRow("fraction") << "0.5"_ba << 0.5;
    QTest::newRow("past 2^53") << "9223372036854775808"_ba << 9223372036854775808.0;
    QTest::newRow("negative") << "-1"_ba << -1.0;
    QTest::newRow("NaN, which JSON writes as null") << "null"_ba << qQNaN();
    QTest::newRow("a string that spells one") << "\"12\""_ba << 12.0;
    QTest::newRow("a string that spells none") << "\"many\""_ba << qQNaN();
}

void TestStatsCodec::numbersAreJavaScripts()
{
    QFETCH(QByteArray, text);
    QFETCH(double, expected);
    const auto sample = decodeStats(statsBodyWith("_per_5h\":100000"_ba, "_per_5h\":"_ba + text));
    QVERIFY(sample);
    if (std::isnan(expected))
        QVERIFY(std::isnan(sample->tokenLimitPer5h));
    else
        QCOMPARE(sample->tokenLimitPer5h, expected);
}

// JSON.stringify leaves out what is undefined, and passes on what an admin mistyped.
void TestStatsCodec::toleratesWhatTheStoreMayHold()
{
    auto sample = decodeStats(statsBodyWith("\"token_limit_per_5h\":100000,"_ba, {}));
    QVERIFY(sample);
    QVERIFY(std::isnan(sample->tokenLimitPer5h));

    sample = decodeStats(statsBodyWith("\"name\":\"Example\","_ba, "\"name\":5,"_ba));
    QVERIFY(sample);
    QCOMPARE(sample->name, u"5"_s);

    sample = decodeStats(statsBodyWith("\"last_used\":\"2026-01-18T10:30:00.000Z\","_ba, {}));
    QVERIFY(sample);
    QVERIFY(sample->lastUsed.isEmpty());

    QVERIFY(decodeStats(statsBodyWith("{\"key\""_ba, "{\"region\":[1],\"key\""_ba)));
}

void TestStatsCodec::shortensTexts()
{
    const QByteArray endless(100'000, 'x');
    const auto sample = decodeStats(statsBodyWith("\"Example\""_ba, '"' + endless + '"')
                                        .replace("2026-01-18T08:00:00.000Z"_ba, endless));
    QVERIFY(sample);
    for (const QString &text : {sample->name, sample->windowStartedAt})
        QCOMPARE(text, QString(4095, u'x') + u'…');
}

void TestStatsCodec::refusesWhatIsNoStats_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("said");

    const auto row = [](const char *name, const QByteArray &body, const QString &said) {
        QTest::newRow(name) << body << said;
    };
    row("empty", {}, u"empty"_s);
    row("blank", " \r\n"_ba, u"empty"_s);
    row("a page", "\n<!DOCTYPE html><html>pk_example_0001</html>"_ba, u"HTML"_s);
    row("text", "pk_example_0001 is fine"_ba, u"not valid JSON"_s);
    row("cut short", statsBody().chopped(1), u"not valid JSON"_s);
    row("binary", "\0\xff\x01"_ba, u"not valid JSON"_s);
    row("nested for ever", QByteArray(100'000, '['), u"not valid JSON"_s);
    row("an array", "[]"_ba, u"not an object"_s);
    row("another object", "{}"_ba, u"“key”"_s);
    row("no usage", statsBodyWith("current_usage"_ba, "usage"_ba), u"“current_usage”"_s);
    row("usage is null", R"({"key":"k","is_expired":false,"current_usage":null})"_ba,
        u"“current_usage”"_s);
    row("usage is empty", R"({"key":"k","is_expired":false,"current_usage":{}})"_ba,
        u"“tokens_used_in_current_window”"_s);
    row("key is a number", statsBodyWith("\"pk_example_0001\""_ba, "1"_ba), u"“key”"_s);
    row("name is an object", statsBodyWith("\"Example\""_ba, "{}"_ba), u"“name”"_s);
    row("limit is an array", statsBodyWith("100000"_ba, "[1]"_ba), u"“token_limit_per_5h”"_s);
    row("limit without end", statsBodyWith("100000"_ba, '"' + QByteArray(100'000, '9') + '"'),
        u"“token_limit_per_5h”"_s);
    row("limit is a boolean", statsBodyWith("100000"_ba, "true"_ba), u"“token_limit_per_5h”"_s);
    row("is_expired is a text", statsBodyWith("false"_ba, "\"no\""_ba), u"“is_expired”"_s);
    row("window start is a number", statsBodyWith("\"2026-01-18T08:00:00.000Z\""_ba, "1"_ba),
        u"“window_started_at”"_s);
}

void TestStatsCodec::refusesWhatIsNoStats()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, said);
    const auto sample = decodeStats(body);
    QVERIFY(!sample);
    QVERIFY2(sample.error().message.contains(said), qPrintable(sample.error().message));
    QVERIFY(sample.error().message.endsWith(u'.'));
    QVERIFY(!sample.error().message.contains(u"pk_"_s));
}

void TestStatsCodec::readsHealth_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qint64>("expectedMs"); // -1: nothing

    QTest::newRow("plain") << R"({"status":"ok","timestamp":"2026-01-18T10:30:00.000Z"})"_ba
                           << qint64(1'768'732'200'000);
    QTest::newRow("more fields") << R"({"status":"ok","uptime":5,"database":{"ok":true}})"_ba
                                 << qint64(-1);
    QTest::newRow("timestamp is no date")
        << R"({"status":"ok","timestamp":"soon"})"_ba << qint64(-1);
    QTest::newRow("timestamp is a number") << R"({"status":"ok","timestamp":5})"_ba << qint64(-1);
}

void TestStatsCodec::readsHealth()
{
    QFETCH(QByteArray, body);
    QFETCH(qint64, expectedMs);
    const auto sample = decodeHealth(body);
    QVERIFY(sample);
    QCOMPARE(sample->gatewayTimeMs.value_or(-1), expectedMs);
}

void TestStatsCodec::refusesWhatIsNoHealth_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a page") << "<html>ok</html>"_ba;
    QTest::newRow("text") << "ok"_ba;
    QTest::newRow("no status") << "{}"_ba;
    QTest::newRow("not ok") << R"({"status":"starting"})"_ba;
}

void TestStatsCodec::refusesWhatIsNoHealth()
{
    QFETCH(QByteArray, body);
    const auto sample = decodeHealth(body);
    QVERIFY(!sample);
    QVERIFY(!sample.error().message.isEmpty());
}

void TestStatsCodec::readsCacheStats()
{
    const auto sample = decodeCacheStats(
        R"({"hits":90,"misses":10,"hitRate":90,"size":3,"maxSize":1000,"enabled":true})"_ba);
    QVERIFY(sample);
    QCOMPARE(sample->hits, 90.0);
    QCOMPARE(sample->misses, 10.0);
    QCOMPARE(sample->size, 3.0);
    QCOMPARE(sample->maximumSize, 1000.0);
    QVERIFY(sample->enabled);

    const auto off = decodeCacheStats(R"({"enabled":false})"_ba);
    QVERIFY(off);
    QVERIFY(!off->enabled);
    QVERIFY(std::isnan(off->hits));
}

void TestStatsCodec::refusesWhatIsNoCacheStats_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a page") << "<html>no cache here</html>"_ba;
    QTest::newRow("another object") << R"({"status":"ok"})"_ba;
    QTest::newRow("enabled as text") << R"({"hits":1,"misses":2,"enabled":"true"})"_ba;
}

void TestStatsCodec::refusesWhatIsNoCacheStats()
{
    QFETCH(QByteArray, body);
    const auto sample = decodeCacheStats(body);
    QVERIFY(!sample);
    QVERIFY(!sample.error().message.isEmpty());
}

void TestStatsCodec::readsErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, const QByteArray &body, const QString &expected) {
        QTest::newRow(name) << body << expected;
    };
    row("401",
        R"({"error":"API key required. Use Authorization: Bearer <key> or x-api-key: <key>"})",
        u"API key required. Use Authorization: Bearer <key> or x-api-key: <key>"_s);
    row("403", R"({"error":"API key expired on 2025-12-31T23:59:59.000Z"})",
        u"API key expired on 2025-12-31T23:59:59.000Z"_s);
    row("429",
        R"({"error":{"message":"Token limit exceeded for 5-hour window","type":"rate_limit_exceeded"}})",
        u"Token limit exceeded for 5-hour window"_s);
    row("500 as text", "Internal Server Error"_ba, u"Internal Server Error"_s);
    row("a proxy's page",
        "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"_ba,
        u"502 Bad Gateway"_s);
    row("a page without a title", "<html></html>"_ba, QString());
    row("a title far down", "<html>"_ba + QByteArray(20'000, ' ') + "<title>x</title>"_ba, {});
    row("a title without end", QByteArray("<title").repeated(200'000), {});
    row("empty", {}, QString());
    row("JSON without an error", R"({"message":"no"})"_ba, QString());
    row("error is a number", R"({"error":5})"_ba, QString());
    row("several lines", "one\r\n\ttwo"_ba, u"one two"_s);
    row("turns the text around", "{\"error\":\"a\\u202eb\"}"_ba, u"a\\u202eb"_s);
    row("a long one", QByteArray(300, 'x').replace("xx"_ba, "x "_ba),
        u"x "_s.repeated(100).chopped(1) + u'…');
    row("echoes a key", R"({"error":"Unknown key pk_a1"})"_ba, u"Unknown key pk_a1"_s);
    row("echoes a prefixed key", R"({"error":"Unknown key pk_example."})"_ba, u"Unknown key …."_s);
    row("echoes a bare key", R"({"error":"Bearer 0123456789abcdef0123 is unknown"})"_ba,
        u"Bearer … is unknown"_s);
    row("echoes a key in quotes", R"({"error":"'sk-A9_b-c'"})"_ba, u"'…'"_s);
}

void TestStatsCodec::readsErrors()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, expected);
    QCOMPARE(decodeErrorText(body), expected);
    QVERIFY(decodeErrorText(body).size() <= 200);
}

QTEST_GUILESS_MAIN(TestStatsCodec)
#include "tst_statscodec.moc"
