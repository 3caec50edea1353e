// How long a chart of 100,000 samples takes to be drawn, beside a bare polyline of as many points
// in the same run: the ratio holds on any machine, the milliseconds on this one.
#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "ui/charts/lifetimeview.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QTest>

#include <cmath>
#include <functional>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int Samples = 100'000;
constexpr int Rounds = 15;
constexpr qint64 MonthMs = 30LL * 24 * 60 * 60 * 1000;
constexpr QSize ChartSize(1200, 300);

double totalAt(int sample)
{
    return 1'000.0 * sample + 20'000 * std::sin(sample / 300.0);
}

double medianMs(const std::function<void()> &work)
{
    std::vector<double> times;
    for (int round = 0; round < Rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + Rounds / 2, times.end());
    return times[Rounds / 2];
}

int pixelsOf(const QImage &image, const QColor &color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    }
    return count;
}

} // namespace

class TestChartRedraw final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void aHundredThousandSamples();
};

void TestChartRedraw::aHundredThousandSamples()
{
    QList<LifetimeSample> samples;
    QList<QPointF> points;
    for (int i = 0; i < Samples; ++i) {
        samples.append({SomeNowMs - MonthMs + i * (MonthMs / Samples), totalAt(i)});
        points.append({double(i) * ChartSize.width() / Samples,
            ChartSize.height() * (1 - totalAt(i) / totalAt(Samples))});
    }
    LifetimeModel model;
    model.setRecorded(samples);
    LifetimeView view(model);
    view.resize(ChartSize);
    view.setTimeRange(SomeNowMs - MonthMs, SomeNowMs);
    view.show();
    QWidget &widget = view; // whose render() a QGraphicsView hides
    QImage image(ChartSize, QImage::Format_ARGB32_Premultiplied);

    // A frame of a chart that data comes into: the range moves on, so that everything is made anew.
    qint64 now = SomeNowMs;
    const double ours = medianMs([&] {
        now += 60'000;
        view.setTimeRange(now - MonthMs, now);
        widget.render(&image);
    });
    const double again = medianMs([&] { widget.render(&image); });
    QVERIFY(pixelsOf(image, theme::chartColor(2, view.palette())) > ChartSize.width() / 2);
    QVERIFY2(view.line().observed.first().size() > ChartSize.width(), "no pixel lost its step");
    const double bare = medianMs([&] {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::black, 2, Qt::SolidLine, Qt::FlatCap));
        painter.drawPolyline(points.constData(), int(points.size()));
    });
    qInfo(
        "%d samples: made anew and drawn %.1f ms, drawn %.1f ms; a bare polyline of them %.1f ms; "
        "ratio %.2f",
        Samples, ours, again, bare, ours / bare);
    QVERIFY2(ours < bare, "a chart has to be quicker than the points that it stands for");
}

QTEST_MAIN(TestChartRedraw)
#include "tst_chartredraw.moc"
