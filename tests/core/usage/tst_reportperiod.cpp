// Which time "7 days" is, and what it is compared with.
#include "core/rules/jsdate.h"
#include "core/usage/reportperiod.h"
#include "tests/support/localzone.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

Q_DECLARE_METATYPE(PeriodChoice)

class TestReportPeriod final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void spans_data();
    void spans();
    void theSameTimeOfTheDayIsCompared();
};

namespace {

using Kind = PeriodChoice::Kind;

QString textOf(const TimeSpan &span)
{
    return toIsoString(span.fromMs).first(16) + u' ' + toIsoString(span.toMs).first(16);
}

} // namespace

void TestReportPeriod::spans_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("now");
    QTest::addColumn<PeriodChoice>("choice");
    QTest::addColumn<QString>("span");
    QTest::addColumn<QString>("before");

    const QDate fifth(2026, 1, 5);
    const QDate eighth(2026, 1, 8);
    QTest::newRow("24 hours, the present one included")
        << "UTC"_ba << u"2026-01-18T10:30:00Z"_s << PeriodChoice{Kind::Hours}
        << u"2026-01-17T11:00 2026-01-18T11:00"_s << u"2026-01-16T11:00 2026-01-17T11:00"_s;
    QTest::newRow("7 days of the calendar")
        << "UTC"_ba << u"2026-01-18T10:30:00Z"_s << PeriodChoice{Kind::Week}
        << u"2026-01-12T00:00 2026-01-18T11:00"_s << u"2026-01-05T00:00 2026-01-11T11:00"_s;
    QTest::newRow("30 days, where midnight is not UTC's")
        << "Europe/Berlin"_ba << u"2026-01-18T23:30:00Z"_s << PeriodChoice{Kind::Month}
        << u"2025-12-20T23:00 2026-01-19T00:00"_s << u"2025-11-20T23:00 2025-12-20T00:00"_s;
    QTest::newRow("over the change to summer time: days, not hours")
        << "Europe/Berlin"_ba << u"2026-03-31T10:30:00Z"_s << PeriodChoice{Kind::Week}
        << u"2026-03-24T23:00 2026-03-31T11:00"_s << u"2026-03-17T23:00 2026-03-24T12:00"_s;
    QTest::newRow("a zone of half hours")
        << "Asia/Kolkata"_ba << u"2026-01-18T10:15:00Z"_s << PeriodChoice{Kind::Week}
        << u"2026-01-11T18:30 2026-01-18T11:00"_s << u"2026-01-04T18:30 2026-01-11T11:00"_s;
    QTest::newRow("dates in the past, both days whole")
        << "UTC"_ba << u"2026-01-18T10:30:00Z"_s << PeriodChoice{Kind::Dates, fifth, eighth}
        << u"2026-01-05T00:00 2026-01-09T00:00"_s << u"2026-01-01T00:00 2026-01-05T00:00"_s;
    QTest::newRow("dates the wrong way round")
        << "UTC"_ba << u"2026-01-18T10:30:00Z"_s << PeriodChoice{Kind::Dates, eighth, fifth}
        << u"2026-01-05T00:00 2026-01-09T00:00"_s << u"2026-01-01T00:00 2026-01-05T00:00"_s;
    QTest::newRow("dates up to a day that is still to come: up to now")
        << "UTC"_ba << u"2026-01-07T10:30:00Z"_s << PeriodChoice{Kind::Dates, fifth, eighth}
        << u"2026-01-05T00:00 2026-01-07T11:00"_s << u"2026-01-02T00:00 2026-01-04T11:00"_s;
    QTest::newRow("dates that are both to come: today")
        << "UTC"_ba << u"2026-01-02T10:30:00Z"_s << PeriodChoice{Kind::Dates, fifth, eighth}
        << u"2026-01-02T00:00 2026-01-02T11:00"_s << u"2026-01-01T00:00 2026-01-01T11:00"_s;
    QTest::newRow("no dates at all: today")
        << "UTC"_ba << u"2026-01-02T10:30:00Z"_s << PeriodChoice{Kind::Dates}
        << u"2026-01-02T00:00 2026-01-02T11:00"_s << u"2026-01-01T00:00 2026-01-01T11:00"_s;
}

void TestReportPeriod::spans()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, now);
    QFETCH(PeriodChoice, choice);
    const LocalZone local(zone);
    const ReportPeriod period = periodOf(choice, parseJsDate(now).value_or(0));
    QTEST(textOf(period.span), "span");
    QTEST(textOf(period.before), "before");
}

/// However late it is: as much of the last day is compared as there is of today.
void TestReportPeriod::theSameTimeOfTheDayIsCompared()
{
    const LocalZone local("UTC");
    const qint64 midnight = parseJsDate(u"2026-01-18T00:00:00Z"_s).value_or(0);
    constexpr qint64 HourMs = 60LL * 60 * 1000;
    for (int hour = 0; hour < 24; ++hour) {
        const ReportPeriod period = lastDays(7, midnight + hour * HourMs + 1);
        QCOMPARE(period.days, 7);
        QCOMPARE(period.before.toMs - period.before.fromMs, period.span.toMs - period.span.fromMs);
        QCOMPARE(period.span.toMs, midnight + (hour + 1) * HourMs);
    }
}

QTEST_GUILESS_MAIN(TestReportPeriod)
#include "tst_reportperiod.moc"
