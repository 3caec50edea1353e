#include "core/report/reportcharts.h"

#include "core/base/axisticks.h"
#include "core/base/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Anchor = Drawing::Label::Anchor;

constexpr double LabelSize = 8;
constexpr double LineHeight = 12;
constexpr double AxisWidth = 38; ///< for the figures left of the plot
constexpr double PlotHeight = 150;
constexpr double BarHeight = 10, BarGap = 5;
constexpr double NameWidth = 150, FigureWidth = 80;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportCharts", text);
}

/// A plot of tokens over time, with its axes.
struct Plot
{
    double left = AxisWidth, top = 6;
    double width = ReportChartWidth - AxisWidth, height = PlotHeight;
    TimeSpan span;
    double highest = 1;

    [[nodiscard]] double x(qint64 atMs) const
    {
        return left + width * double(atMs - span.fromMs) / double(span.toMs - span.fromMs);
    }
    [[nodiscard]] double y(double tokens) const { return top + height * (1 - tokens / highest); }
    [[nodiscard]] double bottom() const { return top + height; }
};

Plot plotOf(const TimeSpan &span, double highest)
{
    Plot plot;
    plot.span = span;
    const QList<AxisTick> ticks = countTicks(0, std::max(highest, 1.0), 4);
    plot.highest = ticks.isEmpty() ? std::max(highest, 1.0) : ticks.constLast().value;
    return plot;
}

void addAxes(Drawing &drawing, const Plot &plot)
{
    const Ink grid{Ink::Kind::Grid}, quiet{Ink::Kind::Quiet};
    for (const AxisTick &tick : countTicks(0, plot.highest, 4)) {
        const double y = plot.y(tick.value);
        drawing.shapes.append(Drawing::Line{plot.left, y, plot.left + plot.width, y, grid});
        drawing.shapes.append(
            Drawing::Label{plot.left - 4, y + 3, tick.label, quiet, Anchor::End, LabelSize});
    }
    double free = plot.left; // labels must not run into each other
    for (const AxisTick &tick : timeTicks(plot.span.fromMs, plot.span.toMs, 8)) {
        const double x = plot.x(qint64(tick.value));
        const double half = roughTextWidth(tick.label, LabelSize) / 2;
        if (x - half < free || x + half > plot.left + plot.width)
            continue;
        free = x + half + LabelSize;
        drawing.shapes.append(Drawing::Line{x, plot.bottom(), x, plot.bottom() + 3, quiet});
        drawing.shapes.append(Drawing::Label{
            x, plot.bottom() + LineHeight, tick.label, quiet, Anchor::Middle, LabelSize});
    }
    drawing.height = plot.bottom() + LineHeight + 4;
}

/// What each colour stands for, below the plot, in as many lines as it takes.
void addLegend(Drawing &drawing, const QList<std::pair<QString, Ink>> &entries)
{
    constexpr double Swatch = 8, Gap = 12;
    double x = AxisWidth, y = drawing.height + LineHeight;
    for (const auto &[text, ink] : entries) {
        const QString label = fittingText(text, LabelSize, NameWidth);
        const double width = Swatch + 4 + roughTextWidth(label, LabelSize) + Gap;
        if (x + width > drawing.width && x > AxisWidth) {
            x = AxisWidth;
            y += LineHeight;
        }
        drawing.shapes.append(Drawing::Box{x, y - Swatch + 1, Swatch, Swatch, ink});
        drawing.shapes.append(Drawing::Label{
            x + Swatch + 4, y, label, Ink{Ink::Kind::Text}, Anchor::Start, LabelSize});
        x += width;
    }
    drawing.height = y + 4;
}

/// The parts of a stack, from below, with what they are called.
struct Layer
{
    QString name;
    Ink ink;
    QList<double> tokens;
};

QList<Layer> layersOf(const UsageReport &report)
{
    const UsageStack &stack = report.course;
    QList<Layer> layers;
    for (const UsageStack::Layer &layer : stack.layers) {
        const QString name = layer.key.isEmpty() ? tr("keys no longer in the store")
                                                 : report.names.value(layer.key);
        layers.append({name, {Ink::Kind::Series, int(layers.size())}, layer.tokens});
    }
    layers.append({tr("other keys"), {Ink::Kind::Others}, stack.others});
    layers.append({tr("not observed: spread evenly"), {Ink::Kind::Unknown}, stack.unobserved});
    layers.removeIf([](const Layer &layer) {
        return std::all_of(
            layer.tokens.begin(), layer.tokens.end(), [](double tokens) { return tokens <= 0; });
    });
    return layers;
}

