#include "ui/usage/heatscale.h"

#include "core/base/axisticks.h"
#include "ui/charts/hatch.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int BoxWidth = 18;
constexpr int RampWidth = 90;
/// An hour with a single token differs from one with none.
constexpr double LeastShade = 0.12;
/// Below 1: one hour that towers over the others leaves them their shades.
constexpr double Exponent = 0.7;

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::HeatScale", text);
}

/// 6392710 -> 6400000: to be read at a glance.
double roundedToTwoDigits(double value)
{
    if (value < 1) {
        return value;
    }
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

/// Writes texts and draws boxes one after the other.
class Line final
{
public:
    Line(QPainter *painter, const QRectF &area) : m_painter(painter), m_rest(area) { }

    void say(const QString &text, const QColor &color)
    {
        m_painter->setPen(color);
        m_painter->drawText(m_rest, Qt::AlignLeft | Qt::AlignVCenter, text);
        skip(m_painter->fontMetrics().horizontalAdvance(text) + theme::Tight);
    }
    [[nodiscard]] QRectF takeBox(int width = BoxWidth)
    {
        const qreal top = std::floor(m_rest.center().y() - HeatScale::BarHeight / 2.0);
        const QRectF box(std::floor(m_rest.left()), top, width - 1, HeatScale::BarHeight);
        skip(width);
        return box;
    }
    void skip(qreal width) { m_rest.setLeft(m_rest.left() + width); }

private:
    QPainter *m_painter;
    QRectF m_rest;
};

} // namespace

HeatScale::HeatScale(double highest, const QPalette &palette)
    : m_highest(highest)
    , m_palette(palette)
{ }

QColor HeatScale::color(double average) const
{
    const QColor ground = m_palette.color(QPalette::Base);
    if (average <= 0 || m_highest <= 0) {
        return ground;
    }
    const QColor full = theme::heatColor(m_palette);
    const double share
        = LeastShade + (1 - LeastShade) * std::pow(std::min(1.0, average / m_highest), Exponent);
    const auto mixed = [share](float from, float to) { return float(from + (to - from) * share); };
    return QColor::fromRgbF(mixed(ground.redF(), full.redF()),
        mixed(ground.greenF(), full.greenF()), mixed(ground.blueF(), full.blueF()));
}

void HeatScale::markRunning(QPainter *painter, const QRectF &box, const QPalette &palette)
{
    painter->setBrush(Qt::NoBrush);
    const QRectF frame = box.adjusted(1, 1, -1, -1);
    painter->setPen(QPen(palette.color(QPalette::Base), 2)); // to be seen on any shade
    painter->drawRect(frame);
    painter->setPen(QPen(palette.color(QPalette::WindowText), 2, Qt::DotLine));
    painter->drawRect(frame);
}

/// Every shade between the faintest and the strongest, as the map has them.
void HeatScale::paintRamp(QPainter *painter, const QRectF &box) const
{
    for (int x = 0; x < int(box.width()); ++x) {
        const double share = (x + 0.5) / box.width();
        painter->fillRect(
            QRectF(box.left() + x, box.top(), 1, box.height()), color(m_highest * share));
    }
}

void HeatScale::paint(QPainter *painter, const QRectF &area, bool hasRunning) const
{
    const QColor ink = theme::quietText(m_palette);
    Line line(painter, area);
    line.say(u"0"_s, ink);
    const QRectF none = line.takeBox();
    painter->fillRect(none, color(0));
    painter->setPen(QPen(theme::hairline(m_palette), 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(none.adjusted(0.5, 0.5, -0.5, -0.5));
    paintRamp(painter, line.takeBox(RampWidth));
    line.skip(theme::Tight);
    line.say(tr("%1 tokens an hour, %2 in the middle")
                 .arg(shortCount(roundedToTwoDigits(m_highest)),
                     shortCount(roundedToTwoDigits(m_highest / 2))),
        ink);
    line.skip(theme::Group);
    paintHatch(painter, line.takeBox(), ink);
    line.skip(theme::Tight);
    line.say(tr("nothing recorded"), ink);
    if (hasRunning) {
        line.skip(theme::Group);
        markRunning(painter, line.takeBox(), m_palette);
        line.skip(theme::Tight);
        line.say(tr("running, so far"), ink);
    }
}

} // namespace keydeck
