#include "ui/charts/usageperiods.h"

#include "core/rules/jsdate.h"
#include "tests/support/localzone.h"
#include "tests/support/uitest.h"

#include <QTest>

#include <numeric>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::LocalZone;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

qint64 at(const QString &iso)
{
    return parseJsDate(iso).value_or(0);
}

/// "03-28T23:00+23h 23 (0)": from, length, observed and unobserved tokens.
QString text(const PeriodUsage &row)
{
    return u"%1+%2h %3 (%4)"_s.arg(toIsoString(row.fromMs).sliced(5, 11))
        .arg(double(row.toMs - row.fromMs) / double(HourMs))
        .arg(row.tokens)
        .arg(row.unobserved);
}

QStringList texts(const QList<PeriodUsage> &rows)
{
    QStringList lines;
    std::transform(rows.begin(), rows.end(), std::back_inserter(lines), text);
    return lines;
}

/// A token an hour.
QList<UsageBucket> hours(qint64 fromMs, int count)
{
    QList<UsageBucket> buckets;
    for (int n = 0; n < count; ++n)
        buckets.append({fromMs + n * HourMs, HourMs, 1});
    return buckets;
}

} // namespace

class TestUsagePeriods final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void daysAreThoseOfTheCalendar_data();
    void daysAreThoseOfTheCalendar();
    void hoursStayAsTheyWereRecorded();
    void growthGoesIntoNoBarThatNobodySaw();
    void oldDaysStayThoseOfUtc();
    void theOrderDoesNotMatter();
    void nothingIsNoRow();
};

void TestUsagePeriods::daysAreThoseOfTheCalendar_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QStringList>("rows");

    QTest::newRow("an ordinary day and a half")
        << QByteArray("UTC") << u"2026-01-18T00:00:00Z"_s
        << QStringList{u"01-18T00:00+24h 24 (0)"_s, u"01-19T00:00+24h 24 (0)"_s};
    QTest::newRow("midnight elsewhere")
        << QByteArray("Asia/Tokyo") << u"2026-01-18T00:00:00Z"_s
        << QStringList{u"01-17T15:00+24h 15 (0)"_s, u"01-18T15:00+24h 24 (0)"_s,
               u"01-19T15:00+24h 9 (0)"_s};
    QTest::newRow("a day of 23 hours")
        << QByteArray("Europe/Berlin") << u"2026-03-28T23:00:00Z"_s
        << QStringList{u"03-28T23:00+23h 23 (0)"_s, u"03-29T22:00+24h 24 (0)"_s,
               u"03-30T22:00+24h 1 (0)"_s};
    QTest::newRow("a day of 25 hours")
        << QByteArray("Europe/Berlin") << u"2026-10-24T22:00:00Z"_s
        << QStringList{u"10-24T22:00+25h 25 (0)"_s, u"10-25T23:00+24h 23 (0)"_s};
}

void TestUsagePeriods::daysAreThoseOfTheCalendar()
{
    QFETCH(const QByteArray, zone);
    QFETCH(const QString, from);
    QFETCH(const QStringList, rows);
    const LocalZone local(zone);
    QCOMPARE(texts(usagePeriods(hours(at(from), 48), {}, UsageBarsModel::Period::Day)), rows);
}

void TestUsagePeriods::hoursStayAsTheyWereRecorded()
{
    const LocalZone local("Asia/Kathmandu"); // 45 minutes off
    const QList<PeriodUsage> rows
        = usagePeriods(hours(at(u"2026-01-18T10:00:00Z"_s), 2), {}, UsageBarsModel::Period::Hour);
    QCOMPARE(texts(rows), (QStringList{u"01-18T10:00+1h 1 (0)"_s, u"01-18T11:00+1h 1 (0)"_s}));
}

void TestUsagePeriods::growthGoesIntoNoBarThatNobodySaw()
{
    const LocalZone local("UTC");
    const qint64 ten = at(u"2026-01-18T10:00:00Z"_s);
    const QList<UnobservedGrowth> growth{
        {ten + HourMs / 4, ten + HourMs / 2, 5, true}, // within an hour
        {ten + HourMs / 2, ten + 3 * HourMs / 2, 7, false}, // over two
    };
    const QList<PeriodUsage> rows
        = usagePeriods(hours(ten, 2), growth, UsageBarsModel::Period::Hour);
    QCOMPARE(texts(rows),
        (QStringList{
            u"01-18T10:00+1h 1 (5)"_s, u"01-18T10:30+1h 0 (7)"_s, u"01-18T11:00+1h 1 (0)"_s}));
    QVERIFY(!rows[0].spansPeriods && rows[1].spansPeriods && !rows[2].spansPeriods);
    const QList<PeriodUsage> days
        = usagePeriods(hours(ten, 2), growth, UsageBarsModel::Period::Day);
    QCOMPARE(texts(days), QStringList{u"01-18T00:00+24h 2 (12)"_s}); // the day is known of both
}

void TestUsagePeriods::oldDaysStayThoseOfUtc()
{
    const LocalZone local("Europe/Berlin");
    const QList<PeriodUsage> rows = usagePeriods(
        {{at(u"2025-01-18T00:00:00Z"_s), DayMs, 9}}, {}, UsageBarsModel::Period::Day);
    QCOMPARE(texts(rows), QStringList{u"01-18T00:00+24h 9 (0)"_s});
}

void TestUsagePeriods::theOrderDoesNotMatter()
{
    const qint64 from = at(u"2026-01-18T00:00:00Z"_s);
    QList<UsageBucket> buckets = hours(from, 72);
    buckets.append({from - 2 * DayMs, DayMs, 5});
    QList<UnobservedGrowth> growth{{from + HourMs, from + HourMs + 5, 7, false},
        {from + HourMs, from + 9 * HourMs, 8, false}, {from + 9, from + 30 * HourMs, 9, false},
        {from - 9 * HourMs, from - 8 * HourMs, 2, false}};
    std::mt19937 random(4711);
    for (const auto period : {UsageBarsModel::Period::Hour, UsageBarsModel::Period::Day}) {
        const QStringList expected = texts(usagePeriods(buckets, growth, period));
        QVERIFY(std::is_sorted(expected.begin(), expected.end()));
        for (int round = 0; round < 20; ++round) {
            std::shuffle(buckets.begin(), buckets.end(), random);
            std::shuffle(growth.begin(), growth.end(), random);
            QCOMPARE(texts(usagePeriods(buckets, growth, period)), expected);
        }
    }
}

void TestUsagePeriods::nothingIsNoRow()
{
    QVERIFY(usagePeriods({}, {}, UsageBarsModel::Period::Day).isEmpty());
    QVERIFY(usagePeriods({{0, HourMs, 0}}, {}, UsageBarsModel::Period::Hour).isEmpty());
}

QTEST_MAIN(TestUsagePeriods)
#include "tst_usageperiods.moc"
