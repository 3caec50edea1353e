// The views only draw: what is tested here is that they do, quickly, whatever the models hold.
#include "tests/support/localzone.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/charts/lifetimeview.h"
#include "ui/charts/readout.h"
#include "ui/charts/usagebarsview.h"
#include "ui/charts/usagewindowsview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;

/// How many pixels of the picture are near to color.
int pixelsLike(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor at = image.pixelColor(x, y);
            count += std::abs(at.red() - color.red()) + std::abs(at.green() - color.green())
                        + std::abs(at.blue() - color.blue())
                    < 12
                ? 1
                : 0;
        }
    }
    return count;
}

} // namespace

class TestChartViews final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }
    void cleanup() { QApplication::setPalette(theme::lightPalette()); }

    void whatIsOverTheLimitStandsOut();
    void openWindowIsToldApart();
    void theCrosshairNamesTheWindowsSpan();
    void aBarIsNamedByItsSpan_data();
    void aBarIsNamedByItsSpan();
    void whatIsToComeIsNotMissed();
    void followsThePaletteWhileShown();
    void longCourseIsThinnedAndQuick();
    void manyWindowsAreThinnedAndQuick();
};

void TestChartViews::whatIsOverTheLimitStandsOut()
{
    UsageWindowsModel model;
    UsageWindowsView view(model);
    view.resize(500, 200);
    view.setTimeRange(SomeNowMs - DayMs, SomeNowMs);
    view.setLimit(100, SomeNowMs);
    view.show();
    const QColor over = theme::chartColor(5, view.palette());
    model.setRecorded({{SomeNowMs - 10 * HourMs, 90, 100}});
    QCOMPARE(pixelsLike(view.grab().toImage(), over), 0);
    QVERIFY(pixelsLike(view.grab().toImage(), theme::chartColor(0, view.palette())) > 1000);
    model.setRecorded({{SomeNowMs - 10 * HourMs, 160, 100}});
    QVERIFY(pixelsLike(view.grab().toImage(), over) > 500);
}

void TestChartViews::openWindowIsToldApart()
{
    UsageWindowsModel model;
    UsageWindowsView view(model);
    view.resize(500, 200);
    view.setTimeRange(SomeNowMs - DayMs, SomeNowMs + 5 * HourMs);
    view.setLimit(100, SomeNowMs);
    view.show();
    const ApiKey key = keyOf(R"({"token_limit_per_5h":100,"usage_windows":[
        {"window_start":"2026-01-18T09:30:00.000Z","tokens_used":90}]})");
    model.setLive(key, SomeNowMs);
    const int open = pixelsLike(view.grab().toImage(), theme::chartColor(0, view.palette()));
    model.setLive(key, SomeNowMs + 5 * HourMs);
    const int closed = pixelsLike(view.grab().toImage(), theme::chartColor(0, view.palette()));
    QVERIFY2(closed > 4 * open, qPrintable(u"%1 and %2"_s.arg(closed).arg(open)));
}

void TestChartViews::theCrosshairNamesTheWindowsSpan()
{
    UsageWindowsModel model;
    UsageWindowsView view(model);
    view.resize(500, 200);
    view.setTimeRange(SomeNowMs - DayMs, SomeNowMs);
    view.show();
    model.setRecorded({{SomeNowMs - 10 * HourMs, 90, 100}});
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view.readout().section(u'\n', 0, 0), u"Sun 18 Jan 2026, 00:30–05:30 UTC"_s);

    UsageBarsModel hours(UsageBarsModel::Period::Hour);
    UsageBarsView bars(hours);
    bars.resize(500, 200);
    bars.setTimeRange(SomeNowMs - DayMs, SomeNowMs);
    bars.show();
    hours.setRecorded({{SomeNowMs - HourMs * 5 / 2, HourMs, 40}}, {});
    bars.setFocus();
    QTest::keyClick(&bars, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(bars.readout(), u"Sun 18 Jan 2026, 08:00–09:00 UTC\n40 tokens"_s);
}

