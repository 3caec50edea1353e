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
        if (ink.kind == Ink::Kind::Limit)
            drawing.shapes.append(Drawing::Line{x, y - 3, x + Swatch, y - 3, ink, 1});
        else
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

bool isOver(const RecordedWindow &window)
{
    return window.used() > window.limit; // never over a limit that is no number
}

bool hasLimit(const RecordedWindow &window)
{
    return std::isfinite(window.limit) && window.limit >= 0;
}

void addWindow(Drawing &drawing, const Plot &plot, const RecordedWindow &window)
{
    constexpr double LeastWidth = 0.75;
    const double right = plot.left + plot.width;
    const double to = std::min(plot.x(window.endMs()), right);
    const double from = std::min(plot.x(window.startMs), right - LeastWidth);
    const double top = plot.y(window.used());
    drawing.shapes.append(Drawing::Box{from, top, std::max(LeastWidth, to - from),
        plot.bottom() - top, isOver(window) ? Ink{Ink::Kind::Danger} : Ink{Ink::Kind::Series, 0},
        u"%1: %2"_s.arg(formatExact(window.startMs), formatCount(window.used()))});
}

/// A line from each window to the next one: a limit is there between them, too.
void addLimits(Drawing &drawing, const Plot &plot, const QList<RecordedWindow> &windows)
{
    for (qsizetype n = 0; n < windows.size(); ++n) {
        qsizetype next = n + 1;
        while (next < windows.size() && windows[next].limit == windows[n].limit)
            ++next;
        if (!hasLimit(windows[n]))
            continue;
        const double y = plot.y(windows[n].limit);
        const double to
            = next < windows.size() ? plot.x(windows[next].startMs) : plot.left + plot.width;
        drawing.shapes.append(
            Drawing::Line{plot.x(windows[n].startMs), y, to, y, Ink{Ink::Kind::Limit}, 1});
        n = next - 1;
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
    QList<RecordedWindow> shown = windows;
    shown.removeIf([&period](const RecordedWindow &window) {
        return window.startMs < period.fromMs || window.startMs >= period.toMs;
    });
    if (shown.isEmpty())
        return drawing;
    double highest = 0, scale = 0;
    for (const RecordedWindow &window : shown) {
        highest = std::max(highest, window.used());
        scale = std::max({scale, window.used(), hasLimit(window) ? window.limit : 0});
    }
    const Plot plot = plotOf(period, scale);
    addAxes(drawing, plot);
    for (const RecordedWindow &window : shown)
        addWindow(drawing, plot, window);
    addLimits(drawing, plot, shown);

    const auto over = std::count_if(shown.begin(), shown.end(), isOver);
    QList<std::pair<QString, Ink>> legend{{tr("within the limit"), Ink{Ink::Kind::Series, 0}}};
    if (over > 0)
        legend.append({tr("over the limit"), Ink{Ink::Kind::Danger}});
    if (std::any_of(shown.begin(), shown.end(), hasLimit))
        legend.append({tr("limit"), Ink{Ink::Kind::Limit}});
    addLegend(drawing, legend);
    drawing.description = tr("%1 windows, %2 of them over the limit; the highest figure is %3.")
                              .arg(shown.size())
                              .arg(over)
                              .arg(formatCount(highest));
    return drawing;
}

} // namespace keydeck
