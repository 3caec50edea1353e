// The rule of what a look at the store adds, case by case.
#include "core/history/historytimes.h"
#include "core/history/pastgrowth.h"
#include "core/history/usagegrowth.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = HistoryHourMs;
constexpr double Limit = 100'000;

/// Minutes since the first look.
constexpr qint64 at(double minutes)
{
    return SomeNowMs + qint64(minutes * MinuteMs);
}

QString clock(qint64 ms)
{
    const qint64 left = ms - SomeNowMs;
    return left % MinuteMs == 0 ? QString::number(left / MinuteMs)
                                : u"%1-"_s.arg((left + 1) / MinuteMs);
}

/// What was found, as short as a table needs it, times in minutes, "30-" a moment before 30.
QString described(const UsageGrowth &growth)
{
    QStringList parts;
    for (const LifetimeSample &sample : growth.samples)
        parts << u"%1=%2"_s.arg(clock(sample.atMs)).arg(sample.tokens);
    for (const LifetimeSample &sample : growth.observed)
        parts << u"saw %2 at %1"_s.arg(clock(sample.atMs)).arg(sample.tokens);
    for (const UnobservedGrowth &part : growth.unobserved)
        parts << u"%1 %2 from %3 to %4"_s.arg(part.inWindow ? u"in window"_s : u"unseen"_s)
                     .arg(part.tokens)
                     .arg(clock(part.fromMs), clock(part.toMs));
    for (const TotalFall &fall : growth.falls)
        parts << u"fell %2 to %3 at %1"_s.arg(clock(fall.atMs)).arg(fall.before).arg(fall.after);
    for (const RecordedWindow &window : growth.windows)
        parts << u"window %1: %2+%3"_s.arg(clock(window.startMs))
                     .arg(window.tokens)
                     .arg(window.resetTokens);
    return parts.join(u"; "_s);
}

using Windows = QMap<qint64, double>;

} // namespace

class TestUsageGrowth final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void whatALookAdds_data();
    void whatALookAdds();
    void aFirstLook_data();
    void aFirstLook();
    void aWindowThatIsGoneWasClosed_data();
    void aWindowThatIsGoneWasClosed();
    void theLimitIsThatOfTheTime();
    void aPastIsReadTheSameWay();
};

