#include "ui/charts/periodboxes.h"

#include <algorithm>

namespace keydeck {

namespace {

using Kind = ChartBox::Kind;

/// Below this many pixels a period is too thin for a gap beside it.
constexpr double PixelsForGap = 4;
/// By so much a day may be longer than others: the clock was put back.
constexpr qint64 MoreMs = 60LL * 60 * 1000;

double heightShare(const PeriodUsage &row, qint64 lengthMs)
{
    const qint64 longest = lengthMs > MoreMs ? lengthMs + MoreMs : lengthMs;
    const qint64 length = row.toMs - row.fromMs;
    return length > longest ? double(lengthMs) / double(length) : 1;
}

/// A period, and by how much of its figure it stands high.
struct Drawn
{
    PeriodUsage row;
    double share = 1;
};

/// Of the periods within one pixel the tallest counts.
QList<Drawn> tallest(const QList<PeriodUsage> &rows, qint64 lengthMs, const ChartScale &scale)
{
    QList<Drawn> kept;
    for (const PeriodUsage &row : rows) {
        if (row.toMs <= scale.fromMs || row.fromMs >= scale.toMs) {
            continue;
        }
        const bool isThin = double(row.toMs - row.fromMs) < scale.pixelMs && !kept.isEmpty()
            && !kept.last().row.spansPeriods && !row.spansPeriods
            && double(row.fromMs - kept.last().row.fromMs) < scale.pixelMs;
        const Drawn drawn{row, heightShare(row, lengthMs)};
        if (!isThin) {
            kept << drawn;
        } else if (row.total() > kept.last().row.total()) {
            const qint64 from = kept.last().row.fromMs;
            kept.last() = drawn;
            kept.last().row.fromMs = from;
        }
    }
    return kept;
}

} // namespace

QList<ChartBox> periodBoxes(
    const QList<PeriodUsage> &rows, qint64 lengthMs, qint64 nowMs, const ChartScale &scale)
{
    const bool hasGaps = double(lengthMs) > PixelsForGap * scale.pixelMs;
    const double gap = hasGaps ? scale.pixelMs / 2 : 0;
    QList<ChartBox> boxes;
    for (const auto &[row, share] : tallest(rows, lengthMs, scale)) {
        const double left = double(row.fromMs) + gap;
        const double right = std::max(left, double(row.toMs) - gap);
        const bool isOpen = row.fromMs <= nowMs && nowMs < row.toMs;
        const double split = row.unobserved * share;
        addBox(&boxes, {Kind::Unobserved, left, right, 0, split}, scale);
        addBox(&boxes,
            {isOpen ? Kind::Open : Kind::Within, left, right, split, row.total() * share}, scale);
    }
    return boxes;
}

} // namespace keydeck
