#include "ui/usage/usagestackview.h"

#include "core/base/format.h"
#include "ui/charts/hatch.h"
#include "ui/charts/readout.h"
#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using Kind = StackLayer::Kind;

constexpr double Headroom = 1.06;
constexpr double PixelsForGap = 4;
constexpr qreal HeightForSeam = 2;
constexpr float Pale = 0.55F;

} // namespace

UsageStackView::UsageStackView(const UsageStackModel &model, QWidget *parent)
    : TimeChartView(parent)
    , m_model(model)
{
    setAccessibleName(tr("Tokens by key"));
    applyPalette();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        paintSeries();
        refresh();
    });
}

void UsageStackView::setNow(qint64 nowMs)
{
    if (nowMs != m_nowMs) {
        m_nowMs = nowMs;
        refresh();
    }
}

void UsageStackView::plot()
{
    m_boxes.clear();
    double highest = 1;
    const QList<StackLayer> &layers = m_model.layers();
    for (int slot = 0; slot < m_model.times().count(); ++slot) {
        const TimeSpan time = m_model.times().at(slot);
        if (time.toMs <= fromMs() || time.fromMs >= toMs()) {
            continue;
        }
        double top = 0;
        for (int layer = 0; layer < layers.size(); ++layer) {
            const double tokens = layers[layer].tokens[slot];
            if (tokens > 0 && isShown(layers[layer].id)) {
                m_boxes.append({layer, slot, top, top + tokens});
                top += tokens;
            }
        }
        highest = std::max(highest, top);
    }
    setCountRange(0, highest * Headroom);
}

void UsageStackView::paintSeries()
{
    QList<LegendEntry> legend;
    for (int layer = 0; layer < m_model.layers().size(); ++layer) {
        const bool isSeen = m_model.layers()[layer].kind != Kind::Unobserved;
        legend.append({m_model.layers()[layer].id, labelOf(layer), colorOf(layer),
            isSeen ? LegendEntry::Shape::Filled : LegendEntry::Shape::Hatched});
    }
    setLegend(legend);
}

/// "3 Payments": the number stands in the chart too.
QString UsageStackView::labelOf(int layer) const
{
    const StackLayer &entry = m_model.layers()[layer];
    return entry.kind == Kind::Key ? tr("%1 %2").arg(QString::number(layer + 1), entry.name)
                                   : entry.name;
}

QColor UsageStackView::colorOf(int layer) const
{
    switch (m_model.layers()[layer].kind) {
    case Kind::Key:
        return theme::layerColor(layer, palette());
    case Kind::Others:
        return theme::colors(theme::Role::Neutral, palette()).shape;
    case Kind::Unobserved:
        break;
    }
    return theme::quietText(palette());
}

QRectF UsageStackView::rectOf(const Box &box) const
{
    const TimeSpan time = m_model.times().at(box.slot);
    const bool hasGap = double(time.toMs - time.fromMs) > PixelsForGap * pixelMs();
    const qreal gap = hasGap ? 1 : 0;
    const qreal left = xOf(std::max(time.fromMs, fromMs())) + gap;
    const qreal right = xOf(std::min(time.toMs, toMs())) - gap;
    return {QPointF(left, yOf(box.top)), QPointF(std::max(right, left + 1), yOf(box.bottom))};
}

void UsageStackView::paintLabels(QPainter *painter)
{
    for (const Box &box : std::as_const(m_boxes)) {
        paintBox(painter, box);
    }
    paintNumbers(painter);
}

void UsageStackView::paintBox(QPainter *painter, const Box &box) const
{
    QRectF rect = rectOf(box);
    if (rect.height() > HeightForSeam && box.bottom > 0) {
        rect.setBottom(rect.bottom() - 1); // a seam to the layer below
    }
    QColor color = colorOf(box.layer);
    if (m_model.layers()[box.layer].kind == Kind::Unobserved) {
        painter->fillRect(rect, palette().color(QPalette::Window));
        paintHatch(painter, rect, color);
        painter->setPen(QPen(color, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
        return;
    }
    const TimeSpan time = m_model.times().at(box.slot);
    if (time.fromMs <= m_nowMs && m_nowMs < time.toMs) {
        color.setAlphaF(Pale);
    }
    painter->fillRect(rect, color);
    painter->setPen(QPen(theme::edgeColor(colorOf(box.layer), palette()), 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
}

/// Each layer's number, in the highest of its boxes.
void UsageStackView::paintNumbers(QPainter *painter) const
{
    const QFont font = theme::strong(theme::captionFont());
    const QFontMetricsF metrics(font);
    painter->setFont(font);
    for (int layer = 0; layer < m_model.layers().size(); ++layer) {
        if (m_model.layers()[layer].kind != Kind::Key) {
            continue;
        }
        QRectF highest;
        for (const Box &box : m_boxes) {
            const QRectF rect = rectOf(box);
            if (box.layer == layer && rect.height() > highest.height()) {
                highest = rect;
            }
        }
        const QString number = QString::number(layer + 1);
        if (highest.height() > metrics.height()
            && highest.width() > metrics.horizontalAdvance(number) + 2) {
            painter->setPen(theme::inkOn(colorOf(layer)));
            painter->drawText(highest, Qt::AlignCenter, number);
        }
    }
}

QString UsageStackView::callout(qint64 atMs) const
{
    const LocalSlots &times = m_model.times();
    if (times.count() == 0) {
        return {};
    }
    const int slot = times.slotOf(atMs);
    QStringList lines;
    double total = 0;
    for (int layer = 0; layer < m_model.layers().size(); ++layer) {
        const double tokens = m_model.layers()[layer].tokens[slot];
        if (tokens > 0 && isShown(m_model.layers()[layer].id)) {
            total += tokens;
            lines << tr("%1: %2").arg(labelOf(layer), formatCount(tokens));
        }
    }
    const QString head = total > 0 ? tr("%1 tokens").arg(formatCount(total)) : tr("No tokens");
    return (QStringList{head} + lines).join(u'\n');
}

QString UsageStackView::calloutTime(qint64 atMs) const
{
    const LocalSlots &times = m_model.times();
    if (times.count() == 0) {
        return TimeChartView::calloutTime(atMs);
    }
    const TimeSpan slot = times.at(times.slotOf(atMs));
    const bool isWithinDay
        = times.length() == SlotLength::Hour || times.length() == SlotLength::QuarterDay;
    return isWithinDay ? spanText(slot) : slotText(slot, times.length());
}

qint64 UsageStackView::middleOf(int slot) const
{
    const TimeSpan time = m_model.times().at(slot);
    return time.fromMs + (time.toMs - time.fromMs) / 2;
}

std::optional<qint64> UsageStackView::valueBeside(qint64 atMs, bool later) const
{
    std::optional<qint64> nearest;
    for (const Box &box : m_boxes) {
        const qint64 value = middleOf(box.slot);
        const bool isBeyond = later ? value > atMs : value < atMs;
        if (isBeyond && (!nearest || std::abs(value - atMs) < std::abs(*nearest - atMs))) {
            nearest = value;
        }
    }
    return nearest;
}

} // namespace keydeck
