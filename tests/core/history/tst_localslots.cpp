#include "core/history/localslots.h"

#include "core/rules/jsdate.h"
#include "tests/support/localzone.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

Q_DECLARE_METATYPE(SlotLength)

class TestLocalSlots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void slotsOfLocalTime_data();
    void slotsOfLocalTime();
    void slotsAreWithoutGaps_data();
    void slotsAreWithoutGaps();
    void bucketsGoWhereMostOfThemIs();
    void lengthFollowsTheSpanAndTheBuckets_data();
    void lengthFollowsTheSpanAndTheBuckets();
    void hourThatComesTwiceIsToldApart();
};

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

qint64 at(const QString &iso)
{
    return parseJsDate(iso).value_or(0);
}

QString isoTexts(const LocalSlots &slots)
{
    QStringList texts;
    for (int i = 0; i < slots.count(); ++i)
        texts << toIsoString(slots.at(i).fromMs).sliced(5, 11);
    return texts.join(u' ');
}

} // namespace

void TestLocalSlots::slotsOfLocalTime_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<SlotLength>("length");
    QTest::addColumn<QString>("starts");

    QTest::newRow("quarters of a short day") // 29 March has 23 hours in Berlin
        << QByteArray("Europe/Berlin") << u"2026-03-28T23:00:00Z"_s << u"2026-03-29T22:00:00Z"_s
        << SlotLength::QuarterDay << u"03-28T23:00 03-29T04:00 03-29T10:00 03-29T16:00"_s;
    QTest::newRow("quarters of a long day")
        << QByteArray("Europe/Berlin") << u"2026-10-24T22:00:00Z"_s << u"2026-10-25T23:00:00Z"_s
        << SlotLength::QuarterDay << u"10-24T22:00 10-25T05:00 10-25T11:00 10-25T17:00"_s;
    QTest::newRow("days over a short one")
        << QByteArray("Europe/Berlin") << u"2026-03-28T12:00:00Z"_s << u"2026-03-30T12:00:00Z"_s
        << SlotLength::Day << u"03-27T23:00 03-28T23:00 03-29T22:00"_s;
    QTest::newRow("days over a long one, half an hour off")
        << QByteArray("America/St_Johns") << u"2026-10-31T12:00:00Z"_s << u"2026-11-02T12:00:00Z"_s
        << SlotLength::Day << u"10-31T02:30 11-01T02:30 11-02T03:30"_s;
    QTest::newRow("hours are those of UTC")
        << QByteArray("America/St_Johns") << u"2026-01-18T10:10:00Z"_s << u"2026-01-18T12:20:00Z"_s
        << SlotLength::Hour << u"01-18T10:00 01-18T11:00 01-18T12:00"_s;
    QTest::newRow("midnight that there is not") // the clocks go from 0:00 to 1:00
        << QByteArray("Asia/Beirut") << u"2026-03-28T12:00:00Z"_s << u"2026-03-29T20:00:00Z"_s
        << SlotLength::Day << u"03-27T22:00 03-28T22:00"_s;
    QTest::newRow("months") << QByteArray("UTC") << u"2025-12-24T12:00:00Z"_s
                            << u"2026-02-03T12:00:00Z"_s << SlotLength::Month
                            << u"12-01T00:00 01-01T00:00 02-01T00:00"_s;
    QTest::newRow("nothing") << QByteArray("UTC") << u"2026-01-18T10:00:00Z"_s
                             << u"2026-01-18T10:00:00Z"_s << SlotLength::Day << QString();
}

void TestLocalSlots::slotsOfLocalTime()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(SlotLength, length);
    const LocalZone local(zone);
    QTEST(isoTexts(LocalSlots({at(from), at(to)}, length)), "starts");
}

