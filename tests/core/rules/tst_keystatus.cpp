#include "core/rules/keystatus.h"

#include "core/rules/jsdate.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

Q_DECLARE_METATYPE(KeyStatus)

namespace {

const QByteArray NoWindows = R"("usage_windows":[])";

QByteArray record(const QByteArray &limit, const QByteArray &expiry, const QByteArray &used)
{
    return R"({"token_limit_per_5h":)" + limit + R"(,"expiry_date":)" + expiry
        + R"(,"usage_windows":[{"window_start":"2026-01-18T06:42:00.000Z","tokens_used":)" + used
        + "}]}";
}

QByteArray withExpiry(const QByteArray &expiry)
{
    return R"({"token_limit_per_5h":5,"expiry_date":)" + expiry + "," + NoWindows + "}";
}

} // namespace

class TestKeyStatus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void states_data();
    void states();
    void expiry_data();
    void expiry();
    void models_data();
    void models();
    void lastUse_data();
    void lastUse();
    void namesGoThereAndBack();
    void advises_data();
    void advises();
};

void TestKeyStatus::states_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QList<KeyStatus>>("all");

    using enum KeyStatus;
    const QByteArray later = R"("2027-12-31T23:59:59.000Z")";
    const QByteArray soon = R"("2026-01-20T00:00:00.000Z")";
    const QByteArray past = R"("2026-01-18T10:29:59.999Z")";
    const auto row = [](const char *name, const QByteArray &json, const QList<KeyStatus> &all) {
        QTest::newRow(name) << json << all;
    };
    row("active", record("100", later, "79"), {Active});
    row("near its limit", record("100", later, "80"), {NearLimit});
    row("at its limit", record("100", later, "100"), {NearLimit});
    row("above its limit", record("100", later, "101"), {Blocked});
    row("limit 0, unused", record("0", later, "0"), {Active});
    row("limit 0, used", record("0", later, "1"), {Blocked});
    row("negative limit", record("-1", later, "0"), {Blocked});
    row("no limit", record("\"x\"", later, "5"), {Active});
    row("expires soon", record("100", soon, "0"), {Expiring});
    row("expires in 7 days", record("100", R"("2026-01-25T10:30:00.000Z")", "0"), {Expiring});
    row("expires later", record("100", R"("2026-01-25T10:30:00.001Z")", "0"), {Active});
    row("expires this very moment", record("100", R"("2026-01-18T10:30:00.000Z")", "0"),
        {Expiring});
    row("expired", record("100", past, "0"), {Expired});
    row("expired and blocked", record("100", past, "101"), {Expired, Blocked});
    row("near limit and expiring", record("100", soon, "90"), {NearLimit, Expiring});
    row("failing", R"({"token_limit_per_5h":5,"expiry_date":)" + later + "}", {Failing});
    row("failing and expired", R"({"expiry_date":)" + past + "}", {Failing, Expired});
    row("not an object", "5", {Failing});
}

void TestKeyStatus::states()
{
    QFETCH(QByteArray, json);
    QFETCH(QList<KeyStatus>, all);
    const KeyState state = keyState(keyOf(json), SomeNowMs);
    for (const KeyStatus status : AllKeyStatuses)
        QCOMPARE(state.all.contains(status), all.contains(status));
    QCOMPARE(state.all.size(), int(all.size()));
    QCOMPARE(state.all.worst(), all.first());
    QCOMPARE(state.status, all.first());
}

void TestKeyStatus::expiry_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("expired");
    QTest::addColumn<QString>("at"); // empty: never

    const auto row = [](const QByteArray &expiry, bool expired, const QString &at) {
        QTest::addRow("%s", expiry.data()) << withExpiry(expiry) << expired << at;
    };
    row(R"("2026-01-18T10:30:00.000Z")", false, u"2026-01-18T10:30:00.000Z"_s);
    row(R"("2026-01-18T10:29:59.999Z")", true, u"2026-01-18T10:29:59.999Z"_s);
    row(R"("2026-01-18")", true, u"2026-01-18T00:00:00.000Z"_s);
    row(R"("2026-01-18T10:00:00-05:00")", false, u"2026-01-18T15:00:00.000Z"_s);
    row(R"("never")", false, {});
    row(R"("")", false, {});
    row("null", true, u"1970-01-01T00:00:00.000Z"_s);
    row("true", true, u"1970-01-01T00:00:00.001Z"_s);
    row("false", true, u"1970-01-01T00:00:00.000Z"_s);
    row("1768732200000", false, u"2026-01-18T10:30:00.000Z"_s);
    row("1768732199999.9", true, u"2026-01-18T10:29:59.999Z"_s);
    row("8.65e15", false, {});
    row("{}", false, {});
    row(R"(["2020-01-01"])", true, u"2020-01-01T00:00:00.000Z"_s);
    QTest::newRow("missing") << QByteArray("{" + NoWindows + "}") << false << QString();
}

void TestKeyStatus::expiry()
{
    QFETCH(QByteArray, json);
    const ApiKey key = keyOf(json);
    QTEST(isKeyExpired(key, SomeNowMs), "expired");
    const std::optional<qint64> expires = keyState(key, SomeNowMs).expiresMs;
    QTEST(expires ? toIsoString(*expires) : QString(), "at");
}

