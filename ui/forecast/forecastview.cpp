#include "ui/forecast/forecastview.h"

#include "core/base/axisticks.h"
#include "core/base/format.h"
#include "core/forecast/forecasttext.h"
#include "ui/charts/hatch.h"
#include "ui/widgets/theme.h"

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int UsedColor = 0; // in the order of the Okabe-Ito set
constexpr int RunOutColor = 5;
constexpr double Headroom = 1.18;
constexpr qreal LabelHeight = 16;
constexpr qreal BlockedHeight = 10;
constexpr qreal MarkRadius = 5;
constexpr auto RangeId = u"range";
constexpr auto LikelyId = u"likely";
constexpr auto RunOutId = u"runOut";
constexpr auto BlockedId = u"blocked";
constexpr auto EvenId = u"even";

/// As steps, from nothing at the window's start.
QList<QPointF> stepsOf(const QList<WindowCourse::Point> &course, qint64 startMs, qint64 endMs)
{
    QList<QPointF> steps{{double(startMs), 0}};
    for (const WindowCourse::Point &point : course) {
        steps << QPointF(double(point.atMs), steps.last().y())
              << QPointF(double(point.atMs), point.used);
    }
    steps << QPointF(double(endMs), steps.last().y());
    return steps;
}

double usedAt(const QList<WindowCourse::Point> &course, qint64 atMs)
{
    double used = 0;
    for (const WindowCourse::Point &point : course) {
        if (point.atMs <= atMs)
            used = point.used;
    }
    return used;
}

} // namespace

