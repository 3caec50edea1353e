// The views only draw: what is tested here is that they do, quickly, whatever the models hold.
#include "tests/support/manualclock.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/charts/lifetimeview.h"
#include "ui/charts/usagewindowsview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QAreaSeries>
#include <QElapsedTimer>
#include <QLineSeries>
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
    void limitLineFollowsTheLimitsOfItsTime();
    void keyWithoutLimitHasNoLine();
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

void TestChartViews::limitLineFollowsTheLimitsOfItsTime()
{
    UsageWindowsModel model;
    UsageWindowsView view(model);
    model.setRecorded({{SomeNowMs - 20 * HourMs, 10, 80}, {SomeNowMs - 10 * HourMs, 10, 80}});
    view.setTimeRange(SomeNowMs - DayMs, SomeNowMs);
    view.setLimit(100, SomeNowMs);
    QList<QPointF> line;
    for (auto *series : view.chart()->series()) {
        if (auto *straight = qobject_cast<QLineSeries *>(series)) {
            line = straight->points();
        }
    }
    QCOMPARE(line.first(), QPointF(double(SomeNowMs - DayMs), 80));
    QCOMPARE(line.last(), QPointF(double(SomeNowMs), 100));
}

void TestChartViews::keyWithoutLimitHasNoLine()
{
    UsageWindowsModel model;
    UsageWindowsView view(model);
    view.resize(400, 200);
    view.show();
    model.setRecorded({{SomeNowMs - 10 * HourMs, 10, qQNaN()}});
    view.setTimeRange(SomeNowMs - DayMs, SomeNowMs);
    view.setLimit(qQNaN(), SomeNowMs);
    QVERIFY(!view.grab().isNull());
    for (auto *series : view.chart()->series()) {
        if (auto *straight = qobject_cast<QLineSeries *>(series)) {
            QVERIFY(straight->points().isEmpty());
        }
    }
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
    const auto *line = qobject_cast<QLineSeries *>(view.chart()->series().constFirst());
    QVERIFY(line->count() < 8 * 600);
    QCOMPARE(line->points().constLast().y(), 99'999.0);
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
    const auto *area = qobject_cast<QAreaSeries *>(view.chart()->series().constFirst());
    const QList<QPointF> points = area->upperSeries()->points();
    QVERIFY(points.size() < 8 * 600);
    QCOMPARE(std::max_element(points.begin(), points.end(),
                 [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); })
                 ->y(),
        90.0);
}

QTEST_MAIN(TestChartViews)
#include "tst_chartviews.moc"
