#include "core/report/keyjson.h"

#include "core/base/fingerprint.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

constexpr auto Record = R"({"key":"pk_example_0001","name":"Alice","token_limit_per_5h":100000,
    "expiry_date":"2027-12-31T23:59:59Z","created_at":"2026-01-18T00:00:00Z",
    "last_used":"2026-01-18T10:30:00.000Z","total_lifetime_tokens":9007199254740991,
    "usage_windows":[{"window_start":"2026-01-18T08:00:00.000Z","tokens_used":45000}]})";

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestKeyJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void hasTheAgreedShape();
    void revealsOnlyWhenAsked();
    void windows_data();
    void windows();
    void keepsTheTypesOfTheStore();
    void everyRecordIsARow();
};

void TestKeyJson::hasTheAgreedShape()
{
    const Finding finding{u"missing-limit"_s, FindingSeverity::Danger, u"Say: so."_s};
    const QByteArray id = fingerprint(u"pk_example_0001").toLatin1();
    QCOMPARE(text(keyJson(keyOf(Record), {finding}, SomeNowMs, false)),
        text(parsed(R"({"id":")" + id + R"(","name":"Alice","masked_key":"pk_…0001","model":null,
            "effective_model":"glm-4.7","token_limit_per_5h":100000,
            "expiry_date":"2027-12-31T23:59:59Z","created_at":"2026-01-18T00:00:00Z",
            "last_used":"2026-01-18T10:30:00.000Z","total_lifetime_tokens":9007199254740991,
            "status":"active","is_expired":false,"blocked":false,
            "window":{"tokens_used":45000,"started_at":"2026-01-18T08:00:00.000Z",
                "ends_at":"2026-01-18T13:00:00.000Z","remaining_tokens":55000,"retry_after_s":0},
            "findings":[{"id":"missing-limit","severity":"danger","message":"Say: so."}]})")));
}

void TestKeyJson::revealsOnlyWhenAsked()
{
    const ApiKey key = keyOf(Record);
    QVERIFY(!text(keyJson(key, {}, SomeNowMs, false)).contains("pk_example_0001"));
    QCOMPARE(keyJson(key, {}, SomeNowMs, true)[u"key"_s].toString(), u"pk_example_0001"_s);
}

void TestKeyJson::windows_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("window");

    QTest::newRow("none active") << QByteArray(R"("token_limit_per_5h":100,"usage_windows":[])")
                                 << QByteArray(R"({"tokens_used":0,"started_at":null,"ends_at":null,
            "remaining_tokens":100,"retry_after_s":0})");
    QTest::newRow("blocked") << QByteArray(R"("token_limit_per_5h":100,"usage_windows":[
            {"window_start":"2026-01-18T08:00:00.000Z","tokens_used":100.5}])")
                             << QByteArray(
                                    R"({"tokens_used":100.5,"started_at":"2026-01-18T08:00:00.000Z",
            "ends_at":"2026-01-18T13:00:00.000Z","remaining_tokens":0,"retry_after_s":9000})");
    QTest::newRow("no limit") << QByteArray(R"("usage_windows":[])")
                              << QByteArray(R"({"tokens_used":0,"started_at":null,"ends_at":null,
            "remaining_tokens":null,"retry_after_s":0})");
    QTest::newRow("the gateway fails")
        << QByteArray(R"("token_limit_per_5h":100)")
        << QByteArray(R"({"tokens_used":null,"started_at":null,"ends_at":null,
            "remaining_tokens":null,"retry_after_s":null})");
}

void TestKeyJson::windows()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, window);
    const QJsonObject json = keyJson(keyOf("{" + fields + "}"), {}, SomeNowMs, false);
    QCOMPARE(text(json[u"window"_s].toObject()), text(parsed(window)));
}

void TestKeyJson::keepsTheTypesOfTheStore()
{
    const QJsonObject json
        = keyJson(keyOf(R"({"name":5,"model":"","token_limit_per_5h":"60000","expiry_date":null})"),
            {}, SomeNowMs, true);
    QCOMPARE(json[u"name"_s], QJsonValue(5));
    QCOMPARE(json[u"model"_s], QJsonValue(QString()));
    QCOMPARE(json[u"effective_model"_s], QJsonValue(u"glm-4.7"_s));
    QCOMPARE(json[u"token_limit_per_5h"_s], QJsonValue(u"60000"_s));
    QCOMPARE(json[u"expiry_date"_s], QJsonValue(QJsonValue::Null));
    QCOMPARE(json[u"created_at"_s], QJsonValue(QJsonValue::Null));
    QCOMPARE(json[u"key"_s], QJsonValue(QJsonValue::Null));
    QCOMPARE(json[u"is_expired"_s], QJsonValue(true));
    QCOMPARE(json[u"status"_s], QJsonValue(u"failing"_s));
}

void TestKeyJson::everyRecordIsARow()
{
    const QByteArray record(Record);
    const KeySet keys = decodeStore(R"({"keys":[)" + record + ",5," + record + "]}");
    const QJsonArray json = keysJson(keys, SomeNowMs, false);
    QCOMPARE(json.size(), 3);
    QCOMPARE(json[0][u"id"_s], json[2][u"id"_s]);
    QCOMPARE(json[0][u"findings"_s][0][u"id"_s].toString(), u"duplicate-key"_s);
    QCOMPARE(json[0][u"findings"_s][0][u"severity"_s].toString(), u"warning"_s);
    QCOMPARE(json[1][u"findings"_s][0][u"id"_s].toString(), u"not-an-object"_s);
    QCOMPARE(json[2][u"findings"_s][0][u"severity"_s].toString(), u"danger"_s);
}

QTEST_GUILESS_MAIN(TestKeyJson)
#include "tst_keyjson.moc"
