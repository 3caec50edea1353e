#include "core/rules/grace.h"
#include "core/rules/renewal.h"
#include "tests/support/localzone.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRenewal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renews_data();
    void renews();
    void theLocalZoneDoesNotMatter();
    void stopsAtTheLastYear();
    void stepsAreReadAsTheyAreShown();
    void readsSteps_data();
    void readsSteps();
    void graces_data();
    void graces();
};

// Now is 2026-01-18T10:30:00.000Z.
void TestRenewal::renews_data()
{
    QTest::addColumn<QByteArray>("expiry");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("renewed");
    const auto row = [](const char *name, const char *expiry, int days, const QString &renewed) {
        QTest::newRow(name) << QByteArray(expiry) << days << renewed;
    };
    row("a week", R"("2026-03-01T08:15:30.250Z")", 7, u"2026-03-08T08:15:30.250Z"_s);
    row("30 days", R"("2026-03-01T08:15:30.250Z")", 30, u"2026-03-31T08:15:30.250Z"_s);
    row("90 days", R"("2026-03-01T08:15:30.250Z")", 90, u"2026-05-30T08:15:30.250Z"_s);
    row("a year", R"("2026-03-01T08:15:30.250Z")", 365, u"2027-03-01T08:15:30.250Z"_s);
    row("past counts from now", R"("2025-03-01T08:15:30Z")", 30, u"2026-02-17T10:30:00.000Z"_s);
    row("now", R"("2026-01-18T10:30:00Z")", 7, u"2026-01-25T10:30:00.000Z"_s);
    row("missing counts from now", "", 7, u"2026-01-25T10:30:00.000Z"_s);
    row("null counts from now", "null", 7, u"2026-01-25T10:30:00.000Z"_s);
    row("no date counts from now", R"("never")", 7, u"2026-01-25T10:30:00.000Z"_s);
    row("a date alone is midnight", R"("2026-03-01")", 7, u"2026-03-08T00:00:00.000Z"_s);
    row("an offset", R"("2026-03-01T00:30:00+02:00")", 7, u"2026-03-07T22:30:00.000Z"_s);
    row("over a leap day", R"("2028-02-28T00:00:00Z")", 7, u"2028-03-06T00:00:00.000Z"_s);

    row("end of month", R"("2026-03-05T08:15:30Z")", 0, u"2026-03-31T23:59:59.000Z"_s);
    row("past, end of month", R"("2025-03-05T08:15:30Z")", 0, u"2026-01-31T23:59:59.000Z"_s);
    row("at the end of a month", R"("2026-01-31T23:59:59Z")", 0, u"2026-02-28T23:59:59.000Z"_s);
    row("in its last second", R"("2026-01-31T23:59:59.999Z")", 0, u"2026-02-28T23:59:59.000Z"_s);
    row("right before", R"("2026-01-31T23:59:58.999Z")", 0, u"2026-01-31T23:59:59.000Z"_s);
    row("from February", R"("2026-02-28T23:59:59Z")", 0, u"2026-03-31T23:59:59.000Z"_s);
    row("leap year", R"("2028-02-10T00:00:00Z")", 0, u"2028-02-29T23:59:59.000Z"_s);
    row("from December", R"("2026-12-31T23:59:59Z")", 0, u"2027-01-31T23:59:59.000Z"_s);
    row("the month is that of UTC", R"("2026-03-01T00:30:00+02:00")", 0,
        u"2026-02-28T23:59:59.000Z"_s);
}

void TestRenewal::renews()
{
    QFETCH(QByteArray, expiry);
    QFETCH(int, days);
    QFETCH(QString, renewed);
    QCOMPARE(*renewedExpiry(JsonValue(expiry), SomeNowMs, {days}), renewed);
}

void TestRenewal::theLocalZoneDoesNotMatter()
{
    const LocalZone auckland("Pacific/Auckland");
    const QByteArray expiry = R"("2026-03-31T20:00:00Z")";
    QCOMPARE(*renewedExpiry(JsonValue(expiry), SomeNowMs, {7}), u"2026-04-07T20:00:00.000Z"_s);
    QCOMPARE(*renewedExpiry(JsonValue(expiry), SomeNowMs, {}), u"2026-03-31T23:59:59.000Z"_s);
}

void TestRenewal::stopsAtTheLastYear()
{
    const QByteArray last = R"("9999-12-31T23:59:59Z")";
    for (const RenewalStep step : {RenewalStep{7}, RenewalStep{}}) {
        const auto renewed = renewedExpiry(JsonValue(last), SomeNowMs, step);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::InvalidInput);
    }
}

void TestRenewal::stepsAreReadAsTheyAreShown()
{
    for (const RenewalStep step : UsualRenewals)
        QVERIFY(*parseRenewal(renewalText(step)) == step);
}

void TestRenewal::readsSteps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("days"); // -1: refused
    QTest::newRow("days") << u"14d"_s << 14;
    QTest::newRow("weeks") << u"2W"_s << 14;
    QTest::newRow("a year") << u"+1y"_s << 365;
    QTest::newRow("end") << u" End-Of-Month "_s << 0;
    QTest::newRow("nothing") << QString() << -1;
    QTest::newRow("no days") << u"0d"_s << -1;
    QTest::newRow("hours") << u"12h"_s << -1;
    QTest::newRow("a number alone") << u"30"_s << -1;
    QTest::newRow("backwards") << u"-7d"_s << -1;
    QTest::newRow("over ten years") << u"3651d"_s << -1;
}

void TestRenewal::readsSteps()
{
    QFETCH(QString, text);
    QFETCH(int, days);
    const auto step = parseRenewal(text);
    QCOMPARE(step ? step->days : -1, days);
    if (!step)
        QVERIFY2(step.error().message.contains(u"7d, 30d, 90d, 365d, end-of-month"_s),
            qPrintable(step.error().message));
}

void TestRenewal::graces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("lengthMs"); // -1: refused
    constexpr qint64 HourMs = 3'600'000;
    QTest::newRow("none") << u"0"_s << 0LL;
    QTest::newRow("an hour") << u"1h"_s << HourMs;
    QTest::newRow("a day") << u"24h"_s << 24 * HourMs;
    QTest::newRow("a week") << u"7d"_s << 7 * 24 * HourMs;
    QTest::newRow("to a time") << u"2026-01-18T12:30:00Z"_s << 2 * HourMs;
    QTest::newRow("to the end of a day") << u"2026-01-18"_s << 13 * HourMs + HourMs / 2 - 1000;
    QTest::newRow("past") << u"2026-01-17"_s << -1LL;
    QTest::newRow("nothing") << QString() << -1LL;
    QTest::newRow("a word") << u"soon"_s << -1LL;
    QTest::newRow("backwards") << u"-1h"_s << -1LL;
}

void TestRenewal::graces()
{
    QFETCH(QString, text);
    QFETCH(qint64, lengthMs);
    const auto end = graceEnd(text, SomeNowMs);
    QCOMPARE(end ? *end - SomeNowMs : -1, lengthMs);
    if (!end)
        QCOMPARE(end.error().code, ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TestRenewal)
#include "tst_renewal.moc"