ForecastView::ForecastView(const ForecastModel &model, QWidget *parent)
    : TimeChartView(parent)
    , m_model(model)
    , m_range(addArea())
    , m_even(new QLineSeries(this))
    , m_limit(new QLineSeries(this))
    , m_likely(new QLineSeries(this))
    , m_used(new QLineSeries(this))
{
    for (QLineSeries *line : {m_even, m_limit, m_likely, m_used})
        addToChart(line);
    setAccessibleName(tr("The present window and its forecast"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, &ForecastView::follow);
}

ForecastView::Area ForecastView::addArea()
{
    Area area;
    area.upper = new QLineSeries(this);
    area.lower = new QLineSeries(this);
    area.series = new QAreaSeries(area.upper, area.lower);
    addToChart(area.series);
    return area;
}

void ForecastView::follow()
{
    setTimeRange(m_model.forecast().window.startMs, m_model.forecast().resetMs());
    paintSeries(); // the legend follows what there is
    refresh();
}

bool ForecastView::hasLimit() const
{
    return std::isfinite(m_model.forecast().window.limit);
}

double ForecastView::capped(double tokens) const
{
    const PresentWindow &window = m_model.forecast().window;
    return hasLimit() ? std::min(tokens, std::max(window.limit, window.used)) : tokens;
}

void ForecastView::plot()
{
    const Forecast &forecast = m_model.forecast();
    const PresentWindow &window = forecast.window;
    const qint64 nowMs = std::clamp(forecast.nowMs, window.startMs, window.resetMs());
    m_used->replace(stepsOf(m_model.soFar().latest, window.startMs, nowMs));
    plotRange();
    const QPointF begin(double(window.startMs), 0);
    const QPointF reset(double(window.resetMs()), window.limit);
    const bool showsEven = hasLimit() && isShown(QString::fromUtf16(EvenId));
    m_even->replace(showsEven ? QList<QPointF>{begin, reset} : QList<QPointF>());
    m_limit->replace(
        hasLimit() ? QList<QPointF>{{begin.x(), window.limit}, reset} : QList<QPointF>());
    double top = std::max(window.used, hasLimit() ? window.limit : 0.0);
    for (const QPointF &point : m_range.upper->points())
        top = std::max(top, point.y());
    setCountRange(0, std::max(top, 1.0) * Headroom);
}

void ForecastView::plotRange()
{
    QList<QPointF> low, high;
    if (isShown(QString::fromUtf16(RangeId))) {
        for (const Forecast::Range &range : m_model.forecast().course) {
            low << QPointF(double(range.atMs), capped(range.low));
            high << QPointF(double(range.atMs), capped(range.high));
        }
    }
    m_range.lower->replace(low);
    m_range.upper->replace(high);
    m_likely->replace(isShown(QString::fromUtf16(LikelyId)) ? likelyLine() : QList<QPointF>());
}

/// Reaches the limit at the very time that the sentence says, and stops there.
QList<QPointF> ForecastView::likelyLine() const
{
    const Forecast &forecast = m_model.forecast();
    const bool runsOut = forecast.kind == Forecast::Kind::RunsOut && hasLimit();
    QList<QPointF> line;
    for (const Forecast::Range &range : forecast.course) {
        if (runsOut && range.atMs >= forecast.likelyMs)
            break;
        line << QPointF(double(range.atMs), capped(range.likely));
    }
    if (runsOut)
        line << QPointF(double(forecast.likelyMs), forecast.window.limit);
    return line;
}

void ForecastView::paintSeries()
{
    const QColor blue = theme::chartColor(UsedColor, palette());
    const QColor quiet = theme::quietText(palette());
    QColor pale = blue;
    pale.setAlphaF(0.22F);
    m_range.series->setBrush(pale);
    m_range.series->setPen(QPen(blue, 0.8));
    m_used->setPen(QPen(blue, 2.2));
    m_likely->setPen(QPen(blue, 1.6, Qt::DotLine));
    m_even->setPen(QPen(quiet, 0.8));
    m_limit->setPen(QPen(palette().color(QPalette::WindowText), 1.4, Qt::DashLine));
    using Form = LegendEntry::Shape;
    QList<LegendEntry> legend;
    const auto add = [&](const char16_t *id, const QString &label, const QColor &color, Form form) {
        legend << LegendEntry{QString::fromUtf16(id), label, color, form};
    };
    if (m_model.forecast().isSaid()) {
        add(LikelyId, tr("Likely"), blue, Form::DottedLine);
        add(RangeId, tr("Expected, 8 in 10"), blue, Form::Outlined);
    }
    if (m_model.forecast().kind == Forecast::Kind::RunsOut) {
        const QColor orange = theme::chartColor(RunOutColor, palette());
        add(RunOutId, tr("When it runs out, 8 in 10"), orange, Form::Line);
        add(BlockedId, tr("Then blocked"), orange, Form::Hatched);
    }
    if (hasLimit())
        add(EvenId, tr("Even pace"), quiet, Form::Line);
    setLegend(legend);
}

QString ForecastView::callout(qint64 atMs) const
{
    const Forecast &forecast = m_model.forecast();
    if (atMs <= forecast.nowMs) {
        const double least = usedAt(m_model.soFar().latest, atMs);
        const double most = usedAt(m_model.soFar().earliest, atMs);
        return least == most
            ? tr("%1 tokens used").arg(formatCount(least))
            : tr("%1 to %2 tokens used: not observed").arg(formatCount(least), formatCount(most));
    }
    const auto range = std::find_if(forecast.course.begin(), forecast.course.end(),
        [atMs](const Forecast::Range &each) { return each.atMs >= atMs; });
    if (range == forecast.course.end())
        return {};
    return tr("Likely %1 tokens by then, from %2 to %3")
        .arg(formatCount(std::round(capped(range->likely))),
            formatCount(std::round(capped(range->low))),
            formatCount(std::round(capped(range->high))));
}

void ForecastView::paintLabels(QPainter *painter)
{
    paintUnobserved(painter);
    if (!hasLimit())
        return;
    if (m_model.forecast().kind == Forecast::Kind::RunsOut)
        paintRunOut(painter);
    paintLimitLabel(painter);
}

void ForecastView::paintUnobserved(QPainter *painter) const
{
    const WindowCourse &soFar = m_model.soFar();
    const QRectF plotArea = chart()->plotArea();
    QList<qint64> moments;
    for (const QList<WindowCourse::Point> *course : {&soFar.earliest, &soFar.latest}) {
        for (const WindowCourse::Point &point : *course)
            moments << point.atMs;
    }
    std::sort(moments.begin(), moments.end());
    for (qsizetype i = 0; i + 1 < moments.size(); ++i) {
        const double least = usedAt(soFar.latest, moments[i]);
        const double most = usedAt(soFar.earliest, moments[i]);
        const QRectF box(
            QPointF(xOf(moments[i]), yOf(most)), QPointF(xOf(moments[i + 1]), yOf(least)));
        if (most > least)
            paintHatch(painter, box.intersected(plotArea), theme::quietText(palette()));
    }
}

void ForecastView::paintLimitLabel(QPainter *painter) const
{
    const double limit = m_model.forecast().window.limit;
    const QString label = tr("limit %1").arg(shortCount(limit));
    painter->setPen(palette().color(QPalette::WindowText));
    const QRectF above(chart()->plotArea().left(), yOf(limit) - LabelHeight,
        chart()->plotArea().width(), LabelHeight - 1);
    painter->drawText(above, Qt::AlignLeft | Qt::AlignVCenter, label);
}

/// A diamond at the likely time on the limit, a bar over what it may also be, and a hatched strip
/// until the reset.
void ForecastView::paintRunOut(QPainter *painter) const
{
    const Forecast &forecast = m_model.forecast();
    const QRectF plotArea = chart()->plotArea();
    const QColor color = theme::chartColor(RunOutColor, palette());
    const qreal y = yOf(forecast.window.limit), x = xOf(forecast.likelyMs);
    const QRectF blocked(x, y + 1, xOf(forecast.resetMs()) - x, BlockedHeight);
    if (isShown(QString::fromUtf16(BlockedId)))
        paintHatch(painter, blocked.intersected(plotArea), color);
    if (!isShown(QString::fromUtf16(RunOutId)))
        return;
    const qreal from = std::max(plotArea.left(), xOf(forecast.earliestMs));
    const qreal to = std::min(plotArea.right(), xOf(forecast.latestMs));
    painter->setPen(QPen(color, 3, Qt::SolidLine, Qt::FlatCap));
    if (from < to)
        painter->drawLine(QPointF(from, y), QPointF(to, y));
    if (x < plotArea.left() || x > plotArea.right())
        return;
    paintDiamond(painter, {x, y});
    const QString label = tr("about %1").arg(runOutClock(forecast));
    const qreal width = painter->fontMetrics().horizontalAdvance(label) + 2;
    const qreal left = std::clamp(x - width / 2, plotArea.left(), plotArea.right() - width);
    painter->setPen(palette().color(QPalette::WindowText));
    painter->drawText(QRectF(left, y - MarkRadius - LabelHeight, width, LabelHeight),
        Qt::AlignHCenter | Qt::AlignVCenter, label);
}

void ForecastView::paintDiamond(QPainter *painter, const QPointF &at) const
{
    QPainterPath diamond(at - QPointF(0, MarkRadius));
    diamond.lineTo(at + QPointF(MarkRadius, 0));
    diamond.lineTo(at + QPointF(0, MarkRadius));
    diamond.lineTo(at - QPointF(MarkRadius, 0));
    diamond.closeSubpath();
    painter->setPen(QPen(palette().color(QPalette::Window), 1));
    painter->setBrush(theme::chartColor(RunOutColor, palette()));
    painter->drawPath(diamond);
}

} // namespace keydeck
