#include "core/rules/usagewindow.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

// QJsonDocument reads whole numbers as qint64, finer than the doubles that they are.
QJsonObject asDoubles(QJsonObject object)
{
    for (auto value = object.begin(); value != object.end(); ++value) {
        if (value->isDouble())
            *value = value->toDouble();
        else if (value->isObject())
            *value = asDoubles(value->toObject());
    }
    return object;
}

// As makerecords.mjs writes it: what JSON cannot say as text.
QJsonValue exact(double value)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value > 0 ? u"Infinity"_s : u"-Infinity"_s;
    return value == 0 ? 0.0 : value; // JSON knows no -0
}

QJsonValue exact(std::optional<qint64> ms)
{
    return ms ? exact(double(*ms)) : exact(NaN);
}

QJsonValue rateJson(const ApiKey &key, const RateLimit &rate)
{
    if (rate.gatewayFails)
        return QJsonValue::Null;
    return QJsonObject{{u"started"_s, rate.started}, {u"used"_s, exact(rate.used)},
        {u"limit"_s, exact(rate.limit)}, {u"startedAt"_s, windowStartedAt(key, SomeNowMs)},
        {u"endsAt"_s, toIsoString(rate.endMs(SomeNowMs))}, {u"blocked"_s, rate.blocked},
        {u"retryAfter"_s, rate.retryAfterS(SomeNowMs)}, {u"remaining"_s, exact(rate.remaining())}};
}

QJsonObject verdict(const ApiKey &key)
{
    const KeyState state = keyState(key, SomeNowMs);
    return {{u"rate"_s, rateJson(key, state.rate)}, {u"expires"_s, exact(state.expiresMs)},
        {u"expired"_s, isKeyExpired(key, SomeNowMs)},
        {u"expiry"_s, jsString(key.value(KeyField::ExpiryDate))},
        {u"model"_s, effectiveModel(key)}};
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestUsageWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void figures_data();
    void figures();
    void windowsEndFiveHoursAfterTheFirstActive();
    void anUnusedKeyHasAWindowFromNow();
    void failsWhereTheGatewayThrows_data();
    void failsWhereTheGatewayThrows();
    void percent_data();
    void percent();
    void saysWhatTheGatewaysOwnExpressionsSay();
};

void TestUsageWindow::figures_data()
{
    QTest::addColumn<QByteArray>("limit"); // JSON, empty for a missing field
    QTest::addColumn<QByteArray>("windows");
    QTest::addColumn<double>("used");
    QTest::addColumn<double>("remaining");
    QTest::addColumn<bool>("blocked");

    const auto window = [](const QByteArray &start, const QByteArray &tokens) -> QByteArray {
        return R"({"window_start":")" + start + R"(","tokens_used":)" + tokens + "}";
    };
    const auto live
        = [&](const QByteArray &tokens) { return window("2026-01-18T08:00:00.000Z", tokens); };
    const auto row = [](const char *name, const QByteArray &limit, const QByteArray &windows,
                         double used, double remaining, bool blocked) {
        QTest::newRow(name) << limit << windows << used << remaining << blocked;
    };
    row("none", "100", "", 0, 100, false);
    row("one", "100", live("45"), 45, 55, false);
    row("at the limit", "100", live("100"), 100, 0, false);
    row("above the limit", "100", live("101"), 101, 0, true);
    row("limit 0, unused", "0", "", 0, 0, false);
    row("limit 0, used", "0", live("1"), 1, 0, true);
    row("negative limit", "-1", "", 0, 0, true);
    row("missing limit", "", live("999999"), 999999, NaN, false);
    row("limit is no number", "\"many\"", live("5"), 5, NaN, false);
    row("limit is a number's text", "\"4\"", live("5"), 5, 0, true);
    row("limit null counts as 0", "null", live("5"), 5, 0, true);
    row("closed window", "100", window("2026-01-18T05:29:59.999Z", "45"), 0, 100, false);
    row("begun just at the cutoff", "100", window("2026-01-18T05:30:00.000Z", "45"), 45, 55, false);
    row("two active", "100", live("45") + "," + live("46"), 91, 9, false);
    row("closed and active", "100", window("2026-01-17T00:00:00.000Z", "45") + "," + live("6"), 6,
        94, false);
    row("future", "100", window("2026-01-19T00:00:00.000Z", "45"), 45, 55, false);
    row("an offset is compared as text", "100", window("2026-01-18T06:00:00.000+05:00", "45"), 45,
        55, false);
    row("missing tokens", "100", R"({"window_start":"2026-01-18T08:00:00.000Z"})", NaN, NaN, false);
    row("tokens null", "100", live("null"), 0, 100, false);
    row("tokens as text are joined", "100", live("\"5\"") + "," + live("6"), 56, 44, false);
    row("two texts compare as texts", "\"100\"", live("\"5\""), 5, 95, false); // "05" > "100"
    row("a start that is no text", "100", R"({"window_start":1768732200000,"tokens_used":5})", 0,
        100, false);
    row("entries that are no objects", "100", "5,\"x\",[]," + live("7"), 7, 93, false);
}

