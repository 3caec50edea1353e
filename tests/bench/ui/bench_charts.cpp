// Drawing the charts of the window with 100,000 samples behind them, beside a bare polyline of as
// many points.
#include "tests/bench/support/benchtable.h"
#include "tests/support/manualclock.h"
#include "ui/charts/lifetimeview.h"
#include "ui/charts/usagebarsview.h"
#include "ui/charts/usagewindowsview.h"

#include <QApplication>
#include <QImage>
#include <QPainter>

#include <cmath>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

const int Samples = benchSize(100'000, 5'000);
const int Rounds = 11;
constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 MonthMs = 30 * 24 * HourMs;
constexpr qint64 MinuteMs = 60'000;
constexpr qint64 NowMs = test::SomeNowMs;
constexpr QSize ChartSize(1200, 300);
constexpr double GoalMs = 16;

QString named(const char *what)
{
    return QString::fromUtf8(what).arg(Samples);
}

double totalAt(int sample)
{
    return 1'000.0 * sample + 20'000 * std::sin(sample / 300.0);
}

QList<LifetimeSample> lifetime()
{
    QList<LifetimeSample> samples;
    for (int i = 0; i < Samples; ++i)
        samples.append({NowMs - MonthMs + i * (MonthMs / Samples), totalAt(i)});
    return samples;
}

QList<RecordedWindow> windows()
{
    QList<RecordedWindow> recorded;
    for (int i = 0; i < Samples; ++i)
        recorded.append(
            {NowMs - (Samples - i) * UsageWindowMs, 1000.0 + i * 7919 % 90'000, 80'000});
    return recorded;
}

QList<UsageBucket> hours()
{
    QList<UsageBucket> buckets;
    for (int i = 0; i < Samples; ++i)
        buckets.append({(NowMs / HourMs - Samples + i) * HourMs, HourMs, 1.0 + i * 7919 % 90'000});
    return buckets;
}

/// What every chart is compared with: no axis, no label, no model, and every point drawn.
class Polyline final
{
public:
    Polyline()
    {
        for (int i = 0; i < Samples; ++i)
            m_points.append({double(i) * ChartSize.width() / Samples,
                ChartSize.height() * (1 - totalAt(i) / totalAt(Samples))});
    }
    void draw(QImage *image) const
    {
        QPainter painter(image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Qt::black, 2, Qt::SolidLine, Qt::FlatCap));
        painter.drawPolyline(m_points.constData(), int(m_points.size()));
    }

private:
    QList<QPointF> m_points;
};

/// A chart on the screen, as far as there is one.
class Shown final
{
public:
    /// feed gives it what it draws, which it must be seen to do.
    Shown(TimeChartView &view, qint64 lengthMs, const std::function<void()> &feed)
        : m_view(view)
        , m_lengthMs(lengthMs)
    {
        view.resize(ChartSize);
        view.setTimeRange(NowMs - lengthMs, NowMs);
        view.show();
        draw();
        const QImage empty = m_image;
        feed();
        draw();
        if (m_image == empty)
            qFatal("%s drew nothing.", view.metaObject()->className());
    }

    void draw()
    {
        m_image.fill(Qt::white);
        static_cast<QWidget &>(m_view).render(&m_image);
    }
    void moveOn()
    {
        m_nowMs += MinuteMs;
        m_view.setTimeRange(m_nowMs - m_lengthMs, m_nowMs);
    }

private:
    TimeChartView &m_view;
    qint64 m_lengthMs;
    qint64 m_nowMs = NowMs;
    QImage m_image{ChartSize, QImage::Format_ARGB32_Premultiplied};
};

void print(const QString &what, const Comparison &seconds)
{
    printRow(
        {what, u"bare polyline"_s, {seconds.ours * 1e3, seconds.reference * 1e3, seconds.ratio},
            u"ms"_s, Goal::within(GoalMs)});
}

/// A frame after news, and one of which nothing is new: as when something passed over the window.
void compareDrawing(const QString &what, Shown &shown, const std::function<void()> &news)
{
    const Polyline bare;
    QImage image(ChartSize, QImage::Format_ARGB32_Premultiplied);
    const auto reference = [&] { bare.draw(&image); };
    const auto afterNews = [&] {
        news();
        shown.draw();
    };
    print(what + u", redraw with a new one"_s, compare(Rounds, afterNews, reference));
    print(what + u", time moves on"_s,
        compare(
            Rounds,
            [&] {
                shown.moveOn();
                shown.draw();
            },
            reference));
    print(what + u", plain repaint"_s,
        compare(
            Rounds, [&] { shown.draw(); }, reference));
}

void compareLifetime()
{
    QList<LifetimeSample> samples = lifetime();
    LifetimeModel model;
    LifetimeView view(model);
    Shown shown(view, MonthMs, [&] { model.setRecorded(samples); });
    compareDrawing(named("lifetime of %1 samples"), shown, [&] {
        samples.append({samples.last().atMs + MinuteMs, samples.last().tokens + 500});
        model.setRecorded(samples);
        shown.moveOn();
    });
    if (model.rowCount() < Samples + (isSmoke() ? 1 : Rounds))
        qFatal("The new samples did not come into the chart.");
}

void compareWindows()
{
    QList<RecordedWindow> recorded = windows();
    UsageWindowsModel model;
    UsageWindowsView view(model);
    view.setLimit(80'000, NowMs);
    Shown shown(view, Samples * UsageWindowMs, [&] { model.setRecorded(recorded); });
    compareDrawing(named("%1 windows"), shown, [&] {
        recorded.last().tokens += 500;
        model.setRecorded(recorded);
        shown.moveOn();
    });
}

void compareHours()
{
    QList<UsageBucket> buckets = hours();
    UsageBarsModel model(UsageBarsModel::Period::Hour);
    UsageBarsView view(model);
    Shown shown(view, Samples * HourMs, [&] { model.setRecorded(buckets, {}); });
    compareDrawing(named("%1 hours"), shown, [&] {
        buckets.last().tokens += 500;
        model.setRecorded(buckets, {});
        shown.moveOn();
    });
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    compareLifetime();
    compareWindows();
    compareHours();
}
