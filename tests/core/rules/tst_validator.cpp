#include "core/rules/validator.h"

#include "core/base/format.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <time.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

class TestValidator final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanup()
    {
        qputenv("TZ", "UTC");
        tzset();
    }

    void findsTheKeyOfARequest_data();
    void findsTheKeyOfARequest();
    void speaksTheGatewaysWords_data();
    void speaksTheGatewaysWords();
    void limits_data();
    void limits();
    void refusedLimitsSayWhy_data();
    void refusedLimitsSayWhy();
    void expiries_data();
    void expiries();
    void refusedExpiriesSayWhy_data();
    void refusedExpiriesSayWhy();
    void names_data();
    void names();
    void keys_data();
    void keys();
    void models();
    void generatedKeysAreRandom();
};

void TestValidator::findsTheKeyOfARequest_data()
{
    QTest::addColumn<QString>("authorization");
    QTest::addColumn<QString>("apiKey");
    QTest::addColumn<QString>("key");

    QTest::newRow("bearer") << u"Bearer pk_1"_s << QString() << u"pk_1"_s;
    QTest::newRow("any case, any space") << u"bEARER \t pk_1 "_s << QString() << u"pk_1"_s;
    QTest::newRow("no scheme") << u"pk_1"_s << QString() << u"pk_1"_s;
    QTest::newRow("x-api-key") << QString() << u" pk_2 "_s << u"pk_2"_s;
    QTest::newRow("x-api-key with scheme") << QString() << u"Bearer pk_2"_s << u"pk_2"_s;
    QTest::newRow("authorization wins") << u"Bearer pk_1"_s << u"pk_2"_s << u"pk_1"_s;
    QTest::newRow("even a wrong scheme") << u"Basic abc"_s << u"pk_2"_s << u"Basic abc"_s;
    QTest::newRow("an empty bearer does not") << u"Bearer "_s << u"pk_2"_s << u"pk_2"_s;
    QTest::newRow("a bare scheme is a key") << u"Bearer"_s << u"pk_2"_s << u"Bearer"_s;
    QTest::newRow("scheme twice") << u"Bearer Bearer pk_1"_s << QString() << u"pk_1"_s;
    QTest::newRow("no space after it") << u"Bearerpk_1"_s << QString() << u"Bearerpk_1"_s;
    QTest::newRow("none") << QString() << QString() << QString();
    QTest::newRow("blank") << u"  "_s << u"pk_2"_s << u""_s;
}

void TestValidator::findsTheKeyOfARequest()
{
    QFETCH(QString, authorization);
    QFETCH(QString, apiKey);
    QFETCH(QString, key);
    const QString found = requestKey(authorization, apiKey);
    QCOMPARE(found, key);
    QCOMPARE(found.isNull(), key.isNull());
}

void TestValidator::speaksTheGatewaysWords_data()
{
    QTest::addColumn<QByteArray>("json"); // empty: unknown key
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");

    const auto expired
        = [](const QByteArray &value) { return QByteArray(R"({"expiry_date":)" + value + "}"); };
    QTest::newRow("valid") << expired(R"("2027-12-31T23:59:59Z")") << 200 << QString();
    QTest::newRow("unknown") << QByteArray() << 401 << u"Invalid API key"_s;
    QTest::newRow("expired") << expired(R"("2025-12-31T23:59:59Z")") << 403
                             << u"API key expired on 2025-12-31T23:59:59Z"_s;
    QTest::newRow("null") << expired("null") << 403 << u"API key expired on null"_s;
    QTest::newRow("number") << expired("1.50e3") << 403 << u"API key expired on 1500"_s;
    QTest::newRow("no date") << expired(R"("never")") << 200 << QString();
}

void TestValidator::speaksTheGatewaysWords()
{
    QFETCH(QByteArray, json);
    const ApiKey key = json.isEmpty() ? ApiKey() : keyOf(json);
    const KeyVerdict verdict = validateApiKey(json.isEmpty() ? nullptr : &key, SomeNowMs);
    QTEST(verdict.httpStatus, "status");
    QTEST(verdict.error, "error");
    QCOMPARE(missingKeyVerdict().error,
        u"API key required. Use Authorization: Bearer <key> or x-api-key: <key>"_s);
    QCOMPARE(missingKeyVerdict(requestKey(u" ", {})).error, u"API key cannot be empty"_s);
    QCOMPARE(missingKeyVerdict().httpStatus, 401);
}