void TestKeyStatus::models_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("model");

    QTest::newRow("its own") << QByteArray(R"({"model":"other"})") << u"other"_s;
    QTest::newRow("missing") << QByteArray("{}") << u"default"_s;
    QTest::newRow("empty") << QByteArray(R"({"model":""})") << u"default"_s;
    QTest::newRow("blank is a model") << QByteArray(R"({"model":" "})") << u" "_s;
    QTest::newRow("null") << QByteArray(R"({"model":null})") << u"default"_s;
    QTest::newRow("false") << QByteArray(R"({"model":false})") << u"default"_s;
    QTest::newRow("0") << QByteArray(R"({"model":0})") << u"default"_s;
    QTest::newRow("a number") << QByteArray(R"({"model":4.70})") << u"4.7"_s;
}

void TestKeyStatus::models()
{
    QFETCH(QByteArray, json);
    QTEST(effectiveModel(keyOf(json), u"default"_s), "model");
    QCOMPARE(effectiveModel(keyOf("{}")), u"glm-4.7"_s);
}

void TestKeyStatus::lastUse_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("used");

    const QByteArray at = R"("last_used":"2026-01-18T10:30:00.000Z")";
    QTest::newRow("used") << QByteArray("{" + at + R"(,"total_lifetime_tokens":5})") << true;
    QTest::newRow("new") << QByteArray("{" + at + R"(,"total_lifetime_tokens":0})") << false;
    QTest::newRow("no total") << QByteArray("{" + at + "}") << true;
    QTest::newRow("no date") << QByteArray(R"({"last_used":"soon","total_lifetime_tokens":5})")
                             << false;
    QTest::newRow("nothing") << QByteArray("{}") << false;
}

void TestKeyStatus::lastUse()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, used);
    QCOMPARE(lastUsedMs(keyOf(json)), used ? std::optional(SomeNowMs) : std::nullopt);
}

void TestKeyStatus::namesGoThereAndBack()
{
    for (const KeyStatus status : AllKeyStatuses) {
        QCOMPARE(statusFromId(statusId(status)), std::optional(status));
        QVERIFY(!statusWord(status).isEmpty());
    }
    QCOMPARE(statusId(KeyStatus::NearLimit), u"near_limit"_s);
    QCOMPARE(statusWord(KeyStatus::NearLimit), u"Near limit"_s);
    QCOMPARE(statusFromId(u"Near limit"), std::nullopt);
}

void TestKeyStatus::advises_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("advice");

    const QByteArray later = R"("2027-12-31T23:59:59.000Z")";
    QTest::newRow("active") << record("100000", later,
        "45000") << u"Active: 55,000 of 100,000 tokens remain until 11:42 (in 1 h 12 min)."_s;
    QTest::newRow("unused")
        << QByteArray(R"({"token_limit_per_5h":100000,"usage_windows":[]})")
        << u"Active: all of 100,000 tokens are free; the window of 5 hours starts with the next "
           "use."_s;
    QTest::newRow("near limit")
        << record("100000", later, "89999")
        << u"89 % of the limit is used: 10,001 tokens remain until 11:42 (in 1 h 12 min)."_s;
    QTest::newRow("blocked")
        << record("100", later, "101")
        << u"Blocked until 11:42 (in 1 h 12 min): the gateway answers 429. Raise the limit or "
           "wait."_s;
    QTest::newRow("blocked for good")
        << record("-1", later, "0")
        << u"Blocked for good: the limit is negative, so the gateway answers 429 to every request. "
           "Set a limit of 0 or more."_s;
    QTest::newRow("expiring")
        << record("100", R"("2026-01-20T10:30:00Z")", "0")
        << u"Expires 2026-01-20 10:30 (in 2 d): from then on the gateway answers 403. Extend it in "
           "time."_s;
    QTest::newRow("expired")
        << record("100", R"("2026-01-18T07:30:00Z")", "0")
        << u"Expired 07:30 (3 h ago): the gateway answers 403. Set a later expiry to let it in "
           "again."_s;
    QTest::newRow("failing")
        << QByteArray("{}")
        << u"Failing: the gateway answers 500 to every request with this key, because it cannot "
           "read its usage_windows. Correct them in the store."_s;
    QTest::newRow("failing and expired")
        << QByteArray(R"({"expiry_date":"2026-01-18T07:30:00Z"})")
        << u"Failing: expired 07:30 (3 h ago), so the gateway answers 403; with a later expiry it "
           "would answer 500, because it cannot read the usage_windows. Correct them in the "
           "store."_s;
    QTest::newRow("blocked by a window that should be over")
        << QByteArray(R"({"token_limit_per_5h":1,"usage_windows":[
            {"window_start":"2026-01-18T06:30:00+03:00","tokens_used":2}]})")
        << u"Blocked: the gateway answers 429, although the window should have ended 2 h ago. "
           "Raise the limit, and see what the checks say about the window's start."_s;
    QTest::newRow("usage that is no number")
        << QByteArray(R"({"token_limit_per_5h":1,"usage_windows":[
            {"window_start":"2026-01-18T06:30:00Z"}]})")
        << u"Active and never blocked: what it used cannot be added up, so the gateway does not "
           "limit it. Correct tokens_used in the store."_s;
    QTest::newRow("no limit")
        << QByteArray("{" + NoWindows + "}")
        << u"Active and never blocked: the record has no limit that the gateway can compare with. "
           "Set one."_s;
}

void TestKeyStatus::advises()
{
    QFETCH(QByteArray, json);
    QTEST(statusAdvice(keyState(keyOf(json), SomeNowMs), SomeNowMs), "advice");
}

QTEST_GUILESS_MAIN(TestKeyStatus)
#include "tst_keystatus.moc"
