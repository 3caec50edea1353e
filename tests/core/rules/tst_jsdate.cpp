#include "core/rules/jsdate.h"

#include "tests/support/jscomparison.h"
#include "tests/support/records.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::compareDates;
using keydeck::test::setTimeZone;

class TestJsDate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanup() { setTimeZone("UTC"); }

    void readsTheForms_data();
    void readsTheForms();
    void readsLocalTimes_data();
    void readsLocalTimes();
    void readsWhatV8Reads_data();
    void readsWhatV8Reads();
    void writesIso_data();
    void writesIso();
    void readsWhatItWrites();
};

void TestJsDate::readsTheForms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso"); // empty: Invalid Date

    const auto row = [](const QString &text, const QString &iso) {
        QTest::addRow("'%s'", qPrintable(text)) << text << iso;
    };
    row(u"2026-01-18T10:30:00.000Z"_s, u"2026-01-18T10:30:00.000Z"_s);
    row(u"2027-12-31T23:59:59Z"_s, u"2027-12-31T23:59:59.000Z"_s);
    row(u"2027-12-31T23:59Z"_s, u"2027-12-31T23:59:00.000Z"_s);
    row(u"2027-12-31"_s, u"2027-12-31T00:00:00.000Z"_s);
    row(u"2027-12"_s, u"2027-12-01T00:00:00.000Z"_s);
    row(u"2027"_s, u"2027-01-01T00:00:00.000Z"_s);
    row(u"2027-12-31T23:59:59.1239Z"_s, u"2027-12-31T23:59:59.123Z"_s);
    row(u"2027-12-31T23:59:59.5Z"_s, u"2027-12-31T23:59:59.500Z"_s);
    row(u"2027-12-31T24:00:00.000Z"_s, u"2028-01-01T00:00:00.000Z"_s);
    row(u"2027-12-31T24:00:00.001Z"_s, {});
    row(u"2027-12-31T24:01:00.000Z"_s, {});
    row(u"2027-12-31T23:60:00.000Z"_s, {});
    row(u"2027-12-31T23:59:60.000Z"_s, {});
    row(u"2027-13-01T00:00:00.000Z"_s, {});
    row(u"2027-00-01T00:00:00.000Z"_s, {});
    row(u"2027-12-00T00:00:00.000Z"_s, {});
    row(u"2027-12-32T00:00:00.000Z"_s, {});
    row(u"2027-02-30T00:00:00.000Z"_s, u"2027-03-02T00:00:00.000Z"_s);
    row(u"2027-12-31T23:59:59.000+01:00"_s, u"2027-12-31T22:59:59.000Z"_s);
    row(u"2027-12-31T23:59:59-0530"_s, u"2028-01-01T05:29:59.000Z"_s);
    row(u"2027-12-31T23:59:59+24:00"_s, {});
    row(u"+275760-09-13T00:00:00.000Z"_s, u"+275760-09-13T00:00:00.000Z"_s);
    row(u"+275760-09-13T00:00:00.001Z"_s, {});
    row(u"-271821-04-20T00:00:00.000Z"_s, u"-271821-04-20T00:00:00.000Z"_s);
    row(u"-271821-04-19T23:59:59.999Z"_s, {});
    row(u"-000000-01-01T00:00:00.000Z"_s, {});
    row(u"Sun, 18 Jan 2026 10:30:00 GMT"_s, u"2026-01-18T10:30:00.000Z"_s);
    row(u"Dec 31 2027"_s, u"2027-12-31T00:00:00.000Z"_s);
    row(u"31 December 49"_s, u"2049-12-31T00:00:00.000Z"_s);
    row(u"31 December 50"_s, u"1950-12-31T00:00:00.000Z"_s);
    row(u"12/31/2027 11:59 PM"_s, u"2027-12-31T23:59:00.000Z"_s);
    row(u"2027/12/31 (New Year's Eve)"_s, u"2027-12-31T00:00:00.000Z"_s);
    row(u"31.12.2027"_s, {});
    row(u"never"_s, {});
    row(QString(), {});
    row(u"2027/12/31\u202f11:59\u202fPM"_s, u"2027-12-31T23:59:00.000Z"_s);
    row(u"2027-12-31\u00a0"_s, {}); // a letter, not a space
    row(u"2027/12/31 ("_s + QChar(0xd800) + u')', {});
    row(u"2027-12-31 00:00 GMT+2000000:00"_s, {});
    row(QString(100'000, u'('), {});
    row(QString(100'000, u'9'), {});
}

void TestJsDate::readsTheForms()
{
    QFETCH(QString, text);
    QFETCH(QString, iso);
    const std::optional<qint64> ms = parseJsDate(text);
    QCOMPARE(ms ? toIsoString(*ms) : QString(), iso);
}

void TestJsDate::readsLocalTimes_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso");

    const auto row = [](const QByteArray &zone, const QString &text, const QString &iso) {
        QTest::addRow("%s %s", zone.data(), qPrintable(text)) << zone << text << iso;
    };
    row("Europe/Berlin", u"2026-01-18T10:30:00"_s, u"2026-01-18T09:30:00.000Z"_s);
    row("Europe/Berlin", u"2026-07-18T10:30"_s, u"2026-07-18T08:30:00.000Z"_s);
    row("Europe/Berlin", u"2026-07-18"_s, u"2026-07-18T00:00:00.000Z"_s);
    row("Europe/Berlin", u"2026/07/18"_s, u"2026-07-17T22:00:00.000Z"_s);
    row("Europe/Berlin", u"2026-03-29T02:30:00"_s, u"2026-03-29T01:30:00.000Z"_s); // skipped
    row("Europe/Berlin", u"2026-10-25T02:30:00"_s, u"2026-10-25T00:30:00.000Z"_s); // twice
    row("Europe/Berlin", u"2500-07-01T00:00:00"_s, u"2500-06-30T22:00:00.000Z"_s);
    row("America/New_York", u"2026-03-08T02:30:00"_s, u"2026-03-08T07:30:00.000Z"_s); // skipped
    row("America/New_York", u"2026-11-01T01:30:00"_s, u"2026-11-01T05:30:00.000Z"_s); // twice
    row("Pacific/Apia", u"2011-12-30T10:00:00"_s, u"2011-12-30T20:00:00.000Z"_s); // a day skipped
    row("Asia/Kathmandu", u"2026-01-18T10:30:00"_s, u"2026-01-18T04:45:00.000Z"_s);
}

void TestJsDate::readsLocalTimes()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, text);
    QFETCH(QString, iso);
    setTimeZone(zone);
    QCOMPARE(toIsoString(parseJsDate(text).value_or(0)), iso);
}

void TestJsDate::readsWhatV8Reads_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<int>("column");

    QTest::newRow("UTC") << QByteArray("UTC") << 1;
    QTest::newRow("Berlin") << QByteArray("Europe/Berlin") << 2;
    QTest::newRow("New York") << QByteArray("America/New_York") << 3;
}

