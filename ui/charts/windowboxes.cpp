#include "ui/charts/windowboxes.h"

#include <algorithm>
#include <cmath>

namespace keydeck {

namespace {

using Kind = ChartBox::Kind;

/// Below this many pixels a window is too thin for a gap beside it.
constexpr double PixelsForGap = 6;

void addPart(QList<ChartBox> *boxes, Kind below, Kind above, ChartBox box, double limit,
    const ChartScale &scale)
{
    const double split = std::clamp(limit, box.bottom, box.top);
    addBox(boxes, {below, box.fromMs, box.toMs, box.bottom, split}, scale);
    addBox(boxes, {above, box.fromMs, box.toMs, split, box.top}, scale);
}

} // namespace

QList<UsageBar> barsIn(const QList<UsageBar> &bars, const ChartScale &scale)
{
    QList<UsageBar> kept;
    auto bar = std::partition_point(bars.begin(), bars.end(),
        [&scale](const UsageBar &b) { return b.endMs() <= scale.fromMs; });
    for (; bar != bars.end() && bar->startMs < scale.toMs; ++bar) {
        if (kept.isEmpty() || double(bar->startMs - kept.last().startMs) >= scale.pixelMs) {
            kept << *bar;
        } else if (bar->tokens > kept.last().tokens) {
            const qint64 start = kept.last().startMs;
            kept.last() = *bar;
            kept.last().startMs = start;
        }
    }
    return kept;
}

QList<ChartBox> windowBoxes(const QList<UsageBar> &bars, const ChartScale &scale)
{
    const bool hasGaps = double(UsageWindowMs) > PixelsForGap * scale.pixelMs;
    const double gap = hasGaps ? scale.pixelMs / 2 : 0;
    QList<ChartBox> boxes;
    for (qsizetype i = 0; i < bars.size(); ++i) {
        const UsageBar &bar = bars.at(i);
        const qint64 end
            = i + 1 < bars.size() ? std::min(bar.endMs(), bars.at(i + 1).startMs) : bar.endMs();
        const double left = double(bar.startMs) + gap;
        const double right = std::max(left, double(end) - gap);
        const double limit = std::isnan(bar.limit) ? HUGE_VAL : std::max(bar.limit, 0.0);
        const double used = bar.tokens + bar.beforeReset;
        addPart(&boxes, Kind::Unobserved, Kind::UnobservedOver,
            {Kind::Unobserved, left, right, 0, bar.unobserved}, limit, scale);
        addPart(&boxes, bar.open ? Kind::Open : Kind::Within, Kind::Over,
            {Kind::Within, left, right, bar.unobserved, bar.tokens}, limit, scale);
        addBox(&boxes, {Kind::BeforeReset, left, right, bar.tokens, used}, scale);
    }
    return boxes;
}

QList<ChartBox> unexplainedBoxes(const QList<UnobservedGrowth> &growth, const ChartScale &scale)
{
    QList<ChartBox> boxes;
    for (const UnobservedGrowth &g : growth) {
        // A moment is no bar: give it a width that can be seen.
        const double length = std::max(double(g.toMs - g.fromMs), 2 * scale.pixelMs);
        const double height = g.tokens * std::min(1.0, double(UsageWindowMs) / length);
        addBox(
            &boxes, {Kind::Unobserved, double(g.toMs) - length, double(g.toMs), 0, height}, scale);
    }
    return boxes;
}

QList<QPointF> limitLine(
    const QList<UsageBar> &bars, double limit, qint64 nowMs, const ChartScale &scale)
{
    QList<QPointF> line;
    const auto stepTo = [&line](qint64 atMs, double height) {
        if (!line.isEmpty()) {
            line << QPointF(double(atMs), line.last().y());
        }
        line << QPointF(double(atMs), height);
    };
    for (const UsageBar &bar : bars) {
        if (std::isfinite(bar.limit)) {
            stepTo(line.isEmpty() ? scale.fromMs : bar.startMs, bar.limit);
        }
    }
    if (std::isfinite(limit)) {
        stepTo(line.isEmpty() ? scale.fromMs : std::clamp(nowMs, scale.fromMs, scale.toMs), limit);
        line << QPointF(double(scale.toMs), limit);
    }
    return line;
}

} // namespace keydeck
