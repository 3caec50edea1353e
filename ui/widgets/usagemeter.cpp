#include "ui/widgets/usagemeter.h"

#include "core/base/format.h"
#include "ui/widgets/accessiblerole.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace keydeck {

namespace {

bool hasBar(const RateLimit &rate)
{
    return !rate.gatewayFails && !std::isnan(rate.limit) && !std::isnan(rate.used);
}

bool isOver(const RateLimit &rate)
{
    return hasBar(rate) && rate.blocked;
}

/// The filled share of the bar's width, 0 to 1.
double filledShare(const RateLimit &rate)
{
    if (!isOver(rate)) {
        return std::clamp(rate.usedPercent() / 100, 0.0, 1.0);
    }
    // No positive limit to be measured against: all of it is over.
    return rate.limit > 0 ? std::min(1.0, MeterLimitShare * rate.used / rate.limit) : 1.0;
}

struct Inks
{
    QColor track;
    QColor filled;
    QColor gap; ///< where the bands begin
    QColor limit;
};

Inks inksOf(const RateLimit &rate, const QPalette &palette, bool onSelection)
{
    if (!onSelection) {
        return {theme::colors(theme::Role::Neutral, palette).fill,
            theme::colors(meterRole(rate), palette).shape, palette.color(QPalette::Base),
            palette.color(QPalette::Text)};
    }
    const QColor ink = palette.color(QPalette::HighlightedText);
    QColor track = ink;
    track.setAlphaF(0.3F);
    return {track, ink, palette.color(QPalette::Highlight), ink};
}

void paintBands(QPainter *painter, const QRectF &bar, double scale, const QColor &gap)
{
    for (const double percent : {MeterWarningPercent, MeterDangerPercent}) {
        const qreal x = std::round(bar.left() + bar.width() * scale * percent / 100);
        painter->fillRect(QRectF(x, bar.top(), 1, bar.height()), gap);
    }
}

/// What is over the limit: from the limit's line on, in stripes.
void paintOvershoot(QPainter *painter, const QRectF &bar, double filled, const Inks &inks)
{
    const qreal limit = std::round(bar.left() + bar.width() * MeterLimitShare);
    const qreal end = bar.left() + bar.width() * filled;
    for (qreal x = limit + 3; x < end; x += 3) {
        painter->fillRect(QRectF(x, bar.top(), 1, bar.height()), inks.gap);
    }
    painter->fillRect(QRectF(limit - 1, bar.top() - 2, 2, bar.height() + 4), inks.limit);
}

} // namespace

QString meterText(const RateLimit &rate)
{
    if (rate.gatewayFails) {
        return QCoreApplication::translate("keydeck::UsageMeter", "the gateway fails");
    }
    const QString used = formatCount(rate.used);
    if (std::isnan(rate.limit)) {
        return QCoreApplication::translate("keydeck::UsageMeter", "%1 · no limit").arg(used);
    }
    return QCoreApplication::translate("keydeck::UsageMeter", "%1 / %2")
        .arg(used, formatCount(rate.limit));
}

theme::Role meterRole(const RateLimit &rate)
{
    const double percent = rate.usedPercent();
    if (rate.blocked || percent >= MeterDangerPercent) {
        return theme::Role::Danger;
    }
    return percent >= MeterWarningPercent ? theme::Role::Warning : theme::Role::Info;
}

void paintMeterBar(QPainter *painter, const QRectF &bar, const RateLimit &rate,
    const QPalette &palette, bool onSelection)
{
    const Inks inks = inksOf(rate, palette, onSelection);
    QPainterPath track;
    track.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(track, inks.track);
    if (hasBar(rate)) {
        const bool over = isOver(rate);
        const double filled = filledShare(rate);
        painter->save();
        painter->setClipPath(track);
        painter->fillRect(
            QRectF(bar.topLeft(), QSizeF(bar.width() * filled, bar.height())), inks.filled);
        paintBands(painter, bar, over ? MeterLimitShare : 1.0, inks.gap);
        painter->restore();
        if (over) {
            paintOvershoot(painter, bar, filled, inks);
        }
    }
    painter->restore();
}

UsageMeter::UsageMeter(QWidget *parent) : QWidget(parent)
{
    setAccessibleRole(*this, QAccessible::Graphic);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageMeter::setRate(const RateLimit &rate)
{
    m_rate = rate;
    setAccessibleName(tr("Used in this window: %1").arg(meterText(rate)));
    update();
}

void UsageMeter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMeterBar(
        &painter, QRectF(0, (height() - BarHeight) / 2.0, width(), BarHeight), m_rate, palette());
}

} // namespace keydeck