void TestLocalSlots::slotsAreWithoutGaps_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu",
             "Pacific/Kiritimati", "Australia/Lord_Howe"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestLocalSlots::slotsAreWithoutGaps()
{
    QFETCH(QByteArray, zone);
    const LocalZone local(zone);
    const TimeSpan year{at(u"2026-01-10T09:17:00Z"_s), at(u"2027-01-10T09:17:00Z"_s)};
    for (const SlotLength length : {SlotLength::Hour, SlotLength::QuarterDay, SlotLength::Day,
             SlotLength::Week, SlotLength::Month}) {
        const LocalSlots slots(year, length);
        QVERIFY(slots.at(0).fromMs <= year.fromMs && slots.at(0).toMs > year.fromMs);
        QVERIFY(slots.span().toMs >= year.toMs);
        QVERIFY(slots.at(slots.count() - 1).fromMs < year.toMs);
        for (int i = 0; i < slots.count(); ++i) {
            QVERIFY(slots.at(i).toMs > slots.at(i).fromMs);
            QCOMPARE(slots.slotOf(slots.at(i).fromMs), i);
            QCOMPARE(slots.slotOf(slots.at(i).toMs - 1), i);
        }
        QCOMPARE(slots.slotOf(year.fromMs - 400 * DayMs), 0);
        QCOMPARE(slots.slotOf(year.toMs + 400 * DayMs), slots.count() - 1);
    }
}

void TestLocalSlots::bucketsGoWhereMostOfThemIs()
{
    const LocalZone berlin("Europe/Berlin");
    const LocalSlots days({at(u"2026-01-17T23:00:00Z"_s), at(u"2026-01-19T23:00:00Z"_s)},
        SlotLength::Day); // 18 and 19 January
    QCOMPARE(days.slotOf({at(u"2026-01-18T22:00:00Z"_s), HourMs, 1}), 0);
    QCOMPARE(days.slotOf({at(u"2026-01-18T23:00:00Z"_s), HourMs, 1}), 1);
    QCOMPARE(days.slotOf({at(u"2026-01-18T00:00:00Z"_s), DayMs, 1}), 0); // a day of UTC
    QCOMPARE(days.slotOf({at(u"2026-01-19T00:00:00Z"_s), DayMs, 1}), 1);
}

void TestLocalSlots::lengthFollowsTheSpanAndTheBuckets_data()
{
    QTest::addColumn<qint64>("days");
    QTest::addColumn<qint64>("bucketMs");
    QTest::addColumn<SlotLength>("length");

    QTest::newRow("a day") << 1LL << HourMs << SlotLength::Hour;
    QTest::newRow("a day whose hours are gone") << 1LL << DayMs << SlotLength::Day;
    QTest::newRow("a week") << 7LL << HourMs << SlotLength::QuarterDay;
    QTest::newRow("a week whose hours are gone") << 7LL << DayMs << SlotLength::Day;
    QTest::newRow("a month") << 30LL << HourMs << SlotLength::Day;
    QTest::newRow("a year") << 365LL << HourMs << SlotLength::Week;
    QTest::newRow("ten years") << 3650LL << DayMs << SlotLength::Month;
}

void TestLocalSlots::lengthFollowsTheSpanAndTheBuckets()
{
    QFETCH(qint64, days);
    QFETCH(qint64, bucketMs);
    QTEST(slotLengthFor({0, days * DayMs}, bucketMs), "length");
}

void TestLocalSlots::hourThatComesTwiceIsToldApart()
{
    const LocalZone berlin("Europe/Berlin");
    const qint64 first = at(u"2026-10-25T00:00:00Z"_s);
    const auto text = [](qint64 hour) { return slotText({hour, hour + HourMs}, SlotLength::Hour); };
    QCOMPARE(text(first), u"Sun 25 Oct, 02:00 CEST–02:00 CET"_s);
    QCOMPARE(text(first + HourMs), u"Sun 25 Oct, 02:00–03:00"_s);
}

QTEST_GUILESS_MAIN(TestLocalSlots)
#include "tst_localslots.moc"