void TestChartViews::aBarIsNamedByItsSpan_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("text");
    QTest::newRow("an hour") << u"2026-01-18T10:00Z"_s << u"2026-01-18T11:00Z"_s
                             << u"Sun 18 Jan 2026, 11:00–12:00 CET"_s;
    QTest::newRow("up to midnight") << u"2026-01-18T17:00Z"_s << u"2026-01-18T23:00Z"_s
                                    << u"Sun 18 Jan 2026, 18:00–00:00 CET"_s;
    QTest::newRow("over midnight") << u"2026-01-18T20:00Z"_s << u"2026-01-19T01:00Z"_s
                                   << u"Sun 18 Jan 2026, 21:00 – Mon 19 Jan 2026, 02:00 CET"_s;
    QTest::newRow("a day") << u"2026-01-17T23:00Z"_s << u"2026-01-18T23:00Z"_s
                           << u"Sun 18 Jan 2026"_s;
    QTest::newRow("days") << u"2026-01-17T23:00Z"_s << u"2026-01-19T23:00Z"_s
                          << u"Sun 18 Jan 2026 – Mon 19 Jan 2026"_s;
    QTest::newRow("the hour that comes twice") << u"2026-10-25T00:00Z"_s << u"2026-10-25T01:00Z"_s
                                               << u"Sun 25 Oct 2026, 02:00 CEST–02:00 CET"_s;
}

void TestChartViews::aBarIsNamedByItsSpan()
{
    const test::LocalZone local("Europe/Berlin");
    const auto at = [](const QString &text) {
        return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch();
    };
    QFETCH(QString, from);
    QFETCH(QString, to);
    QTEST(spanText({at(from), at(to)}), "text");
}

void TestChartViews::whatIsToComeIsNotMissed()
{
    UsageWindowsModel model;
    UsageWindowsView view(model);
    view.resize(500, 200);
    model.setRecorded({{SomeNowMs - HourMs, 90, 100}});
    view.setTimeRange(SomeNowMs - 12 * HourMs, SomeNowMs + 12 * HourMs);
    view.setLimit(100, SomeNowMs);
    view.show();
    const auto at = [&view](double share) {
        const QRectF plot = view.chart()->plotArea();
        return view.grab().toImage().pixelColor(
            QPoint(int(plot.left() + share * plot.width()), int(plot.top()) + 3));
    };
    view.setWatched({{SomeNowMs - 6 * HourMs, SomeNowMs}});
    QVERIFY(at(0.1) != at(0.9)); // nobody recorded then
    QCOMPARE(at(0.35), at(0.9)); // recorded, and to come
}

void TestChartViews::followsThePaletteWhileShown()
{
    LifetimeModel model;
    LifetimeView view(model);
    view.resize(400, 200);
    view.setTimeRange(SomeNowMs - DayMs, SomeNowMs);
    model.setRecorded({{SomeNowMs - DayMs, 10}, {SomeNowMs - HourMs, 20}});
    QApplication::setPalette(theme::lightPalette());
    view.show();
    const QImage light = view.grab().toImage();
    QApplication::setPalette(theme::darkPalette());
    QCOMPARE(light.pixelColor(2, 2), theme::lightPalette().color(QPalette::Window));
    QTRY_COMPARE(
        view.grab().toImage().pixelColor(2, 2), theme::darkPalette().color(QPalette::Window));
    QVERIFY(pixelsLike(view.grab().toImage(), theme::chartColor(2, theme::darkPalette())) > 100);
}

void TestChartViews::longCourseIsThinnedAndQuick()
{
    LifetimeModel model;
    QList<LifetimeSample> samples;
    for (int i = 0; i < 100'000; ++i) {
        samples.append({SomeNowMs - 30 * DayMs + i * 25'000LL, double(i)});
    }
    model.setRecorded(samples);
    LifetimeView view(model);
    view.resize(600, 200);
    view.show();
    QElapsedTimer timer;
    timer.start();
    view.setTimeRange(SomeNowMs - 30 * DayMs, SomeNowMs);
    (void)view.grab();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
    const QList<QPointF> line = view.line().observed.constFirst();
    QVERIFY(line.size() < 8 * 600);
    QCOMPARE(line.constLast().y(), 99'999.0);
}

void TestChartViews::manyWindowsAreThinnedAndQuick()
{
    QList<RecordedWindow> windows;
    for (int i = 0; i < 50'000; ++i) {
        windows.append({SomeNowMs - 30 * DayMs + i * 50'000LL, i == 25'000 ? 90.0 : 5.0, 100});
    }
    UsageWindowsModel model;
    model.setRecorded(windows);
    UsageWindowsView view(model);
    view.resize(600, 200);
    view.show();
    view.setTimeRange(SomeNowMs - 30 * DayMs, SomeNowMs);
    QElapsedTimer timer;
    timer.start();
    view.setLimit(100, SomeNowMs);
    (void)view.grab();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
    QVERIFY(view.boxes().size() < 600);
    QCOMPARE(std::max_element(view.boxes().begin(), view.boxes().end(),
                 [](const ChartBox &a, const ChartBox &b) { return a.top < b.top; })
                 ->top,
        90.0);
}

QTEST_MAIN(TestChartViews)
#include "tst_chartviews.moc"