void addSlot(Drawing &drawing, const Plot &plot, const UsageStack &stack,
    const QList<Layer> &layers, int slot)
{
    const TimeSpan span = stack.times.at(slot);
    const double from = plot.x(span.fromMs), to = plot.x(span.toMs);
    const double gap = std::min(2.0, (to - from) * 0.15);
    double below = 0;
    for (const Layer &layer : layers) {
        const double tokens = layer.tokens[slot];
        if (tokens <= 0)
            continue;
        const double top = plot.y(below + tokens);
        const QString title = u"%1, %2: %3"_s.arg(
            slotText(span, stack.times.length()), layer.name, formatCount(tokens));
        drawing.shapes.append(Drawing::Box{
            from + gap / 2, top, to - from - gap, plot.y(below) - top, layer.ink, title});
        below += tokens;
    }
}

} // namespace

Drawing courseChart(const UsageReport &report)
{
    const UsageStack &stack = report.course;
    Drawing drawing{ReportChartWidth, 0, tr("Tokens over time"), {}};
    double highest = 0, sum = 0;
    int highestSlot = 0;
    for (int slot = 0; slot < stack.times.count(); ++slot) {
        const double total = stack.totalAt(slot);
        sum += total;
        highestSlot = total > highest ? slot : highestSlot;
        highest = std::max(highest, total);
    }
    if (sum <= 0)
        return drawing;
    const Plot plot = plotOf(stack.times.span(), highest);
    const QList<Layer> layers = layersOf(report);
    addAxes(drawing, plot);
    for (int slot = 0; slot < stack.times.count(); ++slot)
        addSlot(drawing, plot, stack, layers, slot);
    QList<std::pair<QString, Ink>> legend;
    for (const Layer &layer : layers)
        legend.append({layer.name, layer.ink});
    addLegend(drawing, legend);
    drawing.description = tr("%1 tokens in all; the most, %2, in %3.")
                              .arg(formatCount(sum), formatCount(highest),
                                  slotText(stack.times.at(highestSlot), stack.times.length()));
    return drawing;
}

Drawing rankingChart(const UsageReport &report)
{
    Drawing drawing{ReportChartWidth, 0, tr("Who used the most"), {}};
    const double room = ReportChartWidth - NameWidth - FigureWidth;
    double y = 4;
    QStringList figures;
    for (const auto &[name, tokens] : report.ranking) {
        const double width
            = std::max(0.5, room * tokens / std::max(1.0, report.ranking.constFirst().second));
        const QString figure = formatCount(tokens);
        drawing.shapes.append(Drawing::Label{NameWidth - 6, y + BarHeight - 1.5,
            fittingText(name, LabelSize, NameWidth - 10), {}, Anchor::End, LabelSize});
        drawing.shapes.append(Drawing::Box{NameWidth, y, width, BarHeight,
            Ink{Ink::Kind::Series, 0}, u"%1: %2"_s.arg(name, figure)});
        drawing.shapes.append(Drawing::Label{NameWidth + width + 4, y + BarHeight - 1.5, figure,
            Ink{Ink::Kind::Quiet}, Anchor::Start, LabelSize});
        figures += tr("%1 %2").arg(name, figure);
        y += BarHeight + BarGap;
    }
    drawing.height = y;
    drawing.description = figures.join(u"; "_s);
    return drawing;
}

Drawing windowsChart(const QList<RecordedWindow> &windows, const TimeSpan &period)
{
    Drawing drawing{ReportChartWidth, 0, tr("Usage windows"), {}};
    double highest = 0;
    int count = 0, over = 0;
    const auto isIn = [&period](const RecordedWindow &window) {
        return window.startMs >= period.fromMs && window.startMs < period.toMs;
    };
    for (const RecordedWindow &window : windows) {
        if (!isIn(window))
            continue;
        ++count;
        over += window.used() > window.limit;
        highest
            = std::max({highest, window.used(), std::isfinite(window.limit) ? window.limit : 0});
    }
    if (count == 0)
        return drawing;
    const Plot plot = plotOf(period, highest);
    addAxes(drawing, plot);
    for (const RecordedWindow &window : windows) {
        if (!isIn(window))
            continue;
        const bool isOver = window.used() > window.limit;
        const double from = plot.x(window.startMs);
        const double to = std::min(plot.x(window.endMs()), plot.left + plot.width);
        drawing.shapes.append(Drawing::Box{from, plot.y(window.used()), std::max(0.75, to - from),
            plot.bottom() - plot.y(window.used()),
            isOver ? Ink{Ink::Kind::Danger} : Ink{Ink::Kind::Series, 0},
            u"%1: %2"_s.arg(formatExact(window.startMs), formatCount(window.used()))});
        if (std::isfinite(window.limit) && window.limit >= 0)
            drawing.shapes.append(Drawing::Line{from, plot.y(window.limit),
                std::max(from + 0.75, to), plot.y(window.limit), Ink{Ink::Kind::Limit}, 1});
    }
    addLegend(drawing,
        {{tr("within the limit"), Ink{Ink::Kind::Series, 0}},
            {tr("over the limit"), Ink{Ink::Kind::Danger}}});
    drawing.description = tr("%1 windows, %2 of them over the limit; the highest figure is %3.")
                              .arg(count)
                              .arg(over)
                              .arg(formatCount(highest));
    return drawing;
}

} // namespace keydeck