void TestUsageWindow::figures()
{
    QFETCH(QByteArray, limit);
    QFETCH(QByteArray, windows);
    QFETCH(double, used);
    QFETCH(double, remaining);
    const QByteArray limitField = limit.isEmpty() ? "" : R"("token_limit_per_5h":)" + limit + ",";
    const ApiKey key = keyOf("{" + limitField + R"("usage_windows":[)" + windows + "]}");
    const RateLimit rate = checkRateLimit(key, SomeNowMs);
    QVERIFY(!rate.gatewayFails);
    QVERIFY2(same(rate.used, used), qPrintable(QString::number(rate.used)));
    QVERIFY2(same(rate.remaining(), remaining), qPrintable(QString::number(rate.remaining())));
    QTEST(rate.blocked, "blocked");
}

void TestUsageWindow::windowsEndFiveHoursAfterTheFirstActive()
{
    const ApiKey key = keyOf(R"({"token_limit_per_5h":1,"usage_windows":[
        {"window_start":"2026-01-18T05:29:00.000Z","tokens_used":1},
        {"window_start":"2026-01-18T09:00:00.000Z","tokens_used":1},
        {"window_start":"2026-01-18T08:00:00.000Z","tokens_used":1}]})");
    constexpr qint64 NowMs = SomeNowMs + 1;
    const RateLimit rate = checkRateLimit(key, NowMs);
    QVERIFY(rate.started);
    QCOMPARE(windowStartedAt(key, NowMs), u"2026-01-18T09:00:00.000Z"_s);
    QCOMPARE(toIsoString(rate.endMs(NowMs)), u"2026-01-18T14:00:00.000Z"_s);
    QCOMPARE(rate.retryAfterS(NowMs), 3 * 3600 + 1800 - 1); // rounded down
    QVERIFY(rate.blocked);
}

void TestUsageWindow::anUnusedKeyHasAWindowFromNow()
{
    const ApiKey key = keyOf(R"({"token_limit_per_5h":9,"usage_windows":[]})");
    const RateLimit rate = checkRateLimit(key, SomeNowMs);
    QVERIFY(!rate.started);
    QCOMPARE(windowStartedAt(key, SomeNowMs), u"2026-01-18T10:30:00.000Z"_s);
    QCOMPARE(rate.startMs(SomeNowMs + 5), SomeNowMs + 5);
    QCOMPARE(rate.endMs(SomeNowMs), SomeNowMs + UsageWindowMs);
    QCOMPARE(rate.retryAfterS(SomeNowMs), 5 * 3600);
}

void TestUsageWindow::failsWhereTheGatewayThrows_data()
{
    QTest::addColumn<QByteArray>("record");

    QTest::newRow("no windows") << QByteArray("{}");
    QTest::newRow("windows null") << QByteArray(R"({"usage_windows":null})");
    QTest::newRow("windows an object") << QByteArray(R"({"usage_windows":{}})");
    QTest::newRow("null among them") << QByteArray(R"({"usage_windows":[{},null]})");
    QTest::newRow("active, but no date")
        << QByteArray(R"({"usage_windows":[{"window_start":"tomorrow","tokens_used":1}]})");
    QTest::newRow("an object as start")
        << QByteArray(R"({"usage_windows":[{"window_start":{},"tokens_used":1}]})");
    QTest::newRow("ends after the last date")
        << QByteArray(R"({"usage_windows":[{"window_start":"Sep 13 275760 UTC"}]})");
    QTest::newRow("not an object") << QByteArray("5");
}

void TestUsageWindow::failsWhereTheGatewayThrows()
{
    QFETCH(QByteArray, record);
    const RateLimit rate = checkRateLimit(keyOf(record), SomeNowMs);
    QVERIFY(rate.gatewayFails);
    QVERIFY(!rate.blocked);
}

void TestUsageWindow::percent_data()
{
    QTest::addColumn<double>("used");
    QTest::addColumn<double>("limit");
    QTest::addColumn<double>("percent");

    QTest::newRow("half") << 50.0 << 100.0 << 50.0;
    QTest::newRow("above") << 150.0 << 100.0 << 150.0;
    QTest::newRow("limit 0") << 5.0 << 0.0 << 0.0;
    QTest::newRow("negative limit") << 5.0 << -1.0 << 0.0;
    QTest::newRow("no limit") << 5.0 << NaN << 0.0;
    QTest::newRow("used is no number") << NaN << 100.0 << 0.0;
}

void TestUsageWindow::percent()
{
    RateLimit rate;
    QFETCH(double, used);
    QFETCH(double, limit);
    rate.used = used;
    rate.limit = limit;
    QTEST(rate.usedPercent(), "percent");
}

// tests/data/rules/makerecords.mjs makes the records and runs the gateway's expressions on them.
void TestUsageWindow::saysWhatTheGatewaysOwnExpressionsSay()
{
    const KeySet keys = decodeStore(test::testData(u"records.json"_s, "KEYDECK_TEST_RECORDS"));
    const QJsonArray expected = QJsonDocument::fromJson(
        test::testData(u"records-expected.json"_s, "KEYDECK_TEST_RECORDS"))
                                    .array();
    QVERIFY(keys.size() >= 1200);
    QCOMPARE(keys.size(), expected.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QByteArray theirs = text(asDoubles(expected[i].toObject()));
        const QByteArray ours = text(asDoubles(verdict(keys.at(i))));
        const QByteArray record = keys.at(i).text().toByteArray();
        QVERIFY2(ours == theirs,
            qPrintable(QString::fromUtf8(record + "\ngateway: " + theirs + "\nours:    " + ours)));
    }
}

QTEST_GUILESS_MAIN(TestUsageWindow)
#include "tst_usagewindow.moc"