// tests/data/rules/makedates.mjs makes the texts and asks V8, and says where Bun's differs.
void TestJsDate::readsWhatV8Reads()
{
    QFETCH(QByteArray, zone);
    QFETCH(int, column);
    setTimeZone(zone);
    const QByteArray table = test::testData(u"dates.tsv"_s, "KEYDECK_TEST_DATES");
    const auto comparison = compareDates(table, column);
    QCOMPARE(comparison.differences, 0);
    QVERIFY(comparison.compared >= 4000);
}

void TestJsDate::writesIso_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("iso");

    QTest::newRow("1970") << 0LL << u"1970-01-01T00:00:00.000Z"_s;
    QTest::newRow("just before") << -1LL << u"1969-12-31T23:59:59.999Z"_s;
    QTest::newRow("leap day") << 1'709'210'096'789LL << u"2024-02-29T12:34:56.789Z"_s;
    QTest::newRow("last plain") << 253'402'300'799'999LL << u"9999-12-31T23:59:59.999Z"_s;
    QTest::newRow("year 10000") << 253'402'300'800'000LL << u"+010000-01-01T00:00:00.000Z"_s;
    QTest::newRow("year 0") << -62'167'219'200'000LL << u"0000-01-01T00:00:00.000Z"_s;
    QTest::newRow("year -1") << -62'167'219'200'001LL << u"-000001-12-31T23:59:59.999Z"_s;
    QTest::newRow("first") << -MaximumJsDateMs << u"-271821-04-20T00:00:00.000Z"_s;
    QTest::newRow("last") << MaximumJsDateMs << u"+275760-09-13T00:00:00.000Z"_s;
}

void TestJsDate::writesIso()
{
    QFETCH(qint64, ms);
    QTEST(toIsoString(ms), "iso");
}

void TestJsDate::readsWhatItWrites()
{
    setTimeZone("Europe/Berlin");
    constexpr qint64 Step = MaximumJsDateMs / 5000 + 86'400'123;
    for (qint64 ms = -MaximumJsDateMs; ms <= MaximumJsDateMs; ms += Step)
        QCOMPARE(parseJsDate(toIsoString(ms)), std::optional(ms));
}

QTEST_GUILESS_MAIN(TestJsDate)
#include "tst_jsdate.moc"
