#include "core/base/format.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

#include <limits>

#include <time.h>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qint64 Second = 1000;
constexpr qint64 Minute = 60 * Second;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;
constexpr qint64 Now = 1'768'732'200'000; // 2026-01-18T10:30:00Z

} // namespace

class TestFormat final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanup()
    {
        QLocale::setDefault(QLocale::c());
        qputenv("TZ", "UTC");
        tzset();
    }

    void counts_data();
    void counts();
    void countsAreGroupedInEveryLocale();
    void durations_data();
    void durations();
    void relativeTimes_data();
    void relativeTimes();
    void exactTimes();
    void sentencesFollowEachOther();
    void textIsOnePlainLine_data();
    void textIsOnePlainLine();
};

void TestFormat::counts_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");

    QTest::newRow("0") << 0.0 << u"0"_s;
    QTest::newRow("999") << 999.0 << u"999"_s;
    QTest::newRow("grouped") << 1'234'567.0 << u"1,234,567"_s;
    QTest::newRow("2^53") << 9'007'199'254'740'992.0 << u"9,007,199,254,740,992"_s;
    QTest::newRow("2^53 - 1") << 9'007'199'254'740'991.0 << u"9,007,199,254,740,991"_s;
    QTest::newRow("beyond 2^53") << 9'007'199'254'740'994.0 << u"9.007e+15"_s;
    QTest::newRow("no count at all") << 1e300 << u"1e+300"_s;
    QTest::newRow("nor below") << -1.5e300 << u"-1.5e+300"_s;
    QTest::newRow("negative") << -1234.0 << u"-1,234"_s;
    QTest::newRow("fraction") << 1234.5 << u"1,234.5"_s;
    QTest::newRow("two digits") << 0.126 << u"0.13"_s;
    QTest::newRow("rounds to whole") << 2.999 << u"3"_s;
    QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN() << u"–"_s;
    QTest::newRow("no limit") << std::numeric_limits<double>::infinity() << u"∞"_s;
}

void TestFormat::counts()
{
    QFETCH(double, value);
    QTEST(formatCount(value), "text");
}

void TestFormat::countsAreGroupedInEveryLocale()
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(formatCount(1'234'567.5), u"1.234.567,5"_s);
}

void TestFormat::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");

    QTest::newRow("nothing") << qint64(0) << u"0 s"_s;
    QTest::newRow("negative") << -Hour << u"0 s"_s;
    QTest::newRow("under a second") << qint64(999) << u"0 s"_s;
    QTest::newRow("seconds") << 45 * Second + 999 << u"45 s"_s;
    QTest::newRow("minute") << Minute << u"1 min"_s;
    QTest::newRow("minute and seconds") << 61 * Second << u"1 min 1 s"_s;
    QTest::newRow("hours") << 2 * Hour + 5 * Minute + 59 * Second << u"2 h 5 min"_s;
    QTest::newRow("days") << 3 * Day + 4 * Hour << u"3 d 4 h"_s;
    QTest::newRow("two units, no third") << 3 * Day + 59 * Minute << u"3 d"_s;
    QTest::newRow("years") << 385 * Day << u"1 y 20 d"_s;
}

void TestFormat::durations()
{
    QFETCH(qint64, ms);
    QTEST(formatDuration(ms), "text");
}

void TestFormat::relativeTimes_data()
{
    QTest::addColumn<qint64>("distance");
    QTest::addColumn<QString>("text");

    QTest::newRow("now") << qint64(0) << u"just now"_s;
    QTest::newRow("a moment ago") << -4999LL << u"just now"_s;
    QTest::newRow("in a moment") << 4999LL << u"just now"_s;
    QTest::newRow("seconds ago") << -5000LL << u"5 s ago"_s;
    QTest::newRow("ago") << -3 * Minute << u"3 min ago"_s;
    QTest::newRow("no seconds of a minute") << -119 * Second << u"1 min ago"_s;
    QTest::newRow("ahead") << 2 * Hour + 5 * Minute << u"in 2 h 5 min"_s;
    QTest::newRow("no seconds of an hour") << Hour + 59 * Second << u"in 1 h"_s;
    QTest::newRow("hours within a week") << 6 * Day + 23 * Hour << u"in 6 d 23 h"_s;
    QTest::newRow("no hours from a week on") << 7 * Day + 23 * Hour << u"in 7 d"_s;
}

void TestFormat::relativeTimes()
{
    QFETCH(qint64, distance);
    QTEST(formatRelative(Now + distance, Now), "text");
}

void TestFormat::exactTimes()
{
    qputenv("TZ", "Europe/Berlin");
    tzset();
    QCOMPARE(formatExact(Now), u"2026-01-18 11:30:00 CET"_s);
    QCOMPARE(formatMoment(Now, Now + Hour), u"11:30"_s);
    QCOMPARE(formatMoment(Now + 13 * Hour, Now), u"2026-01-19 00:30"_s); // today ended in Berlin
    QCOMPARE(formatToSecond(Now + 1000, Now), u"11:30:01"_s);
    QCOMPARE(formatToSecond(Now + 13 * Hour, Now), u"2026-01-19 00:30:00"_s);
}

void TestFormat::sentencesFollowEachOther()
{
    QCOMPARE(joinSentences({u"One."_s, {}, u"Two."_s}), u"One. Two."_s);
    QCOMPARE(joinSentences({{}, {}}), QString());
}

void TestFormat::textIsOnePlainLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");

    QTest::newRow("plain") << u"Alice & <b>Bob</b> 東京"_s << u"Alice & <b>Bob</b> 東京"_s;
    QTest::newRow("emoji") << u"\U0001F469\u200D\U0001F4BB"_s << u"\U0001F469\u200D\U0001F4BB"_s;
    QTest::newRow("direction") << u"abc\u202egnp.exe"_s << u"abc\\u202egnp.exe"_s;
    QTest::newRow("isolates") << u"\u2066a\u2069\u200f"_s << u"\\u2066a\\u2069\\u200f"_s;
    QTest::newRow("line breaks") << u"a\nb\r\tc\u2028d\u2029"_s
                                 << u"a\\u000ab\\u000d\\u0009c\\u2028d\\u2029"_s;
    QTest::newRow("NUL and DEL") << u"a"_s + QChar(0) + u"\u007f\u0085"_s
                                 << u"a\\u0000\\u007f\\u0085"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestFormat::textIsOnePlainLine()
{
    QFETCH(QString, text);
    QTEST(displayText(text), "shown");
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