// Known: 1000 tokens since 0, 400 of them in a window that began then.
void TestUsageGrowth::whatALookAdds_data()
{
    QTest::addColumn<double>("heldUntil");
    QTest::addColumn<double>("seen");
    QTest::addColumn<double>("lastUsed");
    QTest::addColumn<double>("total");
    QTest::addColumn<Windows>("windows");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *name, double held, double seen, double used, double total,
                         const Windows &windows, const QString &expected) {
        QTest::newRow(name) << held << seen << used << total << windows << expected;
    };
    const Windows same{{at(0), 400}};
    row("nothing new", 9, 10, 0, 1000, same, u""_s);
    row("the closed window is gone", 9, 10, 0, 1000, {}, u""_s);
    row("watched", 59, 60, 60, 1030, {{at(0), 430}}, u"60=1030; saw 30 at 60; window 0: 430+0"_s);
    row("used earlier than seen", 59, 62, 60, 1030, {{at(0), 430}},
        u"60=1030; saw 30 at 60; window 0: 430+0"_s);
    row("a last use that is no help", 59, 60, -5, 1030, {{at(0), 430}},
        u"60=1030; saw 30 at 60; window 0: 430+0"_s);
    row("a last use to come", 59, 60, 70, 1030, {{at(0), 430}},
        u"60=1030; saw 30 at 60; window 0: 430+0"_s);
    row("not watched, the window is the same", 60, 180, 170, 1030, {{at(0), 430}},
        u"170=1030; in window 30 from 60 to 170; window 0: 430+0"_s);
    row("watched too late to have seen it", 180, 181, 170, 1030, {{at(0), 430}},
        u"170=1030; saw 30 at 170; window 0: 430+0"_s);
    row("a new window", 599, 600, 600, 1030, {{at(600), 30}},
        u"600=1030; saw 30 at 600; window 600: 30+0"_s);
    row("not watched, a new window has it all", 60, 600, 590, 1030, {{at(400), 30}},
        u"590=1030; in window 30 from 400 to 590; window 400: 30+0"_s);
    row("not watched, but the window is minutes old", 60, 600, 590, 1030, {{at(588), 30}},
        u"590=1030; saw 30 at 590; window 588: 30+0"_s);
    row("a window came and went", 60, 600, 590, 1530, {{at(400), 30}},
        u"400-=1500; 590=1530; unseen 500 from 60 to 400-; in window 30 from 400 to 590; "
        "window 400: 30+0"_s);
    row("a window closed and the next began while watched", 599, 600, 600, 1050, {{at(600), 30}},
        u"600-=1020; 600=1050; saw 30 at 600; unseen 20 from 599 to 600-; window 600: 30+0"_s);
    row("no window at all", 60, 600, 590, 1500, {}, u"590=1500; unseen 500 from 60 to 590"_s);
    row("raised by hand", 599, 600, 0, 1500, same, u"600=1500; unseen 500 from 599 to 600"_s);
    row("the window has more than the total", 59, 60, 60, 1010, {{at(0), 430}},
        u"60=1010; saw 10 at 60; window 0: 430+0"_s);
    row("the total was reset", 59, 60, 0, 0, same, u"60=0; fell 1000 to 0 at 60"_s);
    row("the total was reset and grew", 59, 60, 60, 30, {{at(0), 430}},
        u"60=30; saw 30 at 60; fell 1000 to 0 at 60; window 0: 430+0"_s);
    row("the window was reset", 59, 60, 0, 1000, {{at(0), 0}}, u"window 0: 0+400"_s);
    row("the window was set lower", 59, 60, 0, 1000, {{at(0), 150}}, u"window 0: 150+250"_s);
    row("the window was reset and grew", 59, 60, 60, 1070, {{at(0), 70}},
        u"60=1070; saw 70 at 60; window 0: 70+400"_s);
    row("both were reset", 59, 60, 0, 0, {{at(0), 0}},
        u"60=0; fell 1000 to 0 at 60; window 0: 0+400"_s);
    row("two windows grew", 59, 60, 60, 1050, {{at(0), 420}, {at(30), 30}},
        u"60=1050; saw 50 at 60; window 0: 420+0; window 30: 30+0"_s);
}

void TestUsageGrowth::whatALookAdds()
{
    QFETCH(double, heldUntil);
    QFETCH(double, seen);
    QFETCH(double, lastUsed);
    QFETCH(double, total);
    QFETCH(Windows, windows);
    const KnownUsage known{
        LifetimeSample{at(0), 1000}, at(heldUntil), {{at(0), {at(0), 400, Limit}}}};
    const UsageGrowth growth = growthOf(known, {at(seen), at(lastUsed), total, Limit, windows});
    QTEST(described(growth), "expected");

    const KnownUsage after = afterGrowth(known, growth);
    QCOMPARE(after.last->tokens, total);
    for (auto window = windows.cbegin(); window != windows.cend(); ++window)
        QCOMPARE(after.windows.value(window.key()).tokens, *window);
}

void TestUsageGrowth::aFirstLook_data()
{
    QTest::addColumn<qint64>("heldUntilMs");
    QTest::addColumn<Windows>("windows");
    QTest::addColumn<QString>("expected");

    QTest::newRow("the very first")
        << qint64(0) << Windows{{at(50), 300}} << u"60=1000; window 50: 300+0"_s;
    QTest::newRow("a key that is new") << at(40) << Windows{{at(50), 300}}
                                       << u"50-=700; 60=1000; in window 300 from 50 to 60; "
                                          "window 50: 300+0"_s;
    QTest::newRow("a key that is new, just used") << at(
        40) << Windows{{at(58), 300}} << u"58-=700; 60=1000; saw 300 at 60; window 58: 300+0"_s;
    QTest::newRow("one that came with its window")
        << at(55) << Windows{{at(50), 300}} << u"60=1000; window 50: 300+0"_s;
    QTest::newRow("a window with more than the total") << at(
        40) << Windows{{at(58), 3000}} << u"58-=0; 60=1000; saw 1000 at 60; window 58: 3000+0"_s;
    QTest::newRow("a window that is to come")
        << at(40) << Windows{{at(70), 300}} << u"60=1000; window 70: 300+0"_s;
}

