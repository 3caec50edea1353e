#include "ui/widgets/usagemeter.h"

#include "core/base/format.h"

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

void paintBands(QPainter *painter, const QRectF &bar, double scale, const QColor &gap)
{
    for (const double percent : {MeterWarningPercent, MeterDangerPercent}) {
        const qreal x = std::round(bar.left() + bar.width() * scale * percent / 100);
        painter->fillRect(QRectF(x, bar.top(), 1, bar.height()), gap);
    }
}

void paintOvershoot(QPainter *painter, const QRectF &bar, double filled,
    const theme::RoleColors &danger, const QColor &line)
{
    const qreal limit = bar.left() + bar.width() * MeterLimitShare;
    const QRectF over(limit, bar.top(), bar.left() + bar.width() * filled - limit, bar.height());
    painter->fillRect(over, danger.fill);
    painter->fillRect(over, QBrush(danger.shape, Qt::Dense4Pattern));
    painter->fillRect(QRectF(std::round(limit) - 1, bar.top() - 2, 2, bar.height() + 4), line);
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

void paintMeterBar(
    QPainter *painter, const QRectF &bar, const RateLimit &rate, const QPalette &palette)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath track;
    track.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    const theme::RoleColors neutral = theme::colors(theme::Role::Neutral, palette);
    painter->fillPath(track, neutral.fill);

    if (hasBar(rate)) {
        const bool over = isOver(rate);
        const double filled = filledShare(rate);
        const theme::RoleColors band = theme::colors(meterRole(rate), palette);
        painter->save();
        painter->setClipPath(track);
        painter->fillRect(
            QRectF(bar.topLeft(), QSizeF(bar.width() * filled, bar.height())), band.shape);
        paintBands(painter, bar, over ? MeterLimitShare : 1.0, palette.color(QPalette::Base));
        painter->restore();
        if (over) {
            paintOvershoot(painter, bar, filled, band, palette.color(QPalette::Text));
        }
    }
    painter->restore();
}

UsageMeter::UsageMeter(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UsageMeter::setRate(const RateLimit &rate)
{
    m_rate = rate;
    setAccessibleName(meterText(rate));
    update();
}

void UsageMeter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMeterBar(
        &painter, QRectF(0, (height() - BarHeight) / 2.0, width(), BarHeight), m_rate, palette());
}

} // namespace keydeck