void TestValidator::limits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("limit");

    const auto row = [](const QString &text, qint64 limit) {
        QTest::addRow("%s", qPrintable(text)) << text << limit;
    };
    row(u"0"_s, 0);
    row(u"60000"_s, 60'000);
    row(u" 60000 "_s, 60'000);
    row(u"+60000"_s, 60'000);
    row(u"60,000"_s, 60'000);
    row(u"60 000"_s, 60'000);
    row(u"60\u202f000"_s, 60'000);
    row(u"1_000_000"_s, 1'000'000);
    row(u"1'000'000"_s, 1'000'000);
    row(u"60k"_s, 60'000);
    row(u"60 K"_s, 60'000);
    row(u"1.5M"_s, 1'500'000);
    row(u"0.25m"_s, 250'000);
    row(u"1.500k"_s, 1500);
    row(u"1.5000k"_s, 1500);
    row(u"1,500k"_s, 1'500'000);
    row(u"007"_s, 7);
    row(u"9007199254740991"_s, 9'007'199'254'740'991);
}

void TestValidator::limits()
{
    QFETCH(QString, text);
    const Result<qint64> limit = checkLimit(text);
    QVERIFY2(limit.has_value(), limit ? "" : qPrintable(limit.error().message));
    QTEST(*limit, "limit");
}

void TestValidator::refusedLimitsSayWhy_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason"); // a part of it

    const auto row = [](const QString &text, const QString &reason) {
        QTest::addRow("'%s'", qPrintable(text)) << text << reason;
    };
    row(QString(), u"would never block"_s);
    row(u"  "_s, u"would never block"_s);
    row(u"many"_s, u"would never block"_s);
    row(u"1e6"_s, u"no number of tokens"_s);
    row(u"60,00"_s, u"no number of tokens"_s);
    row(u"1,5M"_s, u"no number of tokens"_s);
    row(u"٦٠"_s, u"no number of tokens"_s);
    row(u"-1"_s, u"429 to every request"_s);
    row(u"−1"_s, u"429 to every request"_s);
    row(u"0.5"_s, u"not a whole number"_s);
    row(u"60.000"_s, u"not a whole number"_s);
    row(u"1.2345k"_s, u"not a whole number"_s);
    row(u"9007199254740992"_s, u"9,007,199,254,740,991"_s);
    row(u"99999999999M"_s, u"9,007,199,254,740,991"_s);
    row(QString(300, u'9'), u"9,007,199,254,740,991"_s);
}

void TestValidator::refusedLimitsSayWhy()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const Result<qint64> limit = checkLimit(text);
    QVERIFY(!limit);
    QCOMPARE(limit.error().code, ErrorCode::InvalidInput);
    QVERIFY2(limit.error().message.contains(reason), qPrintable(limit.error().message));
    QVERIFY(limit.error().message.size() < 200);
}

void TestValidator::expiries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("stored");

    const auto row = [](const QString &text, const QString &stored) {
        QTest::addRow("%s", qPrintable(text)) << text << stored;
    };
    row(u"2027-12-31"_s, u"2027-12-31T23:59:59.000Z"_s);
    row(u" 2028-02-29 "_s, u"2028-02-29T23:59:59.000Z"_s);
    row(u"2020-01-01"_s, u"2020-01-01T23:59:59.000Z"_s); // in the past: closes the key
    row(u"2027-12-31T18:00:00Z"_s, u"2027-12-31T18:00:00.000Z"_s);
    row(u"2027-12-31T18:00:00.5z"_s, u"2027-12-31T18:00:00.500Z"_s);
    row(u"2027-12-31 18:00 +02:00"_s, u"2027-12-31T16:00:00.000Z"_s);
    row(u"2027-12-31T18:00:00-0530"_s, u"2027-12-31T23:30:00.000Z"_s);
    row(u"2027-12-31T24:00"_s, u"2027-12-31T23:00:00.000Z"_s);
    row(u"2027-07-31T18:00"_s, u"2027-07-31T16:00:00.000Z"_s); // local time is Berlin's here
    row(u"2027-12-31 18:00:30"_s, u"2027-12-31T17:00:30.000Z"_s);
    row(u"+30d"_s, u"2026-02-17T10:30:00.000Z"_s);
    row(u"+12h"_s, u"2026-01-18T22:30:00.000Z"_s);
    row(u"+2W"_s, u"2026-02-01T10:30:00.000Z"_s);
    row(u"+ 1 y"_s, u"2027-01-18T10:30:00.000Z"_s);
    row(u"9999-12-31"_s, u"9999-12-31T23:59:59.000Z"_s);
}

void TestValidator::expiries()
{
    qputenv("TZ", "Europe/Berlin");
    tzset();
    QFETCH(QString, text);
    const Result<QString> stored = checkExpiry(text, SomeNowMs);
    QVERIFY2(stored.has_value(), stored ? "" : qPrintable(stored.error().message));
    QTEST(*stored, "stored");
}

void TestValidator::refusedExpiriesSayWhy_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");

    const auto row = [](const QString &text, const QString &reason) {
        QTest::addRow("'%s'", qPrintable(text)) << text << reason;
    };
    row(QString(), u"never let the key expire"_s);
    row(u"never"_s, u"no date that Keydeck understands"_s);
    row(u"2027"_s, u"no date that Keydeck understands"_s);
    row(u"31.12.2027"_s, u"no date that Keydeck understands"_s);
    row(u"12/31/2027"_s, u"no date that Keydeck understands"_s);
    row(u"Dec 31 2027"_s, u"no date that Keydeck understands"_s);
    row(u"-5d"_s, u"no date that Keydeck understands"_s);
    row(u"+5"_s, u"no date that Keydeck understands"_s);
    row(u"+5m"_s, u"no date that Keydeck understands"_s); // months or minutes?
    row(u"2027-02-29"_s, u"2027-02-29 is no day of the calendar"_s);
    row(u"2027-02-30T10:00:00Z"_s, u"2027-02-30 is no day of the calendar"_s);
    row(u"2027-13-01"_s, u"no day of the calendar"_s);
    row(u"2027-12-31T25:00:00Z"_s, u"no time of the day"_s);
    row(u"2027-12-31T10:61:00Z"_s, u"no time of the day"_s);
    row(u"2027-12-31T10:00:00+25:00"_s, u"no time of the day"_s);
    row(u"+9000y"_s, u"outside the years"_s);
    row(u"+999999y"_s, u"outside the years"_s);
    row(u"9999-12-31T23:59:59-01:00"_s, u"outside the years"_s);
}

void TestValidator::refusedExpiriesSayWhy()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const Result<QString> stored = checkExpiry(text, SomeNowMs);
    QVERIFY(!stored);
    QCOMPARE(stored.error().code, ErrorCode::InvalidInput);
    QVERIFY2(stored.error().message.contains(reason), qPrintable(stored.error().message));
}

void TestValidator::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name"); // empty: refused

    QTest::newRow("plain") << u" Alice <b>O'Neil</b> 東京 "_s << u"Alice <b>O'Neil</b> 東京"_s;
    QTest::newRow("blank") << u" \t "_s << QString();
    QTest::newRow("longest") << QString(200, u'x') << QString(200, u'x');
    QTest::newRow("too long") << QString(201, u'x') << QString();
    QTest::newRow("line break") << u"a\nb"_s << QString();
    QTest::newRow("direction") << u"a\u202eb"_s << QString();
}

void TestValidator::names()
{
    QFETCH(QString, text);
    const Result<QString> name = checkName(text);
    QTEST(name.value_or(QString()), "name");
    if (!name)
        QCOMPARE(displayText(name.error().message), name.error().message);
}

void TestValidator::keys_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");

    QTest::newRow("usual") << u"pk_0123456789abcdef"_s << true;
    QTest::newRow("every sign") << u"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("blank") << u"  "_s << false;
    QTest::newRow("space inside") << u"pk_secret secret"_s << false;
    QTest::newRow("space behind") << u"pk_secret "_s << false;
    QTest::newRow("line break") << u"pk_secret\n"_s << false;
    QTest::newRow("beyond ASCII") << u"pk_secrét"_s << false;
    QTest::newRow("DEL") << u"pk_secret\u007f"_s << false;
    QTest::newRow("too long") << u"pk_secret"_s.repeated(500) << false;
}

void TestValidator::keys()
{
    QFETCH(QString, text);
    QFETCH(bool, good);
    const Result<QString> key = checkKey(text);
    QCOMPARE(key.has_value(), good);
    if (good)
        QCOMPARE(*key, text);
    else
        QVERIFY(!key.error().message.contains(u"secr"_s)); // a message never holds a key
}

void TestValidator::models()
{
    QCOMPARE(checkModel(u" glm-4.7 "_s).value_or(u"?"_s), u"glm-4.7"_s);
    QCOMPARE(checkModel(QString()).value_or(u"?"_s), QString());
    QVERIFY(!checkModel(u"glm\n4.7"_s));
    QVERIFY(!checkModel(QString(201, u'x')));
}

void TestValidator::generatedKeysAreRandom()
{
    static const QRegularExpression Form(u"^pk_[0-9a-f]{32}$"_s);
    QSet<QString> keys;
    for (int i = 0; i < 1000; ++i) {
        const QString key = generateKey();
        QVERIFY2(Form.match(key).hasMatch(), qPrintable(key));
        QVERIFY(checkKey(key));
        keys.insert(key);
    }
    QCOMPARE(keys.size(), 1000);
    QVERIFY(generateKey(u"team_"_s).startsWith(u"team_"_s));
}

QTEST_GUILESS_MAIN(TestValidator)
#include "tst_validator.moc"