void TestUsageGrowth::aFirstLook()
{
    QFETCH(qint64, heldUntilMs);
    QFETCH(Windows, windows);
    const UsageGrowth growth
        = growthOf({{}, heldUntilMs, {}}, {at(60), at(60), 1000, Limit, windows});
    QTEST(described(growth), "expected");
}

void TestUsageGrowth::aWindowThatIsGoneWasClosed_data()
{
    QTest::addColumn<qint64>("seenMs");
    QTest::addColumn<bool>("hasAll");
    QTest::addColumn<qint64>("closedMs");
    QTest::newRow("gone in its time") << at(60) << true << at(50);
    QTest::newRow("the others are not told") << at(60) << false << qint64(0);
    QTest::newRow("its time is over") << at(301) << true << qint64(0);
    QTest::newRow("over by the gateway's clock") << at(296) << true << qint64(0);
    QTest::newRow("nearly over") << at(294) << true << at(50);
}

void TestUsageGrowth::aWindowThatIsGoneWasClosed()
{
    QFETCH(const qint64, seenMs);
    QFETCH(const bool, hasAll);
    QFETCH(const qint64, closedMs);
    const KnownUsage known{LifetimeSample{at(0), 1000}, at(50), {{at(0), {at(0), 400, Limit}}}};
    const UsageGrowth growth = growthOf(known, {seenMs, {}, 1000, Limit, {}, hasAll});
    QCOMPARE(growth.windows.size(), closedMs > 0 ? 1 : 0);
    if (closedMs == 0)
        return;
    QCOMPARE(growth.windows[0].closedMs, closedMs);
    QCOMPARE(growth.windows[0].used(), 400);
    // Said once.
    const UsageGrowth again
        = growthOf(afterGrowth(known, growth), {seenMs + MinuteMs, {}, 1000, Limit, {}, true});
    QCOMPARE(described(again), QString());
}

void TestUsageGrowth::theLimitIsThatOfTheTime()
{
    const KnownUsage known{LifetimeSample{at(0), 1000}, at(9), {{at(0), {at(0), 400, Limit}}}};
    const Windows same{{at(0), 400}};
    const UsageGrowth open = growthOf(known, {at(299), {}, 1000, 500, same});
    QCOMPARE(open.windows.size(), 1);
    QCOMPARE(open.windows[0].limit, 500);
    const UsageGrowth closed = growthOf(known, {at(301), {}, 1000, 500, same});
    QCOMPARE(closed.windows.size(), 0);
    // What is no total leaves the windows alone to be noted.
    const UsageGrowth without = growthOf(known, {at(10), {}, {}, Limit, {{at(0), 500}}});
    QCOMPARE(described(without), u"window 0: 500+0"_s);
}

// A day of which an hour was not watched: the open window goes on, another comes and goes, a third
// is open at the end.
void TestUsageGrowth::aPastIsReadTheSameWay()
{
    KeyHistory past;
    past.windows = {{at(0), 100, Limit}, {at(700), 50, Limit}};
    past.lifetime = {{at(-10), 0}, {at(0), 30}, {at(60), 60}, {at(780), 300}, {at(790), 310}};
    past.watched = {{at(-10), at(90)}, {at(785), at(800)}};
    UsageGrowth growth = pastGrowth(past, std::nullopt);
    growth.windows.clear();
    // 40 more in the first window, 40 in the new one up to its sample, 160 before it.
    QCOMPARE(described(growth),
        u"-10=0; 0=30; 60=60; 700-=220; 780=300; 790=310; saw 30 at 0; saw 30 at 60; saw 10 at "
        u"790; "
        "in window 40 from 90 to 780; in window 40 from 700 to 780; unseen 160 from 90 to 700-"_s);

    // Samples that the history has already stay its own.
    growth = pastGrowth(past, LifetimeSample{at(50), 45});
    growth.windows.clear();
    QCOMPARE(described(growth), u"-10=0; 0=30; 50=45; saw 30 at 0; saw 15 at 50"_s);
    growth = pastGrowth(past, LifetimeSample{at(-20), 5});
    QVERIFY(growth.samples.isEmpty());
}

QTEST_GUILESS_MAIN(TestUsageGrowth)
#include "tst_usagegrowth.moc"
