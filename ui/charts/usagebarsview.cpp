#include "ui/charts/usagebarsview.h"

#include "core/base/format.h"
#include "ui/charts/periodboxes.h"
#include "ui/charts/readout.h"

#include <algorithm>

namespace keydeck {

namespace {

constexpr double Headroom = 1.06;

qint64 middleOf(const PeriodUsage &row)
{
    return row.fromMs + (row.toMs - row.fromMs) / 2;
}

} // namespace

UsageBarsView::UsageBarsView(const UsageBarsModel &model, QWidget *parent)
    : BoxChartView(parent)
    , m_model(model)
{
    setAccessibleName(model.period() == UsageBarsModel::Period::Hour ? tr("Tokens per hour")
                                                                     : tr("Tokens per day"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { refresh(); });
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] { refresh(); });
}

void UsageBarsView::setNow(qint64 nowMs)
{
    if (nowMs != m_nowMs) {
        m_nowMs = nowMs;
        refresh();
    }
}

void UsageBarsView::plot()
{
    setBoxes(periodBoxes(m_model.rows(), m_model.lengthMs(), m_nowMs, scale()));
    setCountRange(0, std::max(highest(), 1.0) * Headroom);
}

QString UsageBarsView::nameOf(ChartBox::Kind kind) const
{
    switch (kind) {
    case ChartBox::Kind::Unobserved:
        return tr("Not observed");
    case ChartBox::Kind::Open:
        return tr("So far");
    default:
        return tr("Tokens");
    }
}

QString UsageBarsView::callout(qint64 atMs) const
{
    QStringList lines;
    for (const PeriodUsage &row : m_model.rows()) {
        if (atMs < row.fromMs || atMs >= row.toMs) {
            continue;
        }
        lines << tr("%1 tokens").arg(formatCount(row.total()));
        if (row.unobserved > 0) {
            lines << tr("%1 of them not observed").arg(formatCount(row.unobserved));
        }
        if (row.spansPeriods) {
            lines << tr("From %1").arg(formatExact(row.fromMs))
                  << tr("To %1").arg(formatExact(row.toMs));
        }
    }
    return lines.isEmpty() ? tr("No tokens") : lines.join(u'\n');
}

QString UsageBarsView::calloutTime(qint64 atMs) const
{
    const auto row = std::find_if(
        m_model.rows().begin(), m_model.rows().end(), [atMs](const PeriodUsage &each) {
            return !each.spansPeriods && each.fromMs <= atMs && atMs < each.toMs;
        });
    return row == m_model.rows().end() ? TimeChartView::calloutTime(atMs)
                                       : spanText({row->fromMs, row->toMs});
}

std::optional<qint64> UsageBarsView::valueBeside(qint64 atMs, bool later) const
{
    std::optional<qint64> nearest;
    for (const PeriodUsage &row : m_model.rows()) {
        const qint64 value = middleOf(row);
        const bool isBeyond = later ? value > atMs : value < atMs;
        if (isBeyond && (!nearest || std::abs(value - atMs) < std::abs(*nearest - atMs))) {
            nearest = value;
        }
    }
    return nearest;
}

void UsageBarsView::paintLabels(QPainter *painter)
{
    paintBoxes(painter);
}

} // namespace keydeck
